// `node --expose-gc --import tsx tools/facts-memory.ts` prints what memory keeps of a photo besides its vector, and how long a search by words takes: of 100,000 made-up photos.

import type { PhotoId } from '../src/shared/domain/photo.ts';
import { filtersOf, passesAll } from '../src/shared/domain/query/filter.ts';
import { parseQuery } from '../src/shared/domain/query/parse.ts';
import { createSame, factsOf } from '../src/worker/pipeline/photo-facts.ts';
import { createWordIndex } from '../src/worker/pipeline/word-index.ts';
import { findNamed, soughtWords } from '../src/worker/pipeline/words.ts';
import type { PhotoRecord } from '../src/worker/storage/schema.ts';

const count = 100_000;

/** As storage gives them: every text a copy of its own. */
const recordOf = (n: number): PhotoRecord =>
  structuredClone({
    id: n.toString(16).padStart(64, 'b') as PhotoId, // It has the form of one.
    name: `IMG_${n}.jpg`,
    paths: [`Pictures/${2000 + (n % 20)}/Trip ${n % 300}/IMG_${n}.jpg`],
    ...{
      width: 4000,
      height: 3000,
      type: 'image/jpeg',
      bytes: 3_000_000 + n,
      favourite: false,
      colour: n,
      thumbnailBytes: 1,
      previewBytes: 1,
    },
    ...{ takenMs: 1.6e12 + n * 1e5, addedAt: '2024-01-01T00:00:00Z', gps: { lat: 40 + n / count, lon: 2 }, rating: 3 },
    exposure: { seconds: 1 / (n % 500), fNumber: 1.8, iso: 100, focalLengthMm: 24 },
    ...{ camera: `Maker ${n % 7} Model`, lens: `Lens ${n % 9} 24-70mm f/2.8`, tags: ['family', `tag ${n % 40}`] },
    caption: `A day in Lisbon, number ${n}`,
  });

const heapBytes = () => {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
};
const least = (values: number[]) => Math.min(...values);
function leastMs(work: () => unknown): number {
  return least(
    Array.from({ length: 15 }, () => {
      const startMs = performance.now();
      work();
      return performance.now() - startMs;
    }),
  );
}

const same = createSame();
const before = heapBytes();
const entries = Array.from({ length: count }, (_, n) => {
  const facts = factsOf(recordOf(n), same);
  return { facts };
});
const between = heapBytes();
const words = createWordIndex();
const startMs = performance.now();
for (const { facts } of entries) words.add(facts);
words.enterSome(count);
const indexMs = performance.now() - startMs;
const after = heapBytes();
const records = Array.from({ length: 2000 }, (_, n) => recordOf(n));
const filters = filtersOf(parseQuery('camera:"maker 3" date:2020-09..2023 near:40.5,2,30km -is:screenshot').terms);
const passes = passesAll(filters, { nowMs: Date.now(), statusOf: () => 'indexed' });
const lines = [
  `${((between - before) / count).toFixed(0)} bytes of facts a photo, ${((after - between) / count).toFixed(0)} of words`,
  `${(leastMs(() => records.map((record) => factsOf(record, same))) * 50).toFixed(0)} ms for the facts of ${count} records`,
  `${indexMs.toFixed(0)} ms to index their words, once`,
  `${leastMs(() => findNamed(soughtWords('day 77 in Lisbon', count, words), words)).toFixed(1)} ms for three words of which two stand in each`,
  `${leastMs(() => findNamed(soughtWords('family trip 77', count, words), words)).toFixed(1)} ms for a word that stands in one of 300`,
  `${leastMs(() => entries.filter(({ facts }) => passes(facts)).length).toFixed(1)} ms for four filters`,
];
process.stdout.write(`${lines.join('\n')}\n`);
