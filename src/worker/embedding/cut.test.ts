// How the starter's cut was chosen. [Note: The cut weighs a missed photo twice]
// Over the 30 golden queries and 48 photos, each cosine from 0.05 to 0.40 is tried as the cut: expected photos kept (recall) against
// the share of expected ones among the good (precision). A missed photo annoys more than one too many, so recall weighs twice (F2).
// F2 lies within 1 % of its peak from 0.20 to 0.22; of those the lowest keeps most. `PRINT=1 npm run test:unit -- cut` prints the table.

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { dot } from '../../shared/domain/vectors.ts';
import { defaultModel } from './catalog.ts';

interface Goldens {
  queries: { text: string; embedding: number[]; expected: string[] }[];
  photos: Record<string, number[]>;
}
const { queries, photos } = JSON.parse(readFileSync('public/models/starter/goldens.json', 'utf8')) as Goldens; // As the README beside it says.
const vectors = Object.entries(photos).map(([name, vector]) => ({ name, vector: Float32Array.from(vector) }));

function judge(cut: number) {
  let [expected, kept, good] = [0, 0, 0];
  for (const query of queries) {
    const vector = Float32Array.from(query.embedding);
    const names = vectors.filter((photo) => dot(vector, photo.vector) >= cut).map(({ name }) => name);
    expected += query.expected.length;
    kept += query.expected.filter((name) => names.includes(name)).length;
    good += names.length;
  }
  const [recall, precision] = [kept / expected, kept / Math.max(good, 1)];
  return { cut, recall, precision, meanGood: good / queries.length, f2: (5 * precision * recall) / (4 * precision + recall || 1) };
}

test('the cut is the lowest within 1 % of the best F2', () => {
  const tried = Array.from({ length: 36 }, (_, i) => judge((5 + i) / 100));
  if (process.env.PRINT)
    console.table(tried.map((row) => Object.fromEntries(Object.entries(row).map(([key, value]) => [key, Number(value.toFixed(3))]))));
  const best = Math.max(...tried.map(({ f2 }) => f2));
  expect(defaultModel.cut).toBe(tried.find(({ f2 }) => f2 >= 0.99 * best)?.cut);
});

test('at the cut, four of five expected photos are good, and a good set is short', () => {
  const { recall, meanGood } = judge(defaultModel.cut);
  expect(recall).toBeGreaterThan(0.8);
  expect(meanGood).toBeLessThan(3);
});
