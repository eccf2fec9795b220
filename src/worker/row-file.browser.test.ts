// Vectors in a file of their own, in a real worker and the browser's private file system: the answers are those from memory, and no file outlives its tab for long.

import { afterEach, expect, test } from 'vitest';
import scanUrl from './ranking/kernel/build/scan.wasm?url';
import { openRowFile, sweepRowFiles } from './storage/row-file.ts';
import type { Asked, Told } from './test-row-worker.ts';

const workers: Worker[] = [];
afterEach(() => {
  for (const worker of workers.splice(0)) worker.terminate();
});

/** Runs the history in a worker, which then goes on holding its file. */
function run(library: string): Promise<Told> {
  const worker = new Worker(new URL('./test-row-worker.ts', import.meta.url), { type: 'module' });
  workers.push(worker);
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<Told>) => resolve(data);
    worker.onerror = (event) => reject(new Error(event.message));
    const asked: Asked = { kernelUrl: new URL(scanUrl, location.href).href, library };
    worker.postMessage(asked);
  });
}

async function filesOf(library: string): Promise<number[]> {
  const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle(`${library}-rows`, { create: true });
  const sizes: number[] = [];
  for await (const handle of folder.values()) if (handle.kind === 'file') sizes.push((await handle.getFile()).size);
  return sizes;
}

test('an index with its vectors in a file answers as one with them in memory, through all that happens to it', async () => {
  const { steps, vectors, bytes } = await run('rows-same');
  expect(steps).toHaveLength(6);
  for (const { inFile, inMemory } of steps) expect(inFile).toEqual(inMemory);
  expect(vectors.inFile).toEqual(vectors.inMemory);
  expect(vectors.inFile.filter((vector) => vector === undefined)).toHaveLength(1);
  // 128 values × 4 bytes × some 4,500 photos less.
  expect(bytes.inMemory - bytes.inFile).toBeGreaterThan(2e6);
  expect(await filesOf('rows-same')).toHaveLength(1);
});

test('a file that a living worker holds stays, and one of a dead worker goes with the next opening', async () => {
  await run('rows-swept');
  await run('rows-swept');
  expect(await filesOf('rows-swept')).toHaveLength(2);
  await sweepRowFiles('rows-swept');
  expect(await filesOf('rows-swept')).toHaveLength(2);
  workers.pop()?.terminate();
  // The browser lets go of a dead worker's file in its own time.
  await expect.poll(() => sweepRowFiles('rows-swept').then(() => filesOf('rows-swept')), { timeout: 20_000 }).toHaveLength(1);
});

test('where there is no file to be had, that is said in the app’s own words', async () => {
  // Only a worker may open one.
  await expect(openRowFile('rows-page')).rejects.toMatchObject({ code: 'storage-failed' });
});
