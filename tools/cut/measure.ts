// `npx tsx tools/cut/measure.ts` prints the tables of docs/decisions/0009-cut.md: what makes a photo a good match, over the samples.

import { readFileSync } from 'node:fs';
import { measureSpread, type Spread } from '../../src/shared/domain/spread.ts';
import { dot } from '../../src/shared/domain/vectors.ts';
import { type CutNumbers, cutFor, cutNumbers } from '../../src/worker/pipeline/cut.ts';
import { neutralTexts } from '../../src/worker/pipeline/neutral-texts.ts';
import { openTextTower } from '../composition/text-tower.ts';
import { type Asked, ask, type Cut, countEmpty, judgePresent, photos, type Scored } from './judge.ts';
import { chances, leaveThirdsOut, shares } from './thirds.ts';

const embed = await openTextTower();
const neutral: Float32Array[] = [];
for (const text of neutralTexts) neutral.push(await embed(text));
const asked = await ask(embed);

type Photos = typeof photos;
const wordsSpread = (library: Photos, texts = neutral): Spread =>
  measureSpread(Float64Array.from(library.flatMap(({ vector }) => texts.map((text) => dot(text, vector)))));
const picturesSpread = (library: Photos): Spread =>
  measureSpread(Float64Array.from(library.flatMap((photo, i) => library.slice(i + 1).map((other) => dot(photo.vector, other.vector)))));
const bestOf = ({ scores }: Scored) => Math.max(...scores.map(({ score }) => score));
const three = (value: number) => Number(value.toFixed(3));
const print = (title: string, rows: Record<string, object>) => {
  process.stdout.write(`\n${title}\n`);
  console.table(rows);
};

const spread = wordsSpread(photos);
const ruleWith =
  (change: Partial<CutNumbers>, of = spread): Cut =>
  (query) =>
    cutFor(bestOf(query), { spread: of, photos: query.scores.length, mayBeEmpty: true }, { ...cutNumbers, ...change });

function row(cut: Cut, { golden, absent, nonsense, moreAbsent, moreNonsense }: Asked = asked) {
  const { hit, meanGood, recall, precision } = judgePresent(golden, cut);
  return {
    'golden, of 30': hit,
    'mean good': three(meanGood),
    recall: three(recall),
    precision: three(precision),
    'absent empty, of 20': countEmpty(absent, cut),
    'nonsense empty, of 20': countEmpty(nonsense, cut),
    'more absent, of 49': countEmpty(moreAbsent, cut),
    'more nonsense, of 30': countEmpty(moreNonsense, cut),
  };
}

const every = (n: number, first: number, library: Photos) => library.filter((_, i) => i % n === first);
print('What unrelated things score', {
  'words, 48 photos': wordsSpread(photos),
  'words, 16 photos': wordsSpread(every(3, 0, photos)),
  'words, 16 others': wordsSpread(every(3, 1, photos)),
  'words, 3 photos': wordsSpread(every(16, 5, photos)),
  'every second text': wordsSpread(
    photos,
    neutral.filter((_, i) => i % 2 === 0),
  ),
  'pictures, 48 photos': picturesSpread(photos),
});

print(
  'The trade: how many photos may reach the best score by chance',
  Object.fromEntries(chances.map((bestByChance) => [`${bestByChance} photos`, row(ruleWith({ bestByChance }))])),
);
print(
  'The cut as a share of the best score',
  Object.fromEntries(shares.map((nearBest) => [`${nearBest} of it`, row(ruleWith({ nearBest }))])),
);

