// `npx tsx tools/fusion/measure.ts` prints the table on words that name a photo in docs/decisions/0008-composition.md.

import { readFileSync } from 'node:fs';
import type { PhotoId } from '../../src/shared/domain/photo.ts';
import type { PhotoFacts } from '../../src/shared/domain/query/facts.ts';
import { dot } from '../../src/shared/domain/vectors.ts';
import { defaultModel } from '../../src/worker/embedding/catalog.ts';
import { cutFor } from '../../src/worker/pipeline/cut.ts';
import { type Candidate, fuseRankings } from '../../src/worker/pipeline/fusion.ts';
import { createWordIndex } from '../../src/worker/pipeline/word-index.ts';
import { findNamed, soughtWords } from '../../src/worker/pipeline/words.ts';
import { openTextTower } from '../composition/text-tower.ts';
import { type Case, folders, misleading, mixed, named } from './cases.ts';

interface Goldens {
  readonly queries: readonly { readonly text: string; readonly expected: readonly string[] }[];
  readonly photos: Readonly<Record<string, number[]>>;
}
const goldens = JSON.parse(readFileSync('public/models/starter/goldens.json', 'utf8')) as Goldens; // As the README beside it says.
const bare = (file: string) => file.replace(/\.\w+$/, '');

const photos = Object.entries(goldens.photos).map(([file, vector], n) => ({
  name: bare(file),
  fileName: `IMG_${2000 + n}`,
  folder: Object.entries(folders).find(([, names]) => names.includes(bare(file)))?.[0] ?? '',
  vector: Float32Array.from(vector),
}));
const misfiled = photos.filter(({ folder }) => folder === '').map(({ name }) => name);
if (misfiled.length > 0) throw new Error(`in no folder: ${misfiled.join(', ')}`);

const idOf = (name: string) => name as PhotoId; // Nothing here looks at its form.
const words = createWordIndex();
for (const { name, fileName, folder } of photos) {
  const facts: PhotoFacts = {
    ...{ id: idOf(name), names: [`${fileName}.jpg`], folders: [folder], tags: [], favourite: false },
    ...{ width: 4, height: 3, type: 'image/jpeg', bytes: 1 },
  };
  words.add(facts);
}

type Rank = (candidates: readonly Candidate[], cut: number) => readonly { readonly photoId: PhotoId; readonly good: boolean }[];
const by =
  (worth: (candidate: Candidate) => number): Rank =>
  (candidates, cut) =>
    [...candidates].sort((a, b) => worth(b) - worth(a)).map((one) => ({ ...one, good: (one.score ?? -1) >= cut || one.share === 1 }));

const fused =
  (damping: number, weight: number): Rank =>
  (candidates, cut) =>
    fuseRankings(candidates, cut, undefined, { damping, words: weight });
const ways: Record<string, Rank> = {
  'likeness alone': by(({ score = -1 }) => score),
  'words first, then likeness': by(({ score = -1, share }) => 10 * share + score),
  ...Object.fromEntries(
    [0.1, 0.2, 0.4].map((weight) => [`cosine + ${weight} × share`, by(({ score = -1, share }) => score + weight * share)]),
  ),
  ...Object.fromEntries(
    [1, 5, 10, 20, 60, 120].flatMap((damping) =>
      [0.5, 1, 2].map((weight) => [`fused, k = ${damping}, words × ${weight}`, fused(damping, weight)]),
    ),
  ),
};

const sets: Record<string, readonly Case[]> = {
  'by file name': photos.filter((_, n) => n % 5 === 0).map(({ name, fileName }) => ({ words: fileName, expected: [name] })),
  'by folder': named,
  mixed,
  misleading,
  golden: goldens.queries.map(({ text, expected }) => ({ words: text, expected: expected.map(bare) })),
};

const embed = await openTextTower();
const { words: spread } = defaultModel.background;
async function candidatesOf(text: string) {
  const query = await embed(text);
  const shares = new Map<PhotoId, number>();
  for (const [share, photoIds] of findNamed(soughtWords(text, photos.length, words), words))
    for (const id of photoIds) shares.set(id, share);
  const candidates = photos.map(
    ({ name, vector }): Candidate => ({ photoId: idOf(name), score: dot(query, vector), share: shares.get(idOf(name)) ?? 0 }),
  );
  const best = Math.max(...candidates.map(({ score = -1 }) => score));
  return { candidates, cut: cutFor(best, { spread, photos: photos.length, mayBeEmpty: true }) };
}

function precisionOf(rank: Rank, { candidates, cut }: Awaited<ReturnType<typeof candidatesOf>>, expected: readonly string[]): number {
  let [found, sum] = [0, 0];
  for (const [i, { photoId }] of rank(candidates, cut).entries()) if (expected.includes(photoId)) sum += ++found / (i + 1);
  return sum / expected.length;
}

const asked = await Promise.all(
  Object.entries(sets).map(async ([title, cases]) => ({
    title,
    cases: await Promise.all(cases.map(async ({ words: text, expected }) => ({ expected, ranked: await candidatesOf(text) }))),
  })),
);
console.table(
  Object.fromEntries(
    Object.entries(ways).map(([way, rank]) => [
      way,
      Object.fromEntries(
        asked.map(({ title, cases }) => [
          `${title}, of ${cases.length}`,
          Number((cases.reduce((sum, { ranked, expected }) => sum + precisionOf(rank, ranked, expected), 0) / cases.length).toFixed(3)),
        ]),
      ),
    ]),
  ),
);
