// The cut over the samples, by the real text tower, through calibration and search as the app has them; and how calibration behaves.

import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { compileKernelSource } from '../../../tools/build-kernel.ts';
import { openTextTower } from '../../../tools/composition/text-tower.ts';
import { absent, moreAbsent, moreNonsense, nonsense } from '../../../tools/cut/cases.ts';
import { type Asked, ask, photos } from '../../../tools/cut/judge.ts';
import { leaveThirdsOut } from '../../../tools/cut/thirds.ts';
import type { PhotoId, SpaceId } from '../../shared/domain/photo.ts';
import { defaultModel } from '../embedding/catalog.ts';
import { compileKernel } from '../ranking/kernel-module.ts';
import { createIndex } from '../ranking/resident-index.ts';
import type { PhotoRecord } from '../storage/schema.ts';
import { createCalibration, type Measured } from './calibration.ts';
import { cutFor, cutNumbers } from './cut.ts';
import { createGate } from './gate.ts';
import { neutralTexts } from './neutral-texts.ts';
import { tellingWords } from './photo-facts.ts';
import { createResident } from './resident.ts';
import { createSearch } from './search.ts';

interface Goldens {
  readonly queries: readonly { readonly text: string; readonly expected: readonly string[] }[];
}
interface Sample {
  readonly subject: string;
  readonly tags: readonly string[];
}
// As the README beside it says; as public/samples/manifest.json is written.
const { queries } = JSON.parse(readFileSync('public/models/starter/goldens.json', 'utf8')) as Goldens;
const samples = JSON.parse(readFileSync('public/samples/manifest.json', 'utf8')) as readonly Sample[];
const kernel = await compileKernel(await compileKernelSource());
const space = 'test:starter' as SpaceId;
const { dim, background: before } = defaultModel;
const idOf = (n: number) => n.toString(16).padStart(64, 'a') as PhotoId;
const recordOf = (n: number): PhotoRecord => ({
  ...{ id: idOf(n), name: `${n}.jpg`, paths: [`${n}.jpg`], width: 4, height: 3, type: 'image/jpeg', bytes: 1, tags: [], favourite: false },
  ...{ addedAt: '2024-01-01T00:00:00Z', colour: 0, thumbnailBytes: 0, previewBytes: 0 },
});

/** A library of the first `count` samples under names that say nothing. */
function open(count: number, embedText: (text: string) => Promise<Float32Array<ArrayBuffer>>, known?: Measured) {
  const resident = createResident(space, createIndex(dim, kernel), () => undefined);
  const queryGate = createGate();
  const add = (from: number, to: number) => {
    const ids = photos.slice(from, to).map((_, i) => idOf(from + i));
    const vectors = Float32Array.from(photos.slice(from, to).flatMap(({ vector }) => [...vector]));
    resident.change({ kind: 'prepared', photos: ids.map((_, i) => recordOf(from + i)) });
    resident.change({ kind: 'indexed', space, photoIds: ids, vectors });
  };
  add(0, count);
  const keep = vi.fn(() => Promise.resolve());
  const calibration = createCalibration({ resident, embedder: { embedText, space }, queryGate, known, before, keep });
  const fail = () => Promise.reject(new Error('not asked for'));
  const vectors = { ofText: embedText, ofFile: fail, ofPhoto: resident.index.vector };
  const search = createSearch({ resident, vectors, queryGate, background: calibration.background });
  return { add, calibration, keep, queryGate, search };
}

