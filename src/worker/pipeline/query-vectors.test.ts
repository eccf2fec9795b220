// What is embedded once, and what again.

import { expect, test, vi } from 'vitest';
import type { PhotoId } from '../../shared/domain/photo.ts';
import { createQueryVectors } from './query-vectors.ts';

const digest = async (bytes: ArrayBuffer) => Buffer.from(await crypto.subtle.digest('SHA-256', bytes)).toString('hex') as PhotoId; // 64 digits.

async function open(inLibrary: readonly string[] = []) {
  const photoIds = await Promise.all(inLibrary.map((text) => new Blob([text]).arrayBuffer().then(digest)));
  const embedText = vi.fn((text: string) => Promise.resolve(Float32Array.of(text.length)));
  const embedFile = vi.fn((file: File) => Promise.resolve(Float32Array.of(-file.size)));
  const vector = (photoId: PhotoId) => Promise.resolve(photoIds.includes(photoId) ? Float32Array.of(7) : undefined);
  return { ...createQueryVectors({ embedText, embedFile, digest, index: { vector } }), embedText, embedFile };
}

test('the same words are embedded once, and each caller gets a vector of its own', async () => {
  const { ofText, embedText } = await open();
  (await ofText('a cat')).fill(9); // As a caller does who gives its buffer away.
  expect([...(await ofText('a cat'))]).toEqual([5]);
  await ofText('A cat');
  expect(embedText.mock.calls.map(([text]) => text)).toEqual(['a cat', 'A cat']);
  await expect(ofText('a cat', AbortSignal.abort())).rejects.toThrow(/abort/i);
});

test('the same bytes are embedded once, under whatever name; a photo of the library never', async () => {
  const { ofFile, embedFile } = await open(['known']);
  (await ofFile(new File(['xyz'], 'a.jpg'))).fill(9);
  expect([...(await ofFile(new File(['xyz'], 'b.jpg')))]).toEqual([-3]);
  expect([...(await ofFile(new File(['known'], 'c.jpg')))]).toEqual([7]);
  expect(embedFile).toHaveBeenCalledOnce();
});

test('what failed or was given up is tried again', async () => {
  const { ofText, embedText } = await open();
  embedText.mockRejectedValueOnce(new Error('no worker'));
  await expect(ofText('a dog')).rejects.toThrow('no worker');
  expect([...(await ofText('a dog'))]).toEqual([5]);
});
