// The imaging worker as the library meets it: a wire, a lock, and calls.

import { afterEach, expect, test, vi } from 'vitest';
import { readRepositoryFile } from '../../tools/fixture.ts';
import type { PixelRecipe } from '../shared/domain/recipe.ts';
import { buildId } from '../shared/protocol/build.ts';
import { type Caller, createCaller } from '../shared/protocol/caller.ts';
import type { ImagingCalls } from '../shared/protocol/imaging.ts';

const recipe: PixelRecipe = { sizePx: 224, fit: 'squash', filter: 'bicubic', mean: [0, 0, 0], std: [1, 1, 1] };
const name = 'cat-chelsea.jpg';
const chelsea = async () => new File([await readRepositoryFile(`public/samples/${name}`)], name);

const workers: Worker[] = [];
afterEach(() => {
  for (const worker of workers.splice(0)) worker.terminate();
});

async function startImaging(): Promise<{ imaging: Caller<ImagingCalls>; lock: string; worker: Worker }> {
  const worker = new Worker(new URL('./imaging.ts', import.meta.url), { type: 'module' });
  workers.push(worker);
  const { port1, port2 } = new MessageChannel();
  const lock = crypto.randomUUID();
  worker.postMessage({ kind: 'connect', port: port2, lock }, [port2]);
  const imaging = createCaller<ImagingCalls>(port1, { build: buildId });
  await imaging.ready;
  return { imaging, lock, worker };
}

test('opens a file and prepares it, once', async () => {
  const { imaging } = await startImaging();
  const opened = await imaging.call('file-open', { file: await chelsea() });
  expect(opened).toEqual({
    photoId: '0729afe24cbdc80bb812e51d1ad3dd7505df08cf723ba128fb6f3a85ef1eabdf', // By sha256sum.
    bytes: 25045,
    type: 'image/jpeg',
  });
  const { photoId } = opened;
  const prepared = await imaging.call('photo-prepare', { photoId, name, modifiedAt: 0, recipe });
  expect(prepared).toMatchObject({
    photoId,
    type: 'image/jpeg',
    bytes: 25045,
    width: 451,
    height: 300,
    metadata: { camera: 'NIKON D7000' },
  });
  expect(prepared.input.byteLength).toBe(224 * 224 * 3);
  const { width, height } = await createImageBitmap(new Blob([prepared.thumbnail], { type: 'image/jpeg' }));
  expect([width, height]).toEqual([320, 213]);
  await expect(imaging.call('photo-prepare', { photoId, name, modifiedAt: 0, recipe })).rejects.toMatchObject({ code: 'internal' });
});

test('it tells when the bytes are there and when they are decoded', async () => {
  const { imaging } = await startImaging();
  const { photoId } = await imaging.call('file-open', { file: await chelsea() });
  const onProgress = vi.fn();
  await imaging.call('photo-prepare', { photoId, name, modifiedAt: 0, recipe }, { onProgress });
  expect(onProgress).toHaveBeenCalledTimes(2);
});

test('a closed file is forgotten, and what is no picture has no type', async () => {
  const { imaging } = await startImaging();
  const { photoId, type } = await imaging.call('file-open', { file: new File(['hello'], 'note.jpg') });
  expect(type).toBeUndefined();
  const args = { photoId, name: 'note.jpg', modifiedAt: 0, recipe };
  await expect(imaging.call('photo-prepare', args)).rejects.toMatchObject({ code: 'unsupported-format', subject: 'note.jpg' });
  await imaging.call('file-close', { photoId });
  await expect(imaging.call('file-open', { file: new File([], 'empty.jpg') })).rejects.toMatchObject({ code: 'empty-file' });
});

test("a picture of a query becomes the same input as the library's", async () => {
  const { imaging } = await startImaging();
  const file = await chelsea();
  const { photoId } = await imaging.call('file-open', { file });
  const { input } = await imaging.call('photo-prepare', { photoId, name, modifiedAt: 0, recipe });
  expect(new Uint8Array(await imaging.call('input-make', { file, name, recipe }))).toEqual(new Uint8Array(input));
});

test('a file too large to hold has the same id, and is read again when its turn comes', async () => {
  const { imaging } = await startImaging();
  const jpeg = await readRepositoryFile(`public/samples/${name}`);
  const large = new File([jpeg, new Uint8Array(65 << 20)], 'large.jpg'); // A JPEG ends where it says so; what follows is not looked at.
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', await large.arrayBuffer()));
  const { photoId, type } = await imaging.call('file-open', { file: large });
  expect(photoId).toBe(Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join(''));
  expect(type).toBe('image/jpeg');
  const { width } = await imaging.call('photo-prepare', { photoId, name: 'large.jpg', modifiedAt: 0, recipe });
  expect(width).toBe(451);
});

test('while it lives it holds its lock, and its end lets it go', async () => {
  const { lock, worker } = await startImaging();
  const free = () => navigator.locks.request(lock, { ifAvailable: true }, (granted) => granted !== null);
  expect(await free()).toBe(false);
  worker.terminate();
  await navigator.locks.request(lock, () => undefined); // Waits for ever if the worker's end were not told.
});
