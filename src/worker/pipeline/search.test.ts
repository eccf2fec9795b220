// The language over the 48 samples: their true vectors, the true index, and the 30 golden queries as the text tower.

import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileKernelSource } from '../../../tools/build-kernel.ts';
import type { PhotoId, SpaceId } from '../../shared/domain/photo.ts';
import { dot } from '../../shared/domain/vectors.ts';
import { defaultModel } from '../embedding/catalog.ts';
import { compileKernel } from '../ranking/kernel-module.ts';
import { createIndex } from '../ranking/resident-index.ts';
import { seededVectors } from '../ranking/seeded-vectors.ts';
import type { PhotoRecord } from '../storage/schema.ts';
import { cutFor, unlikeBelow } from './cut.ts';
import { createGate } from './gate.ts';
import { createResident } from './resident.ts';
import { createSearch } from './search.ts';

interface Goldens {
  queries: { text: string; embedding: number[]; expected: string[] }[];
  photos: Record<string, number[]>;
}
const { queries, photos } = JSON.parse(readFileSync('public/models/starter/goldens.json', 'utf8')) as Goldens;
const unit = (values: number[]) => Float32Array.from(values, (x) => x / Math.hypot(...values));
const samples = Object.entries(photos).map(([name, values]) => ({ name, vector: unit(values) }));
const kernel = await compileKernel(await compileKernelSource());
const space = 'test:goldens' as SpaceId;
const dim = 512;
const { background } = defaultModel;
/** Of all 48, for words: see cut.test.ts on the rule. */
const cutAt = (best: number) => cutFor(best, { spread: background.words, photos: samples.length, mayBeEmpty: true });
const alikeFrom = unlikeBelow(background.words);

const idOf = (n: number) => n.toString(16).padStart(64, 'a') as PhotoId;
const idOfSample = (name: string) => idOf(samples.findIndex((sample) => sample.name === `${name}.jpg`));
const recordOf = (n: number, change: Partial<PhotoRecord> = {}): PhotoRecord => ({
  ...{
    id: idOf(n),
    name: `p${n}.jpg`,
    paths: [`p${n}.jpg`],
    width: 400,
    height: 300,
    type: 'image/jpeg',
    bytes: 1000,
    tags: [],
    favourite: false,
  },
  ...{ addedAt: '2024-01-01T00:00:00Z', takenMs: Date.UTC(2020, 0, 1 + n), colour: 0, thumbnailBytes: 0, previewBytes: 0 },
  ...change,
});

/** Golden texts by their vectors, any other text by one of its own that is like nothing. */
const textVectors = new Map(queries.map(({ text, embedding }) => [text, unit(embedding)]));
const embedText = (text: string) => Promise.resolve((textVectors.get(text) ?? seededVectors(1, dim, text.length)).slice());

/** @param describe what is known of sample `n`; its name says nothing unless this does. */
function open(describe: (n: number) => Partial<PhotoRecord> = () => ({})) {
  const resident = createResident(space, createIndex(dim, kernel), () => undefined);
  resident.change({ kind: 'prepared', photos: samples.map((_, n) => recordOf(n, describe(n))) });
  const vectors = new Float32Array(samples.length * dim);
  for (const [n, { vector }] of samples.entries()) vectors.set(vector, n * dim);
  resident.change({ kind: 'indexed', space, photoIds: samples.map((_, n) => idOf(n)), vectors });
  const search = createSearch({
    resident,
    vectors: {
      ofText: embedText,
      ofFile: async (file) => (samples.find(({ name }) => name === file.name)?.vector ?? new Float32Array(dim)).slice(),
      ofPhoto: resident.index.vector,
    },
    queryGate: createGate(),
    background: () => background,
    nowMs: () => Date.UTC(2020, 1, 10),
  });
  const { similar, why } = search;
  const run = (query: string, { limit = 100, offset = 0, ...options }: Partial<Parameters<typeof search.run>[1]> = {}) =>
    search.run(query, { limit, offset, sort: 'relevance', ...options });
  return { resident, run, similar, why };
}
const idsOf = ({ hits }: { hits: readonly { photoId: PhotoId }[] }) => hits.map(({ photoId }) => photoId);

