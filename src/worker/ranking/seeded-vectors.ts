// Unit vectors from a seed, for tests and benchmarks.

/** float32 [count × dim], each row of unit length and random direction; equal for equal arguments. */
export function seededVectors(count: number, dim: number, seed: number): Float32Array<ArrayBuffer> {
  const vectors = new Float32Array(count * dim);
  let state = (seed + 1) * 0x9e3779b9;
  for (let row = 0; row < count; row++) {
    const vector = vectors.subarray(row * dim, (row + 1) * dim);
    let squares = 0;
    for (let i = 0; i < dim; i++) {
      // xorshift32: quick, and good enough for directions.
      state ^= state << 13;
      state ^= state >>> 17;
      state ^= state << 5;
      const x = state / 0x80000000;
      vector[i] = x;
      squares += x * x;
    }
    const scale = 1 / Math.sqrt(squares);
    for (let i = 0; i < dim; i++) vector[i] = (vector[i] ?? 0) * scale;
  }
  return vectors;
}
