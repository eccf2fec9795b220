// The model worker as the library worker meets it: over a wire, with a lock that tells that it lives.

import { afterEach, expect, test, vi } from 'vitest';
import { dot } from '../shared/domain/vectors.ts';
import { buildId } from '../shared/protocol/build.ts';
import { type Caller, createCaller } from '../shared/protocol/caller.ts';
import type { ModelCalls } from '../shared/protocol/model.ts';
import { defaultModel } from './embedding/catalog.ts';
import { createLocalEmbedder, towerSpecOf, type Workers } from './embedding/local/local-embedder.ts';

// Loading a runtime of 14 MB and a model takes a second here, and many on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const workers: Worker[] = [];
afterEach(() => {
  for (const worker of workers.splice(0)) worker.terminate();
});

function startModelWorker(): { caller: Caller<ModelCalls>; lock: string } {
  const worker = new Worker(new URL('./model.ts', import.meta.url), { type: 'module' });
  workers.push(worker);
  const { port1, port2 } = new MessageChannel();
  const lock = crypto.randomUUID();
  worker.postMessage({ kind: 'connect', port: port2, lock }, [port2]);
  return { caller: createCaller<ModelCalls>(port1, { build: buildId }), lock };
}

const specOf = (tower: 'image' | 'text', threads: number) =>
  towerSpecOf(defaultModel, { tower, device: 'wasm', threads, appRoot: `${location.origin}/` });

/** A pool of one worker, with `tower` loaded. */
async function staff(tower: 'image' | 'text', threads = 1): Promise<Workers> {
  const { caller } = startModelWorker();
  await caller.call('tower-load', specOf(tower, threads));
  return { run: (work) => work(caller) };
}

const grey = (level: number) => new Uint8Array(224 * 224 * 3).fill(level).buffer;

test('an embedder over two workers gives unit vectors of its space', async () => {
  const embedder = createLocalEmbedder(defaultModel, { images: await staff('image'), texts: await staff('text') });
  const vectors = [...(await embedder.embedImages([grey(0), grey(128), grey(255)])), await embedder.embedText('a cat')];
  expect(vectors.map(({ length }) => length)).toEqual([512, 512, 512, 512]);
  for (const vector of vectors) expect(dot(vector, vector)).toBeCloseTo(1, 5);
});

test('with two threads the vectors are the same', async () => {
  const [one, two] = [await staff('image', 1), await staff('image', 2)];
  const [a, b] = await Promise.all(
    [one, two].map((images) => createLocalEmbedder(defaultModel, { images, texts: images }).embedImages([grey(90)])),
  );
  expect(dot(a?.[0] ?? new Float32Array(), b?.[0] ?? new Float32Array(1))).toBeGreaterThan(0.99999);
});

test('two workers load one large file at once', async () => {
  await expect(Promise.all([staff('text'), staff('text'), staff('image'), staff('image')])).resolves.toHaveLength(4);
});

test('a call before its tower is there fails, and the worker goes on', async () => {
  const { caller } = startModelWorker();
  await expect(caller.call('texts-embed', { texts: ['a cat'] })).rejects.toMatchObject({ code: 'internal' });
  await caller.call('tower-load', specOf('text', 1));
  await expect(caller.call('texts-embed', { texts: ['a cat', 'a dog'] })).resolves.toHaveLength(1024);
});

test('an aborted call leaves those around it alone', async () => {
  const { caller } = startModelWorker();
  await caller.call('tower-load', specOf('image', 1));
  const abort = new AbortController();
  const first = caller.call('images-embed', { pixels: grey(1), count: 1 });
  const stale = caller.call('images-embed', { pixels: grey(2), count: 1 }, { signal: abort.signal });
  const last = caller.call('images-embed', { pixels: grey(3), count: 1 });
  abort.abort();
  await expect(stale).rejects.toMatchObject({ name: 'AbortError' });
  await expect(Promise.all([first, last])).resolves.toHaveLength(2);
});

test('its lock is held from the greeting on', async () => {
  const { caller, lock } = startModelWorker();
  await caller.ready;
  const { held = [] } = await navigator.locks.query();
  expect(held.map(({ name }) => name)).toContain(lock);
});