describe('where names say nothing', () => {
  const { resident, run } = open();

  test('a plain phrase gives what the ranking by likeness gives', async () => {
    for (const { text } of queries) {
      const { hits } = await resident.index.search(await embedText(text), { limit: 100 });
      const answer = await run(`  ${text} `);
      expect(answer.hits.map(({ photoId, score }) => ({ photoId, score }))).toEqual(hits);
      const cut = cutAt(hits[0]?.score ?? 0);
      expect(answer.cut).toBeCloseTo(cut, 12);
      expect([answer.good, answer.total, answer.of]).toEqual([hits.filter(({ score }) => score >= cut).length, 48, 48]);
      expect((await run(text, { limit: 1 })).good).toBe(answer.good);
    }
  });

  test('a minus takes from the score what the page on composition says, and pages join', async () => {
    const text = fc.constantFrom(...queries.map(({ text }) => text));
    const weight = fc.constantFrom(1, 0.5, 2);
    await fc.assert(
      fc.asyncProperty(text, text, text, weight, async (wanted, first, second, by) => {
        const [plus, ...minus] = await Promise.all([wanted, first, second].map(embedText));
        const expected = samples
          .map(({ vector }, n) => {
            const loss = minus.map((unwanted, i) => (i === 0 ? by : 1) * Math.max(0, dot(unwanted, vector) - alikeFrom));
            return { photoId: idOf(n), score: dot(plus ?? vector, vector) - loss.reduce((sum, x) => sum + x, 0) };
          })
          .sort((a, b) => b.score - a.score);
        const query = `${wanted} -"${first}"^${by} -"${second}"`;
        const whole = await run(query);
        for (const [i, { photoId, score }] of expected.entries()) {
          expect(whole.hits[i]?.score).toBeCloseTo(score, 5);
          expect(whole.hits.find((hit) => hit.photoId === photoId)?.score).toBeCloseTo(score, 5);
        }
        expect(whole.cut).toBeCloseTo(cutAt(whole.hits[0]?.score ?? 0), 12);
        expect(whole.good).toBe(whole.hits.filter(({ score = 0 }) => score >= (whole.cut ?? 1)).length);
        const pages = await Promise.all([0, 20, 40].map((offset) => run(query, { limit: 20, offset })));
        expect(pages.flatMap(({ hits }) => hits)).toEqual(whole.hits);
      }),
      { numRuns: 25 },
    );
  });

  test('two terms and a weight change the ranking; weight 0 is as not typed', async () => {
    const one = idsOf(await run('"a cat"'));
    expect(idsOf(await run('"a cat" "hot air balloon in the sky"^3'))).not.toEqual(one);
    expect(idsOf(await run('"a cat" "horses"^0 -"dog"^0'))).toEqual(one);
  });

  test('by date: only good ones, all of them', async () => {
    const good = (await run('"animal in a tree"')).good;
    const newest = await run('"animal in a tree"', { sort: 'newest' });
    expect(newest.hits).toHaveLength(good);
    expect(idsOf(newest)).toEqual([...idsOf(newest)].sort((a, b) => resident.takenMsOf(b) - resident.takenMsOf(a)));
    expect(idsOf(await run('"animal in a tree"', { sort: 'oldest' }))).toEqual(idsOf(newest).reverse());
  });
});

