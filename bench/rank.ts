// `rank`: the best 200 of a library for a query, by the ranking's index; against a plain loop over float32 and a full sort.
// In Node: the engine is Chromium's, and neither side touches a page.

import { cpus, totalmem } from 'node:os';
import type { PhotoId } from '../src/shared/domain/photo.ts';
import { compileKernel } from '../src/worker/ranking/kernel-module.ts';
import { createIndex } from '../src/worker/ranking/resident-index.ts';
import { seededVectors } from '../src/worker/ranking/seeded-vectors.ts';
import { compileKernelSource } from '../tools/build-kernel.ts';
import { print } from './figure.ts';
import { inTurns, median } from './rounds.ts';
import type { Workbench } from './workbench.ts';

const dim = 512;
const limit = 200;

export async function benchRank({ quick }: Pick<Workbench, 'quick'>): Promise<void> {
  const kernel = await compileKernel(await compileKernelSource());
  for (const count of quick ? [10_000] : [10_000, 100_000]) {
    const vectors = seededVectors(count, dim, 7);
    const query = seededVectors(1, dim, 8);
    const ids = Array.from({ length: count }, (_, n) => n.toString(16).padStart(64, '0') as PhotoId); // As PhotoId: it has the form of one.
    const index = createIndex(dim, kernel);
    index.append(ids, vectors);
    const sides = {
      ours: () => index.search(query, { limit }).hits.map(({ photoId }) => photoId),
      usual: () => rankUsual(ids, vectors, query),
    };
    // A wrong answer is not fast. Also the warm-up.
    if (sides.ours().join() !== sides.usual().join()) throw new Error('the two sides disagree');
    const timed = (work: () => unknown) => () => {
      const start = performance.now();
      work();
      return Promise.resolve(performance.now() - start);
    };
    const samples = await inTurns({ ours: timed(sides.ours), usual: timed(sides.usual) }, quick ? 5 : 21);
    const baseline = { name: 'float32 loop, full sort', value: median(samples.usual) };
    const device = `${cpus().length} × ${cpus()[0]?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.version}`;
    print(
      {
        bench: 'rank',
        case: `${count / 1000}k-512/vs-usual`,
        value: median(samples.ours),
        unit: 'ms',
        baseline,
        n: samples.ours.length,
        device,
      },
      'lower',
    );
  }
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
