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
  const sources = await gather(
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
  const sources = await gather([loose('bad.zip', 'no archive'), loose('a.jpg')], { readXmp });
  expect(sources.map(({ path }) => path)).toEqual(['bad.zip', 'a.jpg']);
  await expect(sources[0]?.open(signal)).rejects.toMatchObject({ code: 'damaged-archive', subject: 'bad.zip' });
});

test('a sidecar in another part of the export is found', async () => {
  const photo = 'Takeout/Google Photos/Photos from 2023/IMG_1.jpg';
  const [source] = await gather(
    [
      zip('takeout-1.zip', [{ path: photo, content: '' }]),
      zip('takeout-2.zip', [{ path: `${photo}.supplemental-metadata.json`, content: takeout }]),
    ],
    { readXmp },
  );
  expect(await source?.describe?.({ camera: 'X100' })).toEqual({
    ...{ camera: 'X100', takenAt: '2023-08-14T12:34:56+00:00', takenFrom: 'sidecar', caption: 'At the pier' },
  });
});

test('an XMP file beside a loose file, and one in a folder', async () => {
  const sources = await gather([loose('1.jpg'), loose('1.xmp', '4'), loose('a/1.jpg'), loose('a/1.jpg.xmp', '5'), loose('b/1.jpg')], {
    readXmp,
  });
  const described = sources.filter(({ name }) => name === '1.jpg').map(async (source) => source.describe?.({}));
  expect(await Promise.all(described)).toEqual([{ rating: 4 }, { rating: 5 }, undefined]);
});

test('a sidecar that is locked says nothing, and its photo is whole', async () => {
  const [source] = await gather(
    [
      zip('b.zip', [
        { path: '1.jpg', content: '' },
        { path: '1.jpg.json', content: takeout, encrypted: true },
      ]),
    ],
    { readXmp },
  );
  expect(await source?.describe?.({ title: 'own' })).toEqual({ title: 'own' });
});
