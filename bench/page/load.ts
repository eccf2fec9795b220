// Runs in a page, bundled by load.ts: writes a library through the storage room, and reads its vectors into the ranking's index.

import type { PhotoId, SpaceId } from '../../src/shared/domain/photo.ts';
import { compileKernel } from '../../src/worker/ranking/kernel-module.ts';
import { createIndex } from '../../src/worker/ranking/resident-index.ts';
import { seededVectors } from '../../src/worker/ranking/seeded-vectors.ts';
import { sealTails } from '../../src/worker/storage/chunks.ts';
import { openDatabase } from '../../src/worker/storage/database.ts';
import { commitPrepared } from '../../src/worker/storage/prepared.ts';
import { addSpace } from '../../src/worker/storage/spaces.ts';
import { commitVectors, loadVectors } from '../../src/worker/storage/vectors.ts';

export interface LoadSize {
  readonly rows: number;
  readonly dim: number;
}

const name = 'bench-load';
const usualName = 'bench-load-usual';
const space = 'bench' as SpaceId; // A space of this benchmark alone: any name will do.
const ignore = () => undefined; // Nobody else opens these databases.
const open = () => openDatabase(name, { blocked: ignore, blocking: ignore, terminated: ignore });
const idOf = (n: number) => (n * 2_654_435_761).toString(16).padStart(64, '0') as PhotoId; // As PhotoId: it has the form of one.
const finished = <T>(request: IDBRequest<T>) =>
  new Promise<T>((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(new Error('the request failed', { cause: request.error }));
  });
const openUsual = () => {
  const request = indexedDB.open(usualName, 1);
  request.onupgradeneeded = () => request.result.createObjectStore('vectors');
  return finished(request);
};

/** Writes `rows` photos, some at a time, and the same vectors one record each. @returns ms a photo for the photo's transaction, for the
 * vector's, and for the sealing. */
export async function fill({ rows, dim }: LoadSize, rowsAtOnce: number): Promise<{ prepareMs: number; vectorMs: number; sealMs: number }> {
  const [db, usual] = [await open(), await openUsual()];
  await addSpace(db, { id: space, dim });
  const spent = { prepareMs: 0, vectorMs: 0, sealMs: 0 };
  const timed = async (part: keyof typeof spent, work: () => Promise<unknown>) => {
    const start = performance.now();
    await work();
    spent[part] += (performance.now() - start) / rows;
  };
  for (let from = 0; from < rows; from += rowsAtOnce) {
    const numbers = Array.from({ length: Math.min(rowsAtOnce, rows - from) }, (_, i) => from + i);
    const vectors = seededVectors(numbers.length, dim, from);
    await timed('prepareMs', () => commitPrepared(db, space, numbers.map(preparedOf)));
    await timed('vectorMs', () => commitVectors(db, space, numbers.map(idOf), vectors));
    const tx = usual.transaction('vectors', 'readwrite', { durability: 'relaxed' });
    for (const [i, n] of numbers.entries()) tx.objectStore('vectors').put(vectors.slice(i * dim, (i + 1) * dim).buffer, idOf(n));
    await new Promise((resolve, reject) => {
      tx.oncomplete = resolve;
      tx.onabort = () => reject(new Error('the transaction failed', { cause: tx.error }));
    });
  }
  await timed('sealMs', async () => {
    while (await sealTails(db, space));
  });
  db.close();
  usual.close();
  return spent;
}

const preparedOf = (n: number) => ({
  photo: {
    ...{ photoId: idOf(n), type: 'image/jpeg', bytes: 3_000_000, width: 4000, height: 3000, colour: n % 0x1000000 },
    ...{ metadata: { takenAt: '2024-06-01T18:30:00+02:00', takenFrom: 'exif' as const, camera: 'Bench 1' } },
    ...{ thumbnail: new ArrayBuffer(64), preview: new ArrayBuffer(64), input: new ArrayBuffer(64) },
  },
  file: { path: `bench/${n}.jpg`, size: 3_000_000, modifiedAt: n },
});

/** From the database's name to an index that answers. @returns ms in all, and those of them in storage. */
export async function load(kernelBytes: number[], { rows, dim }: LoadSize): Promise<{ totalMs: number; storageMs: number }> {
  const kernel = await compileKernel(Uint8Array.from(kernelBytes));
  const start = performance.now();
  const index = createIndex(dim, kernel);
  let appendMs = 0;
  const db = await open();
  await loadVectors(db, space, (ids, vectors) => {
    const appending = performance.now();
    index.append(ids, vectors);
    appendMs += performance.now() - appending;
  });
  const totalMs = performance.now() - start;
  db.close();
  if (index.count !== rows) throw new Error(`${index.count} of ${rows} vectors`);
  return { totalMs, storageMs: totalMs - appendMs };
}

/** The same from one record a vector, all at once. */
export async function loadUsual(kernelBytes: number[], { rows, dim }: LoadSize): Promise<{ totalMs: number }> {
  const kernel = await compileKernel(Uint8Array.from(kernelBytes));
  const start = performance.now();
  const index = createIndex(dim, kernel);
  const db = await openUsual();
  const store = db.transaction('vectors').objectStore('vectors');
  // As PhotoId and ArrayBuffer: `fill` wrote nothing else.
  const [ids, values] = (await Promise.all([finished(store.getAllKeys()), finished(store.getAll())])) as [PhotoId[], ArrayBuffer[]];
  for (const [i, value] of values.entries()) index.append(ids.slice(i, i + 1), new Float32Array(value));
  const totalMs = performance.now() - start;
  db.close();
  if (index.count !== rows) throw new Error(`${index.count} of ${rows} vectors`);
  return { totalMs };
}

/** Bytes that the browser says both databases take. */
export const usedBytes = async (): Promise<number> => (await navigator.storage.estimate()).usage ?? 0;
