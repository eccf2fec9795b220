// `npx tsx tools/composition/measure.ts` prints the tables of docs/decisions/0008-composition.md: what a minus does to the ranking of the samples.

import { readFileSync } from 'node:fs';
import { composeVectors, dot } from '../../src/shared/domain/vectors.ts';
import { defaultModel } from '../../src/worker/embedding/catalog.ts';
import { cutFor, unlikeBelow } from '../../src/worker/pipeline/cut.ts';
import { type Case, cases } from './cases.ts';
import { openTextTower } from './text-tower.ts';

interface Goldens {
  readonly photos: Record<string, number[]>;
}
const { photos } = JSON.parse(readFileSync('public/models/starter/goldens.json', 'utf8')) as Goldens; // As the README beside it says.
const all = Object.entries(photos).map(([file, vector]) => ({ name: file.replace(/\.\w+$/, ''), vector: Float32Array.from(vector) }));
const { words } = defaultModel.background;
const cutFrom = (best: number) => cutFor(best, { spread: words, photos: all.length, mayBeEmpty: true });

/** Score of each photo; −Infinity for one that is left out. */
type Composition = (plus: Float32Array, minus: Float32Array) => (photo: Float32Array) => number;

const subtraction =
  (share: number): Composition =>
  (plus, minus) => {
    const composed = composeVectors([
      { vector: plus, weight: 1 },
      { vector: minus, weight: -share },
    ]);
    return (photo) => dot(composed, photo);
  };
const penalty =
  (from: number, share: number): Composition =>
  (plus, minus) =>
  (photo) =>
    dot(plus, photo) - share * Math.max(0, dot(minus, photo) - from);
const exclusion =
  (from: number): Composition =>
  (plus, minus) =>
  (photo) =>
    dot(minus, photo) >= from ? Number.NEGATIVE_INFINITY : dot(plus, photo);
const closer: Composition = (plus, minus) => (photo) =>
  dot(minus, photo) >= 0.2 && dot(minus, photo) >= dot(plus, photo) ? Number.NEGATIVE_INFINITY : dot(plus, photo);

/** Over the judged photos alone: how well wanted ones come before unwanted ones; and what shows as good. */
function judge({ wanted, unwanted }: Case, score: (photo: Float32Array) => number) {
  const scored = all.map(({ name, vector }) => ({ name, score: score(vector) })).sort((a, b) => b.score - a.score);
  let [found, precisions] = [0, 0];
  for (const [i, { name }] of scored.entries()) if (wanted.includes(name)) precisions += ++found / (i + 1);
  const scoreOf = (name: string) => scored.find((photo) => photo.name === name)?.score ?? Number.NaN;
  const cut = cutFrom(scored[0]?.score ?? 0);
  const pairs = wanted.flatMap((good) => unwanted.map((bad) => Number(scoreOf(good) > scoreOf(bad))));
  return {
    precision: precisions / wanted.length,
    pairs: pairs.reduce((sum, right) => sum + right, 0) / pairs.length,
    wantedGood: wanted.filter((name) => scoreOf(name) >= cut).length,
    unwantedGood: unwanted.filter((name) => scoreOf(name) >= cut).length,
    good: scored.filter((photo) => photo.score >= cut).length,
  };
}

const compositions: Record<string, Composition> = {
  'the minus ignored': (plus) => (photo) => dot(plus, photo),
  ...Object.fromEntries([0.25, 0.5, 0.75, 1].map((share) => [`subtraction × ${share}`, subtraction(share)])),
  ...Object.fromEntries(
    [0, 0.05, 0.1, 0.15, 0.2].flatMap((from) => [0.5, 1, 2].map((share) => [`penalty × ${share} above ${from}`, penalty(from, share)])),
  ),
  ...Object.fromEntries(
    [1.5, 2, 2.5, 3].map((times) => [`penalty × 1 above ${times} deviations`, penalty(words.mean + times * words.deviation, 1)]),
  ),
  [`penalty × 1 as in the app, above ${unlikeBelow(words).toFixed(3)}`]: penalty(unlikeBelow(words), 1),
  ...Object.fromEntries([0.15, 0.2, 0.25, 0.3].map((from) => [`left out from ${from}`, exclusion(from)])),
  'left out where the minus is good and nearer': closer,
};

const embed = await openTextTower();
const vectors = new Map<string, Float32Array>();
for (const text of new Set(cases.flatMap(({ words, minus }) => [words, minus]))) vectors.set(text, await embed(text));
const vectorOf = (text: string) => vectors.get(text) ?? new Float32Array();

const names = new Set(all.map(({ name }) => name));
for (const name of cases.flatMap(({ wanted, unwanted }) => [...wanted, ...unwanted]))
  if (!names.has(name)) throw new Error(`no sample ${name}`);

console.table(
  Object.fromEntries(
    Object.entries(compositions).map(([title, compose]) => {
      const judged = cases.map((one) => judge(one, compose(vectorOf(one.words), vectorOf(one.minus))));
      const mean = (key: 'precision' | 'pairs') => Number((judged.reduce((sum, row) => sum + row[key], 0) / judged.length).toFixed(3));
      const sum = (key: 'wantedGood' | 'unwantedGood' | 'good') => judged.reduce((total, row) => total + row[key], 0);
      return [
        title,
        {
          'average precision': mean('precision'),
          'pairs right': mean('pairs'),
          'wanted good': sum('wantedGood'),
          'unwanted good': sum('unwantedGood'),
          good: sum('good'),
        },
      ];
    }),
  ),
);
const sums = {
  wanted: cases.reduce((n, { wanted }) => n + wanted.length, 0),
  unwanted: cases.reduce((n, { unwanted }) => n + unwanted.length, 0),
};
process.stdout.write(`${cases.length} cases, ${sums.wanted} wanted, ${sums.unwanted} unwanted\n`);
