// Every call that the storage room makes of IndexedDB fails once: the transaction is aborted, the disk is full, or the browser throws. After each
// the library is what it was before the step, and the same step, tried again, does its work.

import { expect, onTestFinished, test } from 'vitest';
import { AppError } from '../../shared/domain/app-error.ts';
import { sealTails } from './chunks.ts';
import { findDamagedPictures, findDamagedRecords, findMissingInputs, findMissingVectors, readHeldIds } from './damage.ts';
import { openDatabase } from './database.ts';
import { dumpDatabase } from './dump.ts';
import { noteFile, readFiles } from './files.ts';
import { checkInvariants } from './invariants.ts';
import { clearLibrary, readStats } from './library.ts';
import { fileOf, madeUpDim, madeUpSearches, photoIdOf, preparedOf, madeUpSpace as space, vectorsOf } from './made-up-rows.ts';
import { deleteRecords, putPictures, readWholePictures, replaceVectors } from './mending.ts';
import { readMeta, writeMeta } from './meta.ts';
import { readPhoto, readPhotoRecords, readPreview, readThumbnails, setFavourite } from './photos.ts';
import { commitPrepared } from './prepared.ts';
import { dropProblems, readProblems, recordProblems } from './problems.ts';
import { dropQueue, enqueue, readQueue } from './queue.ts';
import { purgeExpired, readRemovedIds, removePhotos, undoRemoval } from './removals.ts';
import type { Database } from './schema.ts';
import { forgetSearch, readSearches, saveSearch } from './searches.ts';
import { addSpace, readSpaces } from './spaces.ts';
import { cancelPending, countByState, markFailed, readIdsByState, readInputs, retryFailed } from './statuses.ts';
import { testName, unexpected } from './test-database.ts';
import { keepTimeline, readTimeline } from './timeline.ts';
import { read } from './transaction.ts';
import { commitVectors, loadVectors, readVectors } from './vectors.ts';

const faults = ['abort', 'quota', 'unknown'] as const;
type Fault = (typeof faults)[number];

const places: readonly (readonly [{ prototype: object }, readonly string[]])[] = [
  [IDBDatabase, ['transaction']],
  [IDBObjectStore, ['get', 'getKey', 'getAll', 'getAllKeys', 'count', 'add', 'put', 'delete', 'clear', 'openCursor', 'openKeyCursor']],
  [IDBIndex, ['get', 'getAll', 'getAllKeys', 'count', 'openCursor']],
  // Not `continue`: idb knows it by its identity.
  [IDBCursor, ['update', 'delete']],
];

type Method = (this: unknown, ...args: unknown[]) => unknown;
type Called = IDBTransaction | IDBRequest;

/** As the browser does it: no transaction is given where the connection is lost; else the transaction ends, with the error that a full disk gives, or a disk that fails, or none. */
function fail(fault: Fault, call: () => Called): Called {
  const called = call();
  if (called instanceof IDBTransaction) throw new DOMException('injected', 'InvalidStateError');
  const { transaction: tx } = called;
  const error = { abort: undefined, quota: 'QuotaExceededError', unknown: 'UnknownError' }[fault];
  if (!tx) throw new Error('a call without a transaction');
  if (error) Object.defineProperty(tx, 'error', { value: new DOMException('injected', error) });
  queueMicrotask(() => tx.abort()); // A browser tells of it between two tasks, never within a call.
  return called;
}

