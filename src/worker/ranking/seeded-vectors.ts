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

/** float32 [count × dim], as a model gives them: in groups of a hundred around a direction that all share, so that many score alike. */
export function clusteredVectors(count: number, dim: number, seed: number): Float32Array<ArrayBuffer> {
  const groups = Math.ceil(count / 100);
  const [shared, centres, own] = [seededVectors(1, dim, seed), seededVectors(groups, dim, seed + 1), seededVectors(count, dim, seed + 2)];
  for (let row = 0; row < count; row++) {
    const centre = (row % groups) * dim;
    let squares = 0;
    for (let i = 0; i < dim; i++) {
      const x = (shared[i] ?? 0) + (centres[centre + i] ?? 0) + 0.4 * (own[row * dim + i] ?? 0);
      own[row * dim + i] = x;
      squares += x * x;
    }
    const scale = 1 / Math.sqrt(squares);
    for (let i = 0; i < dim; i++) own[row * dim + i] = (own[row * dim + i] ?? 0) * scale;
  }
  return own;
}

/** Makes one row in twenty an exact copy of an earlier one, in place. */
export function plantDuplicates(vectors: Float32Array, dim: number): void {
  for (let row = 20; row * dim < vectors.length; row += 20) {
    const twin = (row * 7919) % row;
    vectors.copyWithin(row * dim, twin * dim, (twin + 1) * dim);
  }
}
