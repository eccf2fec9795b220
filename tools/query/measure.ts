// `npx tsx tools/query/measure.ts` prints how long a search takes beyond its towers, over made-up libraries of 10,000 and 100,000 photos: the first
// time and when asked again. Each round changes the library, as an ingest does, so that nothing is remembered from the one before.

import type { PhotoId, SpaceId } from '../../src/shared/domain/photo.ts';
import { normalise } from '../../src/shared/domain/vectors.ts';
import { defaultModel } from '../../src/worker/embedding/catalog.ts';
import { createGate } from '../../src/worker/pipeline/gate.ts';
import { createResident } from '../../src/worker/pipeline/resident.ts';
import { createSearch } from '../../src/worker/pipeline/search.ts';
import { compileKernel } from '../../src/worker/ranking/kernel-module.ts';
import { createIndex } from '../../src/worker/ranking/resident-index.ts';
import { seededVectors } from '../../src/worker/ranking/seeded-vectors.ts';
import type { PhotoRecord } from '../../src/worker/storage/schema.ts';
import { compileKernelSource } from '../build-kernel.ts';

const dim = 512;
const rounds = 11;
const space = 'made:up' as SpaceId; // It has the form of one.
/** Directions of their own, in 100 groups: cosines of about 0.26 within, of 0 ± 0.04 between. */
function groupedVectors(count: number): Float32Array {
  const [vectors, centres] = [seededVectors(count, dim, 3), seededVectors(100, dim, 4)];
  for (let at = 0; at < vectors.length; at++) {
    const centre = (Math.floor(at / dim) % 100) * dim + (at % dim);
    vectors[at] = ((vectors[at] ?? 0) + 0.6 * (centres[centre] ?? 0)) / Math.hypot(1, 0.6);
  }
  for (let row = 0; row < count; row++) normalise(vectors.subarray(row * dim, (row + 1) * dim));
  return vectors;
}
const idOf = (n: number) =>
  Math.imul(n + 1, 0x9e3779b1)
    .toString(16)
    .replace('-', 'f')
    .padStart(64, '0') as PhotoId; // It has the form of one.

function recordOf(n: number): PhotoRecord {
  return {
    ...{
      id: idOf(n),
      name: `IMG_${n}.jpg`,
      paths: [`Pictures/${2000 + (n % 20)}/Trip ${n % 300}/IMG_${n}.jpg`],
      type: 'image/jpeg',
      bytes: 3e6,
    },
    ...{ width: n % 3 ? 4000 : 3000, height: n % 3 ? 3000 : 4000, favourite: n % 50 === 0, colour: n, thumbnailBytes: 1, previewBytes: 1 },
    ...{ takenMs: 1.6e12 + n * 1e5, addedAt: '2024-01-01T00:00:00Z', gps: { lat: 40 + (n % 1000) / 1000, lon: 2 } },
    ...{ camera: `Maker ${n % 7} Model`, tags: ['family', `tag ${n % 40}`], caption: `A day in Lisbon, number ${n}` },
  };
}

const queries = {
  'a plain phrase': 'xyzzy plugh',
  'a filter that leaves out one of seven': 'xyzzy -camera:"maker 3"',
  'a filter that leaves out most': 'xyzzy camera:"maker 3"',
  'a filter that leaves out half': 'xyzzy date:2020-09..2022-03',
  'three filters': 'xyzzy camera:"maker 3" date:2020-09..2023 near:40.5,2,30km',
  'filters alone': 'camera:"maker 3" is:portrait',
  'two terms and a minus': '"xyzzy" "plugh"^2 -"grue"',
  'words that name one of 300': 'trip 77',
  'words that name most': 'day in Lisbon',
  'a minus alone': '-grue',
};

const median = (values: number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
const kernel = await compileKernel(await compileKernelSource());

for (const count of [10_000, 100_000]) {
  const resident = createResident(space, createIndex(dim, kernel), () => undefined);
  const vectors = groupedVectors(count + rounds * 50);
  const add = (from: number, to: number) => {
    const photos = Array.from({ length: to - from }, (_, i) => recordOf(from + i));
    resident.change({ kind: 'prepared', photos });
    resident.change({ kind: 'indexed', space, photoIds: photos.map(({ id }) => id), vectors: vectors.slice(from * dim, to * dim) });
  };
  for (let from = 0; from < count; from += 2000) add(from, Math.min(from + 2000, count));
  while (resident.words.enterSome(100_000));
  const ofText = (text: string) => Promise.resolve(vectors.slice(text.length * 31 * dim, (text.length * 31 + 1) * dim));
  const texts = { ofText, ofFile: () => Promise.reject(new Error('no files here')), ofPhoto: resident.index.vector };
  const search = createSearch({ resident, vectors: texts, queryGate: createGate(), background: () => defaultModel.background });
  const times = new Map<string, { first: number[]; again: number[]; why: number[] }>();
  const timed = async (work: () => Promise<unknown>) => {
    const startMs = performance.now();
    await work();
    return performance.now() - startMs;
  };
  for (let round = 0; round < rounds; round++) {
    add(count + round * 50, count + (round + 1) * 50);
    for (const [title, query] of Object.entries(queries)) {
      const kept = times.get(title) ?? { first: [], again: [], why: [] };
      times.set(title, kept);
      const options = { limit: 1000, offset: 0, sort: 'relevance' as const };
      kept.first.push(await timed(() => search.run(query, options)));
      kept.again.push(await timed(() => search.run(query, options)));
      kept.why.push(await timed(() => search.why(idOf(5), query)));
    }
  }
  process.stdout.write(`\n${count} photos, ms beyond the towers, median of ${rounds}\n`);
  console.table(
    Object.fromEntries(
      [...times].map(([title, kept]) => [
        title,
        Object.fromEntries(Object.entries(kept).map(([name, values]) => [name, Number(median(values).toFixed(1))])),
      ]),
    ),
  );
}
