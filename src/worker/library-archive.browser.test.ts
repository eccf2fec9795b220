// The library out of one real database and into another, whole, cut short, changed by someone who means harm, and broken anywhere.

import { expect, test } from 'vitest';
import { createRandom, pick } from '../../tools/random.ts';
import { AppError } from '../shared/domain/app-error.ts';
import type { ImportReport } from '../shared/domain/library.ts';
import { updateCrc32 } from '../shared/zip/crc32.ts';
import type { Bytes } from '../shared/zip/writer.ts';
import { crcText } from './archive/format.ts';
import { type ImportStore, importArchive } from './archive/import-archive.ts';
import { importStore, looksLikeLibrary } from './library-archive.ts';
import { checkInvariants } from './storage/invariants.ts';
import { clearLibrary } from './storage/library.ts';
import { fileOf, madeUpSearches, madeUpSpace, photoIdOf, preparedOf, vectorsOf } from './storage/made-up-rows.ts';
import { changeTags, readPhoto, readThumbnails, setFavourite } from './storage/photos.ts';
import { commitPrepared } from './storage/prepared.ts';
import { removePhotos } from './storage/removals.ts';
import type { Database } from './storage/schema.ts';
import { saveSearch } from './storage/searches.ts';
import { readIdsByState } from './storage/statuses.ts';
import { openTestDatabase } from './storage/test-database.ts';
import { commitVectors } from './storage/vectors.ts';
import { archiveOf, exportOf, jpegOf, membersOf } from './test-archive.ts';

const numbers = Array.from({ length: 12 }, (_, n) => n + 1);
const pendingNumber = 12;

/** Twelve photos: the last has no vector, two are favourites, one has tags, one is named in markup; two searches; one photo removed. */
async function fill(db: Database): Promise<void> {
  const rows = [...numbers, 99].map((n) => {
    const row = preparedOf(n, n === 3 ? { path: 'trip/<img src=x onerror=alert(1)>.jpg' } : {});
    return { ...row, photo: { ...row.photo, thumbnail: jpegOf(320, 240, n, 1_400), preview: jpegOf(683, 512, n + 50, 3_000) } };
  });
  await commitPrepared(db, madeUpSpace, rows);
  const indexed = numbers.filter((n) => n !== pendingNumber);
  await commitVectors(db, madeUpSpace, indexed.toReversed().map(photoIdOf), vectorsOf(indexed.toReversed()));
  await setFavourite(db, [photoIdOf(2), photoIdOf(5)], true);
  await changeTags(db, [photoIdOf(2)], { add: ['sea', '<b>bold</b>'], remove: [] });
  for (const search of madeUpSearches) await saveSearch(db, search);
  await removePhotos(db, [photoIdOf(99)], 1_700_000_000_000);
}

const remade = jpegOf(10, 10, 1);
const storeOf = (db: Database): ImportStore =>
  importStore(db, {
    space: madeUpSpace,
    change: () => undefined,
    tellSearches: () => undefined,
    remake: () => Promise.resolve({ thumbnail: remade.slice(), input: new ArrayBuffer(12) }),
  });
const signal = new AbortController().signal;
const bring = (archive: Blob, db: Database, store = storeOf(db)): Promise<ImportReport> =>
  importArchive(archive, store, { name: 'x.zip', signal, onProgress: () => undefined });

const original = (() => {
  let made: Promise<Blob> | undefined;
  return () => {
    made ??= (async () => {
      const db = await openTestDatabase();
      await fill(db);
      return exportOf(db, { settings: { theme: 'dark' } });
    })();
    return made;
  };
})();

