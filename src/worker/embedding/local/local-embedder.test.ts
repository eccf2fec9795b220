// What goes to the workers, and what comes back of it.

import { expect, test } from 'vitest';
import { AppError } from '../../../shared/domain/app-error.ts';
import type { Caller } from '../../../shared/protocol/caller.ts';
import type { ModelCalls } from '../../../shared/protocol/model.ts';
import { defaultModel } from '../catalog.ts';
import { createLocalEmbedder, towerSpecOf, type Workers } from './local-embedder.ts';

const dim = defaultModel.dim;

/** A worker that answers with the first byte of each picture, or the length of each text, and keeps what it was asked. */
function fakeWorkers() {
  const asked: unknown[] = [];
  const call = (name: string, args: { pixels?: ArrayBuffer; count?: number; texts?: string[] }) => {
    asked.push(name === 'texts-embed' ? args.texts : args.count);
    const pixels = new Uint8Array(args.pixels ?? new ArrayBuffer(0));
    const marks =
      args.texts?.map(({ length }) => length) ??
      Array.from({ length: args.count ?? 0 }, (_, i) => pixels[(i * pixels.length) / (args.count ?? 1)] ?? 0);
    return Promise.resolve(Float32Array.from(marks.flatMap((mark) => [mark, ...new Array<number>(dim - 1).fill(0)])));
  };
  const worker = { call, ready: Promise.resolve(), close: () => undefined } as unknown as Caller<ModelCalls>; // Two of its calls are enough here.
  const workers: Workers = { run: (work) => work(worker) };
  return { asked, workers };
}

const input = (firstByte: number) => {
  const bytes = new Uint8Array(224 * 224 * 3);
  bytes[0] = firstByte;
  return bytes.buffer;
};

test('a batch is one call, its vectors come back in order, its inputs stay whole', async () => {
  const { asked, workers } = fakeWorkers();
  const embedder = createLocalEmbedder(defaultModel, { images: workers, texts: workers });
  const inputs = [input(5), input(6), input(7)];
  const vectors = await embedder.embedImages(inputs);
  expect(asked).toEqual([3]);
  expect(vectors.map((vector) => [vector.length, vector[0]])).toEqual([5, 6, 7].map((mark) => [dim, mark]));
  expect(inputs.map(({ byteLength }) => byteLength)).toEqual([150_528, 150_528, 150_528]);
});

test('no pictures are no call', async () => {
  const { asked, workers } = fakeWorkers();
  expect(await createLocalEmbedder(defaultModel, { images: workers, texts: workers }).embedImages([])).toEqual([]);
  expect(asked).toEqual([]);
});

test('an input of another size is refused here, not in the worker', async () => {
  const { workers } = fakeWorkers();
  const embedder = createLocalEmbedder(defaultModel, { images: workers, texts: workers });
  await expect(embedder.embedImages([new ArrayBuffer(3)])).rejects.toThrow(AppError);
});

test('an aborted call asks no worker', async () => {
  const { asked, workers } = fakeWorkers();
  const embedder = createLocalEmbedder(defaultModel, { images: workers, texts: workers });
  await expect(embedder.embedText('a cat', AbortSignal.abort())).rejects.toThrow(/abort/i);
  expect(asked).toEqual([]);
});

test('a tower is told where its files are, below whatever folder the app lies in', () => {
  const spec = towerSpecOf(defaultModel, { tower: 'text', device: 'wasm', threads: 1, appRoot: 'https://host.example/photos/' });
  expect(spec).toMatchObject({
    folderUrl: 'https://host.example/photos/models/starter/',
    dtype: 'q8',
    maxTokens: 128,
    padToMax: false,
    dim: 512,
  });
});