describe('over the 48 samples', () => {
  let asked: Asked;
  let library: ReturnType<typeof open>;
  let embed: (text: string) => Promise<Float32Array<ArrayBuffer>>;
  beforeAll(async () => {
    const tower = await openTextTower();
    const known = new Map<string, Float32Array>();
    embed = async (text) => {
      const vector = known.get(text) ?? (await tower(text));
      known.set(text, vector);
      return vector.slice();
    };
    library = open(photos.length, embed);
    await library.calibration.renew();
    asked = await ask(embed);
  }, 60_000);
  const goodFor = async (text: string) => {
    const { hits, good } = await library.search.run(text, { limit: 48, offset: 0, sort: 'relevance' });
    return hits.slice(0, good).map(({ photoId }) => photos.find((_, n) => idOf(n) === photoId)?.name ?? '');
  };

  test('24 of 30 golden queries have an expected photo among the good ones, which are at most 8 on average', async () => {
    const found = await Promise.all(queries.map(async ({ text, expected }) => ({ expected, good: await goodFor(text) })));
    expect(found.filter(({ expected, good }) => expected.some((name) => good.includes(name))).length).toBeGreaterThanOrEqual(24);
    expect(found.reduce((sum, { good }) => sum + good.length, 0) / found.length).toBeLessThanOrEqual(8);
  });

  test('34 of 40 queries for what is not there have none', async () => {
    const good = await Promise.all([...absent, ...nonsense].map(goodFor));
    expect(good.filter(({ length }) => length === 0).length).toBeGreaterThanOrEqual(34);
  });

  test('the numbers chosen on two thirds keep both bounds on the third left out', () => {
    const { words: spread } = library.calibration.background();
    const { total } = leaveThirdsOut(asked, (numbers) => ({ scores }) => {
      const best = Math.max(...scores.map(({ score }) => score));
      return cutFor(best, { spread, photos: scores.length, mayBeEmpty: true }, { ...cutNumbers, ...numbers });
    });
    expect(total.golden).toBeGreaterThanOrEqual(24);
    expect(total.meanGood).toBeLessThanOrEqual(8);
    expect(total.absent + total.nonsense).toBeGreaterThanOrEqual(34);
  });

  test('what the entry says until then is what is measured', () => {
    const { words, pictures } = library.calibration.background();
    expect(words.deviation).toBeCloseTo(before.words.deviation, 2);
    expect(pictures.deviation).toBeCloseTo(before.pictures.deviation, 2);
  });
});

test('no neutral text shares a telling word with what the cut is judged by, and no sample shows what is said to be absent', () => {
  const judged = new Set(
    [...queries.map(({ text }) => text), ...absent, ...nonsense, ...moreAbsent, ...moreNonsense].flatMap(tellingWords),
  );
  expect(neutralTexts.filter((text) => tellingWords(text).some((word) => judged.has(word)))).toEqual([]);
  expect([absent.length, nonsense.length, new Set(neutralTexts).size]).toEqual([20, 20, neutralTexts.length]);
  const shown = samples.flatMap(({ subject, tags }) => [subject, ...tags]);
  expect([...absent, ...moreAbsent].filter((text) => shown.includes(text.replace(/^(an?|the) /, '')))).toEqual([]);
});

describe('calibration', () => {
  /** A text's vector that is like nothing, and the same each time. */
  const embedText = vi.fn((text: string) =>
    Promise.resolve(Float32Array.from({ length: dim }, (_, i) => Math.sin(i * text.length + text.charCodeAt(2)) / 16)),
  );

  test('measures once, again when the library has grown by half, and keeps it', async () => {
    const { add, calibration, keep } = open(10, embedText);
    expect(calibration.background()).toEqual(before);
    await calibration.renew();
    expect(keep).toHaveBeenCalledOnce();
    expect(keep.mock.calls).toMatchObject([[{ space, photos: 10 }]]);
    const asked = embedText.mock.calls.length;
    add(10, 15);
    await calibration.renew();
    expect(keep).toHaveBeenCalledOnce();
    add(15, 16);
    await Promise.all([calibration.renew(), calibration.renew()]);
    expect(keep.mock.calls).toMatchObject([[{ photos: 10 }], [{ photos: 16 }]]);
    expect(embedText.mock.calls.length).toBe(asked);
  });

  test('takes up what was measured before, in this space alone', async () => {
    const spread = { mean: 0.5, deviation: 0.1 };
    const known = { space, photos: 12, words: spread, pictures: spread };
    const { calibration, keep } = open(12, embedText, known);
    await calibration.renew();
    expect(calibration.background()).toEqual(known);
    expect(keep).not.toHaveBeenCalled();
    expect(open(12, embedText, { ...known, space: 'test:other' as SpaceId }).calibration.background()).toEqual(before);
  });

  test('has nothing to measure in an empty library, and one photo hardly moves what the entry says', async () => {
    const empty = open(0, embedText);
    await empty.calibration.renew();
    expect(empty.keep).not.toHaveBeenCalled();
    const one = open(1, embedText);
    await one.calibration.renew();
    const { words, pictures } = one.calibration.background();
    expect(Math.abs(words.deviation - before.words.deviation)).toBeLessThan(0.02);
    expect(pictures).toEqual(before.pictures);
  });

  test('waits while a query is under way', async () => {
    const { calibration, keep, queryGate } = open(8, embedText);
    const reopen = queryGate.close();
    const done = calibration.renew();
    await new Promise((resolve) => setImmediate(resolve));
    expect(keep).not.toHaveBeenCalled();
    reopen();
    await done;
    expect(keep).toHaveBeenCalledOnce();
  });
});