const utf8 = {
  encode: (text: string) => new TextEncoder().encode(text),
  decode: (bytes: Bytes | undefined) => new TextDecoder().decode(bytes),
};
/** But for when it was exported. */
async function contentOf(archive: Blob): Promise<[string, string][]> {
  const members = [...(await membersOf(archive))].filter(([path]) => path !== 'manifest.json');
  return members.map(([path, bytes]) => [path, Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')]);
}

test('out, into an empty library, and out again: every member is the same, byte for byte', async () => {
  const archive = await original();
  expect(await looksLikeLibrary(archive)).toBe(true);
  expect(await looksLikeLibrary(new Blob(['PK\x03\x04 and nothing like it']))).toBe(false);
  const db = await openTestDatabase();
  const report = await bring(archive, db);
  expect(report).toEqual({ added: 12, known: 0, refused: [], refusedMore: 0, searches: 2, settings: { theme: 'dark' } });
  expect(await contentOf(await exportOf(db, { settings: { theme: 'dark' } }))).toEqual(await contentOf(archive));
  expect(await readIdsByState(db, madeUpSpace, 'pending')).toEqual([photoIdOf(pendingNumber)]);
  expect((await readPhoto(db, madeUpSpace, photoIdOf(3))).name).toBe('<img src=x onerror=alert(1)>.jpg');
});

test('an archive is known for what it is, whenever it was written', async () => {
  const db = await openTestDatabase();
  for (let minute = 0; minute < 24 * 60; minute += 7) {
    const nowMs = Date.UTC(2026, 0, 1 + (minute % 28), 0, minute, minute % 60);
    expect(await looksLikeLibrary(await exportOf(db, { nowMs })), `minute ${minute}`).toBe(true);
  }
});

test('what is here is known, and keeps what it has; what it lacks it gets', async () => {
  const db = await openTestDatabase();
  await bring(await original(), db);
  const again = await bring(await original(), db);
  expect(again).toMatchObject({ added: 0, known: 12, refused: [], searches: 0 });
  await clearLibrary(db);
  const row = preparedOf(2, { path: 'elsewhere/mine.jpg' });
  await commitPrepared(db, madeUpSpace, [row]); // Pending, without heart and tags.
  await changeTags(db, [photoIdOf(2)], { add: ['mine'], remove: [] });
  expect(await bring(await original(), db)).toMatchObject({ added: 11, known: 1 });
  const photo = await readPhoto(db, madeUpSpace, photoIdOf(2));
  expect(photo).toMatchObject({ name: 'mine.jpg', tags: ['mine', 'sea', '<b>bold</b>'], favourite: true, status: 'indexed' });
  expect(photo.paths).toEqual(['elsewhere/mine.jpg', fileOf(2).path]);
});

test('a removed photo comes back with an archive, whether its pictures are still here or not', async () => {
  const db = await openTestDatabase();
  await bring(await original(), db);
  await removePhotos(db, [photoIdOf(1)]);
  await removePhotos(db, [photoIdOf(2)]); // The first is purged with it.
  expect(await bring(await original(), db)).toMatchObject({ added: 2, known: 10, refused: [] });
  expect(await contentOf(await exportOf(db, { settings: { theme: 'dark' } }))).toEqual(await contentOf(await original()));
});

test('without previews the thumbnails stand in for them', async () => {
  const [from, to] = [await openTestDatabase(), await openTestDatabase()];
  await fill(from);
  const small = await exportOf(from, { previews: false });
  expect([...(await membersOf(small)).keys()].filter((path) => path.startsWith('previews'))).toEqual([]);
  expect(await bring(small, to)).toMatchObject({ added: 12, refused: [] });
  expect(await readThumbnails(to, [photoIdOf(4)])).toEqual([jpegOf(320, 240, 4, 1_400)]);
});

test('an import that ends in the middle leaves a library that adds up, and the next one completes it', async () => {
  const db = await openTestDatabase();
  const parts = new Map(await membersOf(await original()));
  // As many parts as photos, so that there is a middle.
  const lines = utf8.decode(parts.get('photos/00000.ndjson')).trim().split('\n');
  const [thumbnails, previews] = [parts.get('thumbnails/00000.tar'), parts.get('previews/00000.tar')];
  if (!thumbnails || !previews) throw new Error('no packs');
  for (const [n, line] of lines.entries()) {
    const part = String(n).padStart(5, '0');
    parts.set(`photos/${part}.ndjson`, utf8.encode(line));
    parts.set(`thumbnails/${part}.tar`, thumbnails);
    parts.set(`previews/${part}.tar`, previews);
  }
  const archive = await archiveOf(parts);
  const store = storeOf(db);
  let left = 5;
  const ending: ImportStore = {
    ...store,
    commit: (rows) => (left-- > 0 ? store.commit(rows) : Promise.reject(new AppError('storage-full', { retryable: true }))),
  };
  await expect(bring(archive, db, ending)).rejects.toMatchObject({ code: 'storage-full' });
  expect(await checkInvariants(db)).toEqual([]);
  expect(await bring(archive, db)).toMatchObject({ added: 7, known: 5, refused: [] });
  expect(await contentOf(await exportOf(db, { settings: { theme: 'dark' } }))).toEqual(await contentOf(await original()));
});

/** @returns the members with one of them changed as text. */
const withText = async (path: string, change: (text: string) => string): Promise<Map<string, Bytes>> => {
  const members = await membersOf(await original());
  return members.set(path, utf8.encode(change(utf8.decode(members.get(path)))));
};
const firstLine = (change: (line: Record<string, unknown>) => object) =>
  withText('photos/00000.ndjson', (text) => {
    const [first = '', ...rest] = text.split('\n');
    return [JSON.stringify(change(JSON.parse(first) as Record<string, unknown>)), ...rest].join('\n');
  });
const vectorsChanged = async (change: (values: DataView, at: number) => void): Promise<Map<string, Bytes>> => {
  const members = await membersOf(await original());
  const npy = members.get('vectors/0.npy')?.slice();
  if (!npy) throw new Error('no vectors');
  change(new DataView(npy.buffer), npy.length - 64);
  return members.set('vectors/0.npy', npy);
};

test.each<[string, () => Promise<Map<string, Bytes>>, { added: number; refused: (string | RegExp)[]; codes: string[]; pending?: number }]>([
  [
    'a member that does not belong there',
    async () => (await membersOf(await original())).set('autorun.exe', utf8.encode('MZ')),
    { added: 12, refused: ['autorun.exe'], codes: ['refused-entry'] },
  ],
  [
    'a path that leads out of it',
    async () => (await membersOf(await original())).set('../../photos/00000.ndjson', utf8.encode('{}')),
    { added: 12, refused: ['photos/00000.ndjson'], codes: ['refused-entry'] },
  ],
  [
    'a photo whose path leads out',
    () => firstLine(({ photo, ...line }) => ({ ...line, photo: { ...(photo as object), paths: ['../../etc/passwd'] } })),
    { added: 11, refused: ['photos/00000.ndjson line 1'], codes: ['damaged-file'] },
  ],
  [
    'garbage among the lines',
    () => withText('photos/00000.ndjson', (text) => `{"photo":${'['.repeat(10_000)}\nnull\n[]\n\u0000\n${text}`),
    {
      added: 12,
      refused: [/line 1$/, /line 2$/, /line 3$/, /line 4$/],
      codes: ['damaged-file', 'damaged-file', 'damaged-file', 'damaged-file'],
    },
  ],
  [
    'fields that are not what they say',
    () => firstLine(({ photo, ...line }) => ({ ...line, photo: { ...(photo as object), camera: { $ne: 1 }, gps: { lat: 1e9, lon: 0 } } })),
    { added: 12, refused: [/line 1, camera$/, /line 1, gps$/], codes: ['refused-entry', 'refused-entry'] },
  ],
  [
    'a prototype among the fields',
    () =>
      firstLine(({ photo, ...line }) => ({
        ...line,
        photo: JSON.parse(`{"__proto__": {"admin": true}, ${JSON.stringify(photo).slice(1)}`) as object,
      })),
    { added: 12, refused: [], codes: [] },
  ],
  [
    'a picture that lies behind the end',
    () => firstLine(({ thumbnail, ...line }) => ({ ...line, thumbnail: { ...(thumbnail as object), at: 1e9 } })),
    { added: 12, refused: [/line 1, thumbnail$/], codes: ['damaged-file'] },
  ],
  [
    'a picture that says it is enormous',
    () => firstLine(({ preview, ...line }) => ({ ...line, preview: { ...(preview as object), bytes: 1e12 } })),
    { added: 11, refused: [/line 1$/], codes: ['damaged-file'] },
  ],
  [
    'vectors that are not finite',
    () => vectorsChanged((values, at) => values.setFloat32(at, Number.NaN, true)),
    { added: 12, refused: [/^vectors\/0.npy row 10/], codes: ['damaged-file'], pending: 2 },
  ],
  [
    'vectors that are not of unit length',
    () => vectorsChanged((values, at) => values.setFloat32(at, 3, true)),
    { added: 12, refused: [/^vectors\/0.npy row 10/], codes: ['damaged-file'], pending: 2 },
  ],
  [
    'vectors of other dimensions',
    () => vectorsChanged((values) => new Uint8Array(values.buffer).set(utf8.encode(`(5, 8), }${' '.repeat(10)}`), 10 + 51)),
    { added: 12, refused: ['vectors/0.npy'], codes: ['damaged-file'], pending: 12 },
  ],
  [
    'vectors of a model that nobody knows',
    () => withText('manifest.json', (text) => text.replace(madeUpSpace, 'someone:else:1:1')),
    { added: 12, refused: ['vectors/0.npy (someone:else:1:1)'], codes: ['unknown-space'], pending: 12 },
  ],
  [
    'a list of photos that does not fit its vectors',
    () => withText('vectors/0.csv', (text) => text.split('\n').slice(0, 4).join('\n')),
    { added: 12, refused: ['vectors/0.npy'], codes: ['damaged-file'], pending: 12 },
  ],
  [
    'a manifest of nonsense',
    () => withText('manifest.json', () => '{"version": "one", "spaces": 7}'),
    { added: 12, refused: ['manifest.json'], codes: ['refused-entry'], pending: 12 },
  ],
  [
    'searches and settings of nonsense',
    async () => (await withText('searches.json', () => '[{"text": 7}]')).set('settings.json', utf8.encode('[1]')),
    { added: 12, refused: ['searches.json 1', 'settings.json'], codes: ['refused-entry', 'refused-entry'] },
  ],
  [
    'no previews where they are promised',
    async () => {
      const members = await membersOf(await original());
      members.delete('previews/00000.tar');
      return members;
    },
    { added: 12, refused: numbers.map((n) => new RegExp(`line ${n}, preview$`)), codes: numbers.map(() => 'damaged-file') },
  ],
])('an archive with %s: that is refused by name, and the rest is imported', async (_, make, expected) => {
  const db = await openTestDatabase();
  const report = await bring(await archiveOf(await make()), db);
  expect(report.added).toBe(expected.added);
  expect(report.refused.map(({ code }) => code)).toEqual(expected.codes);
  for (const [i, entry] of expected.refused.entries())
    expect(report.refused[i]?.entry).toEqual(typeof entry === 'string' ? entry : expect.stringMatching(entry));
  expect(await readIdsByState(db, madeUpSpace, 'pending')).toHaveLength(expected.pending ?? 1);
});

test.each<[string, () => Promise<Blob>, string]>([
  [
    'a newer version',
    async () => archiveOf(await withText('manifest.json', (text) => text.replace('"version": 1', '"version": 2'))),
    'newer-archive',
  ],
  ['an archive of photos', () => archiveOf([['IMG_0001.jpg', utf8.encode('photo')]]), 'not-a-library'],
  ['no archive', () => Promise.resolve(new Blob(['hello '.repeat(100)])), 'damaged-archive'],
  ['one that is cut short', async () => (await original()).slice(0, 40_000), 'damaged-archive'],
])('%s is refused as a whole, and nothing is changed', async (_, make, code) => {
  const db = await openTestDatabase();
  await expect(bring(await make(), db)).rejects.toMatchObject({ code });
  expect((await membersOf(await exportOf(db))).has('photos/00000.ndjson')).toBe(false);
});

const mutations = 240;
test(`${mutations} archives broken at random: each is imported in part or refused, and what comes in is what was in the whole one`, async () => {
  const whole = new Uint8Array(await (await original()).arrayBuffer());
  const good = await membersOf(await original());
  const records = new Map(
    textsOf(good, 'photos/00000.ndjson').map((line) => [(JSON.parse(line) as Line).photo.id, JSON.parse(line) as Line]),
  );
  const rows = textsOf(good, 'vectors/0.csv');
  const remadeCrc = crcText(updateCrc32(0, new Uint8Array(remade)));
  const db = await openTestDatabase();
  let [refusedWhole, inPart, unnoticed] = [0, 0, 0];
  for (let seed = 1; seed <= mutations; seed++) {
    const random = createRandom(seed);
    const broken = mutate(whole, random);
    try {
      const report = await bring(new Blob([broken]), db);
      if (report.refused.length > 0) inPart++;
      else unnoticed++;
      expect(report.added, `seed ${seed}`).toBeLessThanOrEqual(12);
    } catch (error) {
      if (!(error instanceof AppError)) throw new Error(`seed ${seed}`, { cause: error });
      expect(['damaged-archive', 'not-a-library', 'newer-archive'], `seed ${seed}: ${error.message}`).toContain(error.code);
      refusedWhole++;
    }
    expect(await checkInvariants(db), `seed ${seed}`).toEqual([]);
    const members = await membersOf(await exportOf(db));
    for (const line of textsOf(members, 'photos/00000.ndjson')) {
      const { photo, thumbnail } = JSON.parse(line) as Line;
      const was = records.get(photo.id);
      expect(photo, `seed ${seed}`).toEqual(was?.photo);
      expect([was?.thumbnail.crc32, remadeCrc], `seed ${seed}`).toContain(thumbnail.crc32);
    }
    for (const row of textsOf(members, 'vectors/0.csv')) expect(rows, `seed ${seed}`).toContain(row);
    await clearLibrary(db);
  }
  // Broken in the pictures and vectors, which are most of it; in names and lengths; and where nobody looks, such as a date in the directory.
  expect({ refusedWhole: refusedWhole > 10, inPart: inPart > 50, unnoticed: unnoticed < mutations / 3 }).toEqual({
    ...{ refusedWhole: true, inPart: true, unnoticed: true },
  });
});

interface Line {
  readonly photo: { readonly id: string };
  readonly thumbnail: { readonly crc32: string };
}
const textsOf = (members: ReadonlyMap<string, Bytes>, path: string): string[] =>
  utf8
    .decode(members.get(path))
    .split('\n')
    .filter((line) => line !== '');

/** A byte, a run of bytes, a cut, or a piece from elsewhere. */
function mutate(whole: Uint8Array, random: () => number): Bytes {
  const at = Math.floor(random() * whole.length);
  const length = 1 + Math.floor(random() * 40);
  const bytes = whole.slice(); // As Bytes: a copy lies in a buffer of its own.
  const kind = pick(random, ['bit', 'bit', 'run', 'cut', 'move', 'tail'] as const);
  if (kind === 'bit') bytes[at] = (bytes[at] ?? 0) ^ (1 << Math.floor(random() * 8));
  else if (kind === 'run') bytes.fill(Math.floor(random() * 256), at, at + length);
  else if (kind === 'cut') return new Uint8Array([...bytes.subarray(0, at), ...bytes.subarray(at + length)]);
  else if (kind === 'move') bytes.copyWithin(at, Math.floor(random() * whole.length), Math.floor(random() * whole.length));
  else {
    const near = whole.length - 1 - Math.floor(random() * 600); // The directory.
    bytes[near] = Math.floor(random() * 256);
  }
  return bytes;
}
