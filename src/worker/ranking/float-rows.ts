// The vectors themselves, float32, in memory: for the second look, and for whoever asks for one.

/** @param row index of the photo; dense, from 0. */
export interface FloatRows {
  readonly bytes: number;
  write(row: number, vector: Float32Array): void;
  move(from: number, to: number): void;
  /** Not a copy. @throws {RangeError} never written. */
  read(row: number): Float32Array<ArrayBuffer>;
}

/** 2 MB at 512 dimensions: what is there is never copied to grow. */
const rowsPerChunk = 1024;

export function createFloatRows(dim: number): FloatRows {
  const chunks: Float32Array<ArrayBuffer>[] = [];

  function view(row: number): Float32Array<ArrayBuffer> {
    const at = (row % rowsPerChunk) * dim;
    const chunk = chunks[Math.floor(row / rowsPerChunk)];
    if (!chunk) throw new RangeError(`row ${row} was never written`);
    return chunk.subarray(at, at + dim);
  }

  return {
    get bytes() {
      return chunks.length * rowsPerChunk * dim * Float32Array.BYTES_PER_ELEMENT;
    },
    write(row, vector) {
      chunks[Math.floor(row / rowsPerChunk)] ??= new Float32Array(rowsPerChunk * dim);
      view(row).set(vector);
    },
    move: (from, to) => view(to).set(view(from)),
    read: view,
  };
}