describe('words that name photos', () => {
  const isIn =
    (place: string, ...names: string[]) =>
    (n: number) =>
      names.includes(samples[n]?.name ?? '') ? { paths: [`${place}/p${n}.jpg`] } : {};

  test('find them first, as good, whatever their likeness', async () => {
    const { run } = open((n) => (n === 7 ? { name: 'IMG_2031.jpg', paths: ['IMG_2031.jpg'] } : {}));
    for (const query of ['IMG_2031', 'img_2031', '2031']) {
      const answer = await run(query);
      expect(answer.hits[0]).toMatchObject({ photoId: idOf(7), name: 'IMG_2031.jpg', rank: 1 });
      expect(answer.good).toBeGreaterThanOrEqual(1);
    }
  });

  test('some of them lift a photo among its like', async () => {
    const { run } = open(isIn('Fotos/Lisboa', 'bridge-at-night.jpg', 'sushi.jpg'));
    const { hits, good } = await run('Lisboa');
    expect(new Set(idsOf({ hits: hits.slice(0, 2) }))).toEqual(new Set([idOfSample('bridge-at-night'), idOfSample('sushi')]));
    expect(good).toBe(2);
    const plain = idsOf(await open().run('a bridge at night'));
    const lifted = idsOf(await open(isIn('bridge', 'sushi.jpg')).run('a bridge at night'));
    expect(lifted.indexOf(idOfSample('sushi'))).toBeLessThan(plain.indexOf(idOfSample('sushi')));
    expect(lifted[0]).toBe(idOfSample('bridge-at-night'));
  });

  test('with a minus leave it out', async () => {
    const { run } = open(isIn('Fotos/Lisboa', 'bridge-at-night.jpg'));
    const answer = await run('a bridge at night -lisboa');
    expect(idsOf(answer)).not.toContain(idOfSample('bridge-at-night'));
    expect(answer.total).toBe(47);
  });

  test('find a photo that has no vector yet, without a score', async () => {
    const { resident, run } = open();
    resident.change({ kind: 'prepared', photos: [recordOf(99, { name: 'passport.jpg', paths: ['passport.jpg'] })] });
    expect((await run('passport')).hits[0]).toEqual({ photoId: idOf(99), name: 'passport.jpg', rank: 1 });
  });

  test('pages of a fused ranking join', async () => {
    const { run } = open((n) => (n % 3 === 0 ? { caption: n % 2 ? 'a cat on a fence' : 'the cat' } : {}));
    const whole = await run('cat fence');
    const pages = await Promise.all([0, 7, 14, 21, 28, 35, 42].map((offset) => run('cat fence', { limit: 7, offset })));
    expect(pages.flatMap(({ hits }) => hits)).toEqual(whole.hits);
    expect(new Set(idsOf(whole)).size).toBe(48);
  });
});

describe('filters', () => {
  const { resident, run } = open((n) => ({ ...(n % 2 && { camera: 'Pixel 7' }), ...(n % 5 === 0 && { width: 300, height: 400 }) }));
  const odd = (ids: readonly PhotoId[]) => ids.every((id) => samples.some((_, n) => idOf(n) === id && n % 2 === 1));

  test('hold before the ranking: the page is full, and what is left keeps its order', async () => {
    const all = idsOf(await run('dog'));
    const filtered = await run('dog camera:pixel', { limit: 24 });
    expect(filtered.hits).toHaveLength(24);
    expect(odd(idsOf(filtered))).toBe(true);
    expect(idsOf(filtered)).toEqual(all.filter((id) => odd([id])));
    expect([filtered.total, filtered.of]).toEqual([24, 48]);
  });

  test('alone list what passes by date, without scores', async () => {
    const answer = await run('camera:pixel is:portrait date:2020-01');
    expect(answer.hits.map(({ photoId, score, rank }) => [photoId, score, rank])).toEqual(
      [25, 15, 5].map((n, i) => [idOf(n), undefined, i + 1]),
    );
    expect([answer.good, answer.total]).toEqual([3, 3]);
    expect(idsOf(await run('camera:pixel is:portrait date:2020-01', { sort: 'oldest' }))).toEqual([5, 15, 25].map(idOf));
    expect((await run('camera:pixel', { limit: 5, offset: 22 })).hits.map(({ rank }) => rank)).toEqual([23, 24]);
  });

  test('each says what it leaves out, and what would come back without it', async () => {
    expect((await run('dog -camera:pixel is:portrait')).leftOut).toEqual([
      { filter: '-camera:pixel', photos: 24, back: 5 },
      { filter: 'is:portrait', photos: 38, back: 19 },
    ]);
    expect((await run('dog')).leftOut).toBeUndefined();
  });

  test('relative dates follow the clock', async () => {
    expect((await run('date:last-month')).total).toBe(31);
  });

  test('see a change at once', async () => {
    resident.change({ kind: 'favourite', photoIds: [idOf(3)], on: true });
    expect(idsOf(await run('is:favourite'))).toEqual([idOf(3)]);
    resident.change({ kind: 'favourite', photoIds: [idOf(3)], on: false });
    expect(idsOf(await run('is:favourite'))).toEqual([]);
  });

  test('only a minus: all but its good matches, by date', async () => {
    const above = (await run('dog')).good;
    expect(above).toBeGreaterThan(0);
    const answer = await run('-dog');
    expect([answer.hits.length, answer.good, answer.total]).toEqual([48 - above, 48 - above, 48]);
  });
});