/** Runs `work` with the call number `nth` of IndexedDB, from 1, failing. @returns whether there was such a call, whether it began a transaction, and what `work` threw. */
async function withFault(
  nth: number,
  fault: Fault,
  work: () => Promise<unknown>,
): Promise<{ hit: boolean; lost: boolean; thrown: unknown }> {
  let calls = 0;
  let lost = false;
  const undo: (() => void)[] = [];
  for (const [{ prototype }, names] of places)
    for (const name of names) {
      const methods = prototype as Record<string, Method>; // As methods: each name is one.
      const original = methods[name];
      if (!original) throw new Error(`there is no ${name}`);
      methods[name] = function (...args) {
        const call = () => original.apply(this, args) as Called; // As Called: each gives one of these.
        if (++calls !== nth) return call();
        lost = name === 'transaction';
        return fail(fault, call);
      };
      undo.push(() => {
        methods[name] = original;
      });
    }
  try {
    await work();
    return { hit: calls >= nth, lost, thrown: undefined };
  } catch (thrown) {
    return { hit: calls >= nth, lost, thrown };
  } finally {
    for (const one of undo) one();
  }
}

interface Step {
  readonly name: string;
  readonly run: (db: Database) => Promise<unknown>;
  /** More than one transaction: what the first of them did stays. */
  readonly parts?: true;
  /** Begins with damage: what it mends does not add up until it is done. */
  readonly mends?: true;
}

const pictures = (n: number) => Uint8Array.from({ length: 30 }, (_, i) => (i * n) % 256).buffer;
const prepared = (...numbers: number[]) => numbers.map((n) => preparedOf(n));
const withVector = (...numbers: number[]) => numbers.map((n) => ({ ...preparedOf(n), vector: vectorsOf([n]) }));
const ids = (...numbers: number[]) => numbers.map(photoIdOf);
const timeline = {
  ...{ count: 0, ids: new Uint8Array(), aspects: new Float32Array(), takenMs: new Float64Array() },
  ...{ colours: new Uint32Array(), flags: new Uint8Array() },
};
const doNothing = () => undefined; // What is loaded is not looked at here.

const steps: readonly Step[] = [
  { name: 'keep the timeline', run: (db) => keepTimeline(db, timeline) },
  { name: 'queue', run: (db) => enqueue(db, [fileOf(1), fileOf(2), fileOf(9)], 'now') },
  {
    name: 'prepare',
    run: (db) =>
      commitPrepared(db, space, [
        { ...preparedOf(1), queueKey: 1 },
        { ...preparedOf(2), queueKey: 2 },
      ]),
  },
  { name: 'commit vectors', run: (db) => commitVectors(db, space, ids(1, 2), vectorsOf([1, 2])) },
  { name: 'bring', run: (db) => commitPrepared(db, space, withVector(3, 4, 5)) },
  { name: 'note', run: (db) => noteFile(db, photoIdOf(1), { file: fileOf(1, 'again.jpg') }) },
  { name: 'prepare more', run: (db) => commitPrepared(db, space, prepared(6, 7, 8)) },
  { name: 'fail', run: (db) => markFailed(db, space, [{ photoId: photoIdOf(6), code: 'model-failed', retryable: true }]) },
  { name: 'retry', run: (db) => retryFailed(db, space) },
  { name: 'commit one', run: (db) => commitVectors(db, space, ids(6), vectorsOf([6])) },
  { name: 'favourite', run: (db) => setFavourite(db, ids(1, 3), true) },
  { name: 'seal', run: (db) => sealTails(db, space, 4) },
  { name: 'remove', run: (db) => removePhotos(db, ids(2, 7)) },
  { name: 'undo', run: (db) => undoRemoval(db) },
  { name: 'remove one', run: (db) => removePhotos(db, ids(3)) },
  {
    name: 'put a picture in the place of one that an undo would bring back',
    run: (db) => putPictures(db, photoIdOf(3), { thumbnail: pictures(3) }),
  },
  { name: 'remove another, for which the first goes for good', run: (db) => removePhotos(db, ids(4)) },
  { name: 'too old to undo', run: (db) => purgeExpired(db, Date.now() + 31 * 24 * 60 * 60 * 1000) },
  { name: 'seal again', run: (db) => sealTails(db, space, 4) },
  { name: 'put pictures', run: (db) => putPictures(db, photoIdOf(1), { thumbnail: pictures(1), preview: pictures(2) }) },
  { name: 'drop vectors and make them again', run: (db) => remake(db), parts: true, mends: true },
  {
    name: 'note problems',
    run: (db) => recordProblems(db, [{ problem: { key: 'x', name: 'x', path: 'x', code: 'damaged-file', retryable: false }, queueKey: 3 }]),
  },
  { name: 'forget problems', run: (db) => dropProblems(db, ['x']) },
  { name: 'leave the queue', run: (db) => dropQueue(db, [3]) },
  { name: 'save a search', run: (db) => Promise.all(madeUpSearches.map((search) => saveSearch(db, search))), parts: true },
  { name: 'forget a search', run: (db) => forgetSearch(db, { text: 'at night', like: [] }) },
  { name: 'a small value', run: (db) => writeMeta(db, 'active-space', space) },
  { name: 'read everything', run: readAll, parts: true },
  { name: 'cancel', run: (db) => cancelPending(db, space), parts: true },
  { name: 'clear', run: (db) => clearLibrary(db) },
];

