// Vector arithmetic that is not worth a kernel.

import { AppError } from './app-error.ts';

/** Σ aᵢ·bᵢ: the cosine similarity where both are of unit length. @throws {AppError} `internal` if the lengths differ. */
export function dot(a: Float32Array, b: Float32Array): number {
  if (a.length !== b.length) throw new AppError('internal', { reason: `vectors of ${a.length} and ${b.length} dimensions` });
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
}

/** Scales `vector` to unit length (L2), in place, and returns it.
 * @throws {AppError} `model-failed` if it has no direction: a zero, or a value that is not finite. */
export function normalise<V extends Float32Array>(vector: V): V {
  let squares = 0;
  for (const x of vector) squares += x * x;
  const norm = Math.sqrt(squares);
  if (!(norm > 0 && Number.isFinite(norm))) throw new AppError('model-failed', { reason: `an embedding of length ${norm}` });
  for (let i = 0; i < vector.length; i++) vector[i] = (vector[i] ?? 0) / norm;
  return vector;
}

/** The direction of the sum of unit vectors, each times its weight. @throws as `normalise`, where they cancel out. */
export function composeVectors(terms: readonly { vector: Float32Array; weight: number }[]): Float32Array<ArrayBuffer> {
  const sum = new Float32Array(terms[0]?.vector.length ?? 0);
  for (const { vector, weight } of terms) for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] ?? 0) + weight * (vector[i] ?? Number.NaN);
  return normalise(sum);
}

/** Rows one after the other: float32 [rows × dim]. @param rows each of length `dim`. */
export function packVectors(rows: readonly Float32Array[], dim: number): Float32Array<ArrayBuffer> {
  const packed = new Float32Array(rows.length * dim);
  for (const [i, row] of rows.entries()) packed.set(row, i * dim);
  return packed;
}