/** Other ways: a photo's score less a share of what neutral texts score on it, or in deviations of that. Each at the level that keeps 24 golden queries. */
const ofPhoto = new Map(photos.map((photo) => [photo.name, wordsSpread([photo])]));
const own = (name: string) => ofPhoto.get(name) ?? spread;
const ways: Record<string, (score: number, name: string, query: Scored) => number> = {
  'the cosine': (score) => score,
  'less what its photo scores on neutral texts': (score, name) => score - own(name).mean,
  'less half of that': (score, name) => score - own(name).mean / 2,
  'in deviations of its photo': (score, name) => (score - own(name).mean) / own(name).deviation,
  'less the mean of its query': (score, _, { scores }) => score - scores.reduce((sum, one) => sum + one.score, 0) / scores.length,
  'less the tenth best of its query': (score, _, { scores }) => score - (scores.map((one) => one.score).sort((a, b) => b - a)[9] ?? 0) / 2,
};
print(
  'Other ways to score, at the level that keeps 24',
  Object.fromEntries(
    Object.entries(ways).map(([title, way]) => {
      const through = (queries: readonly Scored[]) =>
        queries.map((query) => ({ ...query, scores: query.scores.map(({ name, score }) => ({ name, score: way(score, name, query) })) }));
      // As Asked: the same keys.
      const scored = Object.fromEntries(Object.entries(asked).map(([name, queries]) => [name, through(queries)])) as unknown as Asked;
      const levels = scored.golden.map((query) =>
        bestOf({ ...query, scores: query.scores.filter(({ name }) => query.expected.includes(name)) }),
      );
      const level = levels.sort((a, b) => b - a)[23] ?? 0;
      return [title, { level: three(level), ...row(() => level - 1e-9, scored) }];
    }),
  ),
);

const { chosen, total } = leaveThirdsOut(asked, ruleWith);
print('Left out, a third at a time: the numbers chosen', Object.fromEntries(chosen.entries()));
print('and how they did on the thirds left out', { total: { ...total, meanGood: three(total.meanGood) } });

/** Smaller libraries: golden queries whose photos are not among them are absent ones. */
const smaller: Record<string, object> = {};
for (const size of [48, 24, 12, 6, 3]) {
  let [hit, present, empty, gone, good] = [0, 0, 0, 0, 0];
  for (let first = 0; first < 48 / size; first++) {
    const library = every(48 / size, first, photos);
    const names = new Set(library.map(({ name }) => name));
    const rule = { spread, photos: size, mayBeEmpty: true };
    for (const query of asked.golden) {
      const scores = query.scores.filter(({ name }) => names.has(name));
      const cut = cutFor(bestOf({ ...query, scores }), rule);
      const found = scores.filter(({ score }) => score >= cut);
      if (query.expected.some((name) => names.has(name))) {
        present++;
        good += found.length;
        hit += Number(found.some(({ name }) => query.expected.includes(name)));
      } else {
        gone++;
        empty += Number(found.length === 0);
      }
    }
  }
  smaller[`${size} photos`] = {
    'expected photo good': three(hit / present),
    'mean good': three(good / present),
    'empty where it is not there': three(empty / Math.max(gone, 1)),
  };
}
print('Smaller libraries, of the same photos', smaller);

/** More like this: photos that share a tag belong together, those that share none do not. */
const manifest = JSON.parse(readFileSync('public/samples/manifest.json', 'utf8')) as readonly {
  readonly file: string;
  readonly tags: readonly string[];
}[]; // As it is written.
const tagsOf = new Map(manifest.map(({ file, tags }) => [file, tags]));
const shareTag = (a: string, b: string) => (tagsOf.get(a) ?? []).some((tag) => tagsOf.get(b)?.includes(tag));
const pictures = picturesSpread(photos);
const alike = photos.map(({ name, vector }) => {
  const scores = photos.filter((other) => other.name !== name).map((other) => ({ name: other.name, score: dot(vector, other.vector) }));
  const best = Math.max(...scores.map(({ score }) => score));
  const cut = cutFor(best, { spread: pictures, photos: scores.length, mayBeEmpty: false });
  return {
    good: scores.filter(({ score }) => score >= cut).map((one) => shareTag(name, one.name)),
    all: scores.map((one) => shareTag(name, one.name)),
  };
});
const shareOf = (lists: readonly (readonly boolean[])[]) => three(lists.flat().filter(Boolean).length / Math.max(lists.flat().length, 1));
print('More like each of the 48', {
  samples: {
    'mean good': three(alike.reduce((sum, { good }) => sum + good.length, 0) / alike.length),
    'none good': alike.filter(({ good }) => good.length === 0).length,
    'of the good, share a tag': shareOf(alike.map(({ good }) => good)),
    'of all, share a tag': shareOf(alike.map(({ all }) => all)),
  },
});