describe('pictures', () => {
  const { run, similar } = open();
  const dog = idOfSample('dog-german-shepherd');

  test('a photo by its id finds what `similar` finds', async () => {
    const answer = await run(`like:${dog}`);
    expect(idsOf(answer)).toEqual(idsOf(await similar([dog], 100)));
    expect(idsOf(await run('', { images: [{ photoId: dog }] }))).toEqual(idsOf(answer));
    expect([answer.total, answer.of]).toEqual([47, 48]);
  });

  test('a file is a term as any other, also with a weight below 0', async () => {
    const file = new File([], 'dog-german-shepherd.jpg');
    expect(idsOf(await run('', { images: [{ file }] }))[0]).toBe(dog);
    const [plain, less] = [await run('dog'), await run('dog', { images: [{ file, weight: -1 }] })];
    expect(idsOf(less).indexOf(dog)).toBeGreaterThan(idsOf(plain).indexOf(dog));
  });

  test('one that is not there is said to be missing, and the rest answers', async () => {
    const gone = '0'.repeat(64);
    expect(await run(`like:${gone}`)).toMatchObject({ hits: [], good: 0, missing: [gone] });
    const answer = await run(`dog like:${gone} -like:${gone}`);
    expect([idsOf(answer), answer.missing]).toEqual([idsOf(await run('dog')), [gone, gone]]);
    expect(await run(`-like:${gone}`)).toMatchObject({ good: 48, missing: [gone] });
    await expect(run('', { images: [{}] })).rejects.toMatchObject({ code: 'invalid-argument' });
  });

  test('a varied answer begins with the closest, and is less alike', async () => {
    const spread = (ids: PhotoId[]) => {
      const vectors = ids.map((id) => samples.find((_, n) => idOf(n) === id)?.vector ?? new Float32Array(dim));
      return vectors.flatMap((a, i) => vectors.slice(i + 1).map((b) => dot(a, b))).reduce((sum, x) => sum + x, 0);
    };
    const [closest, varied] = [idsOf(await similar([dog], 8)), idsOf(await similar([dog], 8, 0.7))];
    expect(varied).toHaveLength(8);
    expect(varied[0]).toBe(closest[0]);
    expect(new Set(varied).size).toBe(8);
    expect(varied).not.toContain(dog);
    expect(spread(varied)).toBeLessThan(spread(closest));
  });
});

describe('why a photo answers', () => {
  const { run, why } = open((n) => (samples[n]?.name === 'kitten-on-fence.jpg' ? { tags: ['Grey Fence'] } : {}));
  const kitten = idOfSample('kitten-on-fence');
  const dog = idOfSample('dog-german-shepherd');

  test('its score as in its hit, the cut as in the answer, each term by itself, the words that name it', async () => {
    for (const query of ['a cat on a grey fence', `"a cat" "horses"^0.5 -"dog"^2`, `"a cat" like:${dog}`]) {
      const answer = await run(query);
      for (const { photoId, score } of answer.hits) {
        const { score: same, cut: itsCut } = await why(photoId, query);
        expect(same).toBeCloseTo(score ?? Number.NaN, 6);
        expect(itsCut).toBe(answer.cut);
      }
    }
    const { terms, named } = await why(kitten, 'a cat on a grey fence -"dog"^2', [{ photoId: dog, weight: -0.5 }]);
    expect(terms).toMatchObject([
      { text: 'a cat on a grey fence', sign: 1, weight: 1 },
      { text: 'dog', sign: -1, weight: 2 },
      { text: `like:${dog}`, photoId: dog, sign: -1, weight: 0.5 },
    ]);
    const vectorOf = (id: PhotoId) => samples.find((_, n) => idOf(n) === id)?.vector ?? new Float32Array(dim);
    expect(terms[2]?.alikeFrom, 'pictures have a line of their own').not.toBe(terms[1]?.alikeFrom);
    expect(terms[2]?.similarity).toBeCloseTo(dot(vectorOf(kitten), vectorOf(dog)), 6);
    expect(named).toEqual(['grey', 'fence']);
  });

  test('also of a query of filters alone, and of an example; not of a photo that is gone', async () => {
    expect(await why(kitten, 'tag:fence')).toEqual({ terms: [], named: [] });
    expect((await why(dog, `like:${dog}`)).score).toBeCloseTo(1, 5);
    await expect(why(idOf(99), 'dog')).rejects.toMatchObject({ code: 'not-found' });
  });
});

test('nothing typed finds nothing', async () => {
  const { run } = open();
  for (const query of ['', '  ', '""', 'camera:']) expect(await run(query)).toMatchObject({ hits: [], good: 0, total: 0, of: 48 });
});
