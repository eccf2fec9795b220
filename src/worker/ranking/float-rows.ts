// The vectors themselves, float32: for the second look, and for whoever asks for one. In memory, or in a file of this tab alone.
//
// [Note: A row file]
// The file is memory that lies on a disk: row n at n × its size, written as rows are taken in and moved as they move. It holds nothing that the
// database does not, nobody else reads it, and it is worth nothing once its tab has closed. So it needs no key, no format and no repair.

import { AppError, reasonOf } from '../../shared/domain/app-error.ts';

/** @param row index of the photo; dense, from 0. */
export interface FloatRows {
  /** Memory taken. */
  readonly bytes: number;
  /** Rows from `first` on. @param vectors float32 [n × dim]. @throws {AppError} `storage-full`, where the rows are in a file. */
  write(first: number, vectors: Float32Array): void;
  move(from: number, to: number): void;
  /** Not a copy; gone with the next read. @throws {RangeError} never written. {AppError} `storage-failed`. */
  read(row: number): Float32Array<ArrayBuffer>;
  /** The same for `rows` in ascending order, with `i` in their order: neighbours are read at once. */
  reader(rows: Int32Array): (i: number) => Float32Array<ArrayBuffer>;
}

/** Of a FileSystemSyncAccessHandle, which only a worker can open, and only one at a time. */
export interface RowFile {
  read(into: Float32Array<ArrayBuffer>, options: { at: number }): number;
  write(from: Float32Array, options: { at: number }): number;
  truncate(bytes: number): void;
}

/** 2 MB at 512 dimensions: what is there is never copied to grow. */
const rowsPerChunk = 1024;
/** Read at once at most, at 512 dimensions 64 KB; and so many may lie unused between two that are wanted: a read costs as much as 16 KB of it. */
const run = { rows: 32, gap: 8 };

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
    write(first, vectors) {
      for (let i = 0; i * dim < vectors.length; i++) {
        chunks[Math.floor((first + i) / rowsPerChunk)] ??= new Float32Array(rowsPerChunk * dim);
        view(first + i).set(vectors.subarray(i * dim, (i + 1) * dim));
      }
    },
    move: (from, to) => view(to).set(view(from)),
    read: view,
    reader: (rows) => (i) => view(rows[i] ?? -1),
  };
}

/** @param file empty, and this index's alone. @param held rows 0..count − 1, which are copied into it. @throws {AppError} `storage-full`. */
export function createFileRows(dim: number, file: RowFile, held: FloatRows, count: number): FloatRows {
  const rowBytes = dim * Float32Array.BYTES_PER_ELEMENT;
  const buffer = new Float32Array(dim * run.rows);
  const rowOf = (i: number) => buffer.subarray(i * dim, (i + 1) * dim);

  function writeRows(row: number, vectors: Float32Array): void {
    try {
      const written = file.write(vectors, { at: row * rowBytes });
      if (written !== vectors.byteLength) throw new Error(`${written} of ${vectors.byteLength} bytes`);
    } catch (error) {
      throw new AppError('storage-full', { retryable: true, subject: 'row file', reason: reasonOf(error), cause: error });
    }
  }
  function readRows(row: number, into: Float32Array<ArrayBuffer>): Float32Array<ArrayBuffer> {
    const bytes = file.read(into, { at: row * rowBytes });
    if (bytes !== into.byteLength)
      throw new AppError('storage-failed', { subject: 'row file', reason: `${bytes} of ${into.byteLength} bytes of row ${row}` });
    return into;
  }

  for (let row = 0; row < count; row += run.rows) {
    const rows = Math.min(run.rows, count - row);
    for (let i = 0; i < rows; i++) rowOf(i).set(held.read(row + i));
    writeRows(row, buffer.subarray(0, rows * dim));
  }

  return {
    bytes: buffer.byteLength,
    write: writeRows,
    move: (from, to) => writeRows(to, readRows(from, rowOf(0))),
    read: (row) => readRows(row, rowOf(0)),
    reader(rows) {
      let [first, end] = [0, 0];
      return (i) => {
        const row = rows[i] ?? -1;
        if (row < first || row >= end) {
          [first, end] = [row, row + 1];
          for (let next = i + 1; next < rows.length; next++) {
            const other = rows[next] ?? 0;
            if (other - end > run.gap || other - first >= run.rows) break;
            end = other + 1;
          }
          readRows(first, buffer.subarray(0, (end - first) * dim));
        }
        return rowOf(row - first);
      };
    },
  };
}
