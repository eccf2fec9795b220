// In a worker of the bench page: one library, and the sides that search it for the best.

import type { PhotoId } from '../../src/shared/domain/photo.ts';
import { compileKernel } from '../../src/worker/ranking/kernel-module.ts';
import { createIndex, type ResidentIndex } from '../../src/worker/ranking/resident-index.ts';
import { seededVectors } from '../../src/worker/ranking/seeded-vectors.ts';
import { createTopK } from '../../src/worker/ranking/top-k.ts';
import { openRowFile } from '../../src/worker/storage/row-file.ts';

const dim = 512;
const limit = 100;
const batch = 16;
const atOnce = 10_000;

interface FloatKernel {
  readonly memory: WebAssembly.Memory;
  readonly scanFloats: (query: number, vectors: number, scores: number, count: number, stride: number) => void;
  readonly read: (from: number, bytes: number) => number;
}

export interface Kernels {
  readonly relaxed: number[];
  readonly plain: number[];
  readonly floats: number[];
}

export type Side = 'ours' | 'usual' | 'wasmFloats' | 'read' | 'plain' | 'batch' | 'filed';

interface Library {
  readonly ids: PhotoId[];
  /** In the memory of the float kernel, so that two sides share it. */
  readonly vectors: Float32Array;
  readonly sides: Record<Side, () => Promise<PhotoId[]>>;
}

let library: Library | undefined;

async function instantiate(bytes: number[], memoryBytes: number): Promise<FloatKernel> {
  const memory = new WebAssembly.Memory({ initial: Math.ceil(memoryBytes / 65_536), maximum: 65_536 });
  const { exports } = new WebAssembly.Instance(await compileKernel(Uint8Array.from(bytes)), { env: { memory } });
  return { ...(exports as unknown as Omit<FloatKernel, 'memory'>), memory }; // As its functions: WebAssembly exports carry no types.
}

/** @returns what the index takes, and how long it took to build. */
export async function prepare(kernels: Kernels, count: number): Promise<{ bytes: number; buildMs: number }> {
  library = undefined;
  const scanned = count * (dim + 12);
  const scoresAt = 4 * dim;
  const vectorsAt = Math.ceil((scoresAt + 4 * count) / 64) * 64;
  const floats = await instantiate(kernels.floats, vectorsAt + 4 * dim * count);
  const vectors = new Float32Array(floats.memory.buffer, vectorsAt, dim * count);
  const ids = Array.from({ length: count }, (_, n) => n.toString(16).padStart(64, '0') as PhotoId); // As PhotoId: it has the form of one.
  const query = seededVectors(1, dim, 8);
  const queries = seededVectors(batch, dim, 9);
  new Float32Array(floats.memory.buffer, 0, dim).set(query);
  // The same bytes for the plain read, and none of them a page of zeros that was never written.
  const reader = await instantiate(kernels.floats, scanned + 128);
  new Uint32Array(reader.memory.buffer).fill(0x01020304);

  const relaxed = await compileKernel(Uint8Array.from(kernels.relaxed));
  const openFile = () => openRowFile('bench-rank');
  const index = createIndex(dim, relaxed, { openFile });
  const small = count <= 100_000;
  const plain = small ? createIndex(dim, await compileKernel(Uint8Array.from(kernels.plain))) : undefined;
  const filed = small ? createIndex(dim, relaxed, { openFile, floatBytes: 0 }) : undefined;
  let buildMs = 0;
  for (let at = 0; at < count; at += atOnce) {
    const some = seededVectors(Math.min(atOnce, count - at), dim, at);
    vectors.set(some, at * dim);
    const these = ids.slice(at, at + atOnce);
    const start = performance.now();
    index.append(these, some);
    buildMs += performance.now() - start;
    plain?.append(these, some);
    filed?.append(these, some);
    // So that the file is there, as it is where vectors come from storage.
    await new Promise((resolve) => setTimeout(resolve, 0));
  }

  const search = async (from: ResidentIndex) => (await from.search(query, { limit })).hits.map(({ photoId }) => photoId);
  const sides: Library['sides'] = {
    ours: () => search(index),
    plain: () => search(plain ?? index),
    filed: () => search(filed ?? index),
    usual: () => Promise.resolve(rankUsual(ids, vectors, query)),
    wasmFloats() {
      floats.scanFloats(0, vectorsAt, scoresAt, count, dim);
      const best = createTopK(limit);
      for (const [row, score] of new Float32Array(floats.memory.buffer, scoresAt, count).entries())
        if (score >= best.floor) best.offer(ids[row] ?? ('' as PhotoId), score); // As PhotoId: never; every row has an id.
      return Promise.resolve(best.sorted().map(({ photoId }) => photoId));
    },
    read() {
      reader.read(0, Math.floor(scanned / 128) * 128);
      return Promise.resolve([]);
    },
    batch: async () => (await index.searchAll(queries, { limit })).flatMap(({ hits }) => hits.map(({ photoId }) => photoId)),
  };
  library = { ids, vectors, sides };
  // A wrong answer is not fast. Also the warm-up.
  const [ours, usual] = [await sides.ours(), await sides.usual()];
  for (const side of [ours, await sides.plain(), await sides.filed(), await sides.wasmFloats()])
    if (side.join() !== usual.join()) throw new Error('the sides disagree');
  return { bytes: index.bytes, buildMs };
}

/** Milliseconds of one search, or for `batch` of one query in it. */
export async function measure(side: Side): Promise<number> {
  if (!library) throw new Error('prepare comes first');
  const start = performance.now();
  await library.sides[side]();
  return (performance.now() - start) / (side === 'batch' ? batch : 1);
}

/** What one writes first. */
function rankUsual(ids: readonly PhotoId[], vectors: Float32Array, query: Float32Array): PhotoId[] {
  const scored = ids.map((photoId, row) => {
    let score = 0;
    for (let i = 0; i < dim; i++) score += (query[i] ?? 0) * (vectors[row * dim + i] ?? 0);
    return { photoId, score };
  });
  return scored
    .sort((a, b) => b.score - a.score)
    .slice(0, limit)
    .map(({ photoId }) => photoId);
}
