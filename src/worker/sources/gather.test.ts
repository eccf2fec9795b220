// From what was handed over to what may be photos.

import { expect, test } from 'vitest';
import { makeZip, type ZipMember } from '../../../tools/make-zip.ts';
import type { SourceFile } from '../../shared/protocol/library.ts';
import { gather } from './gather.ts';

const { signal } = new AbortController();
const readXmp = async (file: File) => ({ rating: Number(await file.text()) });
const loose = (path: string, content = ''): SourceFile => ({ path, file: new File([content], path.slice(path.lastIndexOf('/') + 1)) });
const zip = (path: string, members: ZipMember[]): SourceFile => ({ path, file: new File([makeZip(members)], path) });
const takeout = JSON.stringify({ photoTakenTime: { timestamp: '1692016496' }, description: 'At the pier' });

test('an archive is its members, under its own path; what is no picture by its name is passed over', async () => {
  const { sources } = await gather(
    [
      loose('a.jpg'),
      zip('b.zip', [
        { path: 'c/d.jpg', content: 'd' },
        { path: 'film.mp4', content: '' },
        { path: '__MACOSX/c/._d.jpg', content: '' },
      ]),
    ],
    { readXmp },
  );
  expect(sources.map(({ path, archive, passedOver }) => [path, archive, passedOver])).toEqual([
    ['a.jpg', undefined, undefined],
    ['b.zip/c/d.jpg', 'b.zip', undefined],
    ['b.zip/film.mp4', 'b.zip', true],
    ['b.zip/__MACOSX/c/._d.jpg', 'b.zip', true],
  ]);
  expect(await (await sources[1]?.open(signal))?.text()).toBe('d');
});

test('an archive that cannot be read is one source, which says why', async () => {
  const { sources } = await gather([loose('bad.zip', 'no archive'), loose('a.jpg')], { readXmp });
  expect(sources.map(({ path }) => path)).toEqual(['bad.zip', 'a.jpg']);
  await expect(sources[0]?.open(signal)).rejects.toMatchObject({ code: 'damaged-archive', subject: 'bad.zip' });
});

test('a sidecar in another part of the export is found', async () => {
  const photo = 'Takeout/Google Photos/Photos from 2023/IMG_1.jpg';
  const {
    sources: [source],
  } = await gather(
    [
      zip('takeout-1.zip', [{ path: photo, content: '' }]),
      zip('takeout-2.zip', [{ path: `${photo}.supplemental-metadata.json`, content: takeout }]),
    ],
    { readXmp },
  );
  expect((await source?.describe?.())?.applyTo({ camera: 'X100' })).toEqual({
    ...{ camera: 'X100', takenAt: '2023-08-14T12:34:56+00:00', takenFrom: 'sidecar', caption: 'At the pier' },
  });
});

test('an XMP file beside a loose file, and one in a folder', async () => {
  const { sources } = await gather([loose('1.jpg'), loose('1.xmp', '4'), loose('a/1.jpg'), loose('a/1.jpg.xmp', '5'), loose('b/1.jpg')], {
    readXmp,
  });
  const described = sources.filter(({ name }) => name === '1.jpg').map(async (source) => (await source.describe?.())?.applyTo({}));
  expect(await Promise.all(described)).toEqual([{ rating: 4 }, { rating: 5 }, undefined]);
});

test('a sidecar that is locked says nothing, and its photo is whole', async () => {
  const {
    sources: [source],
  } = await gather(
    [
      zip('b.zip', [
        { path: '1.jpg', content: '' },
        { path: '1.jpg.json', content: takeout, encrypted: true },
      ]),
    ],
    { readXmp },
  );
  expect((await source?.describe?.())?.applyTo({ title: 'own' })).toEqual({ title: 'own' });
});

test('an archive in an archive says so, and so does one of another kind', async () => {
  const { sources } = await gather([zip('a.zip', [{ path: 'b/c.zip', content: '' }]), loose('photos.tgz'), loose('folder/backup.tgz')], {
    readXmp,
  });
  expect(sources.map(({ path, passedOver }) => [path, passedOver])).toEqual([
    ['a.zip/b/c.zip', undefined],
    ['photos.tgz', undefined],
    ['folder/backup.tgz', undefined],
  ]);
  for (const source of sources.slice(0, 2)) await expect(source.open(signal)).rejects.toMatchObject({ code: 'nested-archive' });
  await sources[2]?.open(signal);
});

const year = 'Takeout/Google Photos/Photos from 2023';
const album = (title: string) => JSON.stringify({ title, description: '', access: 'protected', date: { timestamp: '1592' } });

test('an album’s file names the album for every photo beside it; a year’s folder is no album', async () => {
  const { sources, saysMore } = await gather(
    [
      zip('takeout-1.zip', [
        { path: 'Takeout/Google Photos/Rome/1.jpg', content: '' },
        { path: 'Takeout/Google Photos/Rome/2.jpg', content: '' },
        { path: 'Takeout/Google Photos/Rome/Metadaten.json', content: album('Trip to Rome') },
        { path: `${year}/3.jpg`, content: '' },
        { path: `${year}/metadata.json`, content: album('Photos from 2023') },
      ]),
    ],
    { readXmp },
  );
  const albums = await Promise.all(
    sources.filter(({ passedOver }) => !passedOver).map(async ({ describe }) => (await describe?.())?.applyTo({}).albums),
  );
  expect(albums).toEqual([['Trip to Rome'], ['Trip to Rome'], undefined]);
  expect(saysMore).toBe(true);
});

test('what was thrown away is said; sidecars without their photo say something of it later', async () => {
  const binned = JSON.stringify({ photoTakenTime: { timestamp: '1692016496' }, trashed: true });
  const photo = `${year}/IMG_1.jpg`;
  const { sources, describe, saysMore } = await gather(
    [
      zip('takeout-2.zip', [
        { path: `${photo}.json`, content: takeout },
        { path: 'Takeout/Google Photos/Bin/2.jpg', content: '' },
        { path: 'Takeout/Google Photos/Bin/2.jpg.json', content: binned },
      ]),
    ],
    { readXmp },
  );
  expect((await sources[1]?.describe?.())?.binned).toBe(true);
  expect(sources.map(({ sidecar }) => sidecar)).toEqual([undefined, undefined, true]);
  expect(saysMore).toBe(true);
  const later = await describe(`old/takeout-1.zip/${photo}`)?.();
  expect(later?.binned).toBe(false);
  expect(later?.applyTo({ takenAt: '2023-08-14T14:34:56', takenFrom: 'exif' })).toEqual({
    ...{ takenAt: '2023-08-14T14:34:56', takenFrom: 'exif', caption: 'At the pier' },
  });
  expect(describe('old/other.jpg')).toBeUndefined();
});

test('sidecars that were looked at before describe what is new, and nothing else', async () => {
  const { sources, describe } = await gather([loose('a/2.jpg')], { readXmp }, [loose('a/1.xmp', '3'), loose('a/2.xmp', '4')]);
  expect((await sources[0]?.describe?.())?.applyTo({})).toEqual({ rating: 4 });
  expect(describe('a/1.jpg')).toBeUndefined();
});