/** What becomes of a damaged record: it is found, its rows are made again, and it goes. */
async function remake(db: Database): Promise<void> {
  const [key] = await read(db, ['vectors'], (tx) => tx.objectStore('vectors').getAllKeys());
  if (!key) throw new Error('there is a record of vectors');
  await replaceVectors(
    db,
    space,
    await findMissingVectors(db, space, [key]),
    vectorsOf(numbersOf(await findMissingVectors(db, space, [key]))),
  );
  expect(await deleteRecords(db, space, [key])).toBe(true);
}
const numbersOf = (photoIds: readonly string[]) => photoIds.map((id) => [1, 2, 3, 4, 5, 6, 7, 8].find((n) => photoIdOf(n) === id) ?? 0);

async function readAll(db: Database): Promise<void> {
  await Promise.all([
    readPhoto(db, space, photoIdOf(1)),
    readPhotoRecords(db, 9),
    readPreview(db, photoIdOf(1)),
    readThumbnails(db, ids(1)),
  ]);
  await Promise.all([readFiles(db, photoIdOf(1)), readProblems(db), readQueue(db), readSearches(db), readSpaces(db), readTimeline(db)]);
  await Promise.all([readIdsByState(db, space, 'indexed'), readInputs(db, space, ids(7)), countByState(db, space), readRemovedIds(db)]);
  await Promise.all([readStats(db, space), readMeta(db, 'totals'), readVectors(db, space, ids(1)), loadVectors(db, space, doNothing)]);
  await Promise.all([findDamagedPictures(db, ids(1, 5)), findDamagedRecords(db, space), findMissingInputs(db, space), readHeldIds(db)]);
  await readWholePictures(db, photoIdOf(1));
}

test('a call of the browser that fails, any of them, leaves the library as it was', async () => {
  const db = await openDatabase(testName(), unexpected);
  onTestFinished(() => db.close());
  await addSpace(db, { id: space, dim: madeUpDim });
  let injected = 0;
  for (const { name, run, parts, mends } of steps) {
    let done = false;
    for (let nth = 1; !done; nth++)
      for (const fault of faults) {
        const before = parts ? '' : JSON.stringify(await dumpDatabase(db));
        const { hit, lost, thrown } = await withFault(nth, fault, () => run(db));
        const what = `${name}: ${fault} of call ${nth}`;
        if (!hit) {
          expect(thrown, what).toBeUndefined();
          done = true;
          break;
        }
        injected++;
        expect(thrown, what).toBeInstanceOf(AppError);
        expect(thrown, what).toMatchObject(
          fault === 'quota' && !lost ? { code: 'storage-full', retryable: true } : { code: 'storage-failed' },
        );
        if (!mends) expect(await checkInvariants(db), what).toEqual([]);
        if (!parts) expect(JSON.stringify(await dumpDatabase(db)) === before, `${what} changes nothing`).toBe(true);
      }
    expect(await checkInvariants(db), name).toEqual([]);
  }
  expect(injected).toBeGreaterThan(500);
}, 180_000);
