// How every read and write is made: one transaction, awaited to its end, its errors turned into the app's own.

import { type IDBPTransaction, type StoreNames, unwrap } from 'idb';
import { AppError, reasonOf } from '../../shared/domain/app-error.ts';
import type { Database, LibrarySchema } from './schema.ts';

export type StoreName = StoreNames<LibrarySchema>;
export type Read = IDBPTransaction<LibrarySchema, StoreName[]>;
export type Write = IDBPTransaction<LibrarySchema, StoreName[], 'readwrite'>;

/** What the browser says → `storage-full` where the quota is used up, else `storage-failed`. An AppError stays itself. */
export function toStorageError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  const full = thrown instanceof Error && thrown.name === 'QuotaExceededError';
  return new AppError(full ? 'storage-full' : 'storage-failed', { retryable: full, reason: reasonOf(thrown), cause: thrown });
}

/** What somebody hears who goes on with a transaction that has ended. */
const afterTheEnd: ReadonlySet<string> = new Set(['AbortError', 'TransactionInactiveError', 'InvalidStateError']);
/** The error behind an abort: requests that an aborting transaction drops reject with AbortError before the transaction says why. */
const causeOf = (thrown: unknown, tx: { readonly error: DOMException | null } | undefined): unknown =>
  thrown instanceof Error && afterTheEnd.has(thrown.name) && tx?.error ? tx.error : thrown;

/** Runs `work` in one read-only transaction over `stores`; it may await nothing but requests of `tx`.
 * @throws {AppError} `storage-failed`, or what `work` throws of its own. */
export async function read<R>(db: Database, stores: readonly StoreName[], work: (tx: Read) => Promise<R>): Promise<R> {
  let tx: Read | undefined;
  try {
    tx = db.transaction([...stores], 'readonly');
    const done = tx.done;
    done.catch(() => undefined); // Awaited below, but for a transaction that was hurt.
    const result = await work(tx);
    if (!hurt.has(unwrap(tx))) await done;
    return result;
  } catch (error) {
    throw toStorageError(causeOf(error, tx));
  }
}

/** Transactions that met a value which cannot be read back. */
const hurt = new WeakSet<IDBTransaction>();

/** A read whose failure does not end its transaction. Browsers keep large values in files of their own, and one of those can be lost or cut short alone.
 * Chromium 156 lets such a transaction go on, and then aborts it at its end: that takes nothing from who only reads, and lets nobody write.
 * @returns undefined where there is no value, or it cannot be read back. */
export async function orUnreadable<T>(reading: Promise<T>): Promise<T | undefined> {
  const request = unwrap(reading);
  request.addEventListener('error', (event) => {
    event.preventDefault();
    event.stopPropagation();
  });
  try {
    return await reading;
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error; // The transaction itself has ended.
    if (request.transaction) hurt.add(request.transaction);
    return undefined;
  }
}

/** What the kept timeline repeats. See [Note: The kept timeline]. */
const inTimeline: ReadonlySet<StoreName> = new Set<StoreName>(['photos', 'statuses']);
interface Standing {
  /** Whether a timeline may be there. */
  kept: boolean;
  /** Transactions under way that make it wrong. */
  writing: number;
}
const standings = new WeakMap<Database, Standing>();
function standingOf(db: Database): Standing {
  const standing = standings.get(db) ?? { kept: true, writing: 0 };
  standings.set(db, standing);
  return standing;
}

/** Says no while photos or statuses are being written. After a yes, whatever is written next takes the timeline away. */
export function mayKeepTimeline(db: Database): boolean {
  const standing = standingOf(db);
  if (standing.writing > 0) return false;
  standing.kept = true;
  return true;
}

/** Told that storage is full. @returns whether room was made, so that a small write is worth another try. */
export type FullListener = () => Promise<boolean>;
const fullListeners = new WeakMap<Database, FullListener>();
/** See [Note: The reserve]. */
export const onFull = (db: Database, listener: FullListener): unknown => fullListeners.set(db, listener);

/** Runs `work` in one transaction over `stores`: all of it is written, or none. `work` may await nothing but requests of
 * `tx`, and must await each, or its rejection goes unheard. Fulfilled when the transaction is complete.
 *
 * [Note: Durability] `relaxed` hands the write to the operating system without waiting for the disk. A killed browser loses
 * nothing by it; a power cut may lose the last seconds, all of them, in order: the photos of those seconds were never added.
 * What a person decides (remove, undo, clear, favourite) is `strict`: nothing else would bring it back.
 * Where storage is full `work` may be run a second time, after the reserve was given up.
 * @param size `large` is what must leave the reserve to small writes.
 * @throws {AppError} `storage-full`, `storage-failed`, or what `work` throws of its own. */
export async function write<R>(
  db: Database,
  stores: readonly StoreName[],
  work: (tx: Write) => Promise<R>,
  durability: 'relaxed' | 'strict' = 'relaxed',
  size: 'small' | 'large' = 'small',
): Promise<R> {
  try {
    return await writeOnce(db, stores, work, durability);
  } catch (error) {
    const madeRoom = toStorageError(error).code === 'storage-full' && (await fullListeners.get(db)?.());
    if (!madeRoom || size === 'large') throw error;
    return writeAgain(db, stores, work, durability);
  }
}

/** Room that was made is not counted at once (Chromium 156: the write after a file's deletion may fail as before it). */
const againMs = [0, 50, 250] as const;

async function writeAgain<R>(...args: Parameters<typeof writeOnce<R>>): Promise<R> {
  let last: unknown;
  for (const waitMs of againMs) {
    await new Promise((resolve) => setTimeout(resolve, waitMs));
    try {
      return await writeOnce(...args);
    } catch (error) {
      last = error;
      if (toStorageError(error).code !== 'storage-full') break;
    }
  }
  throw last;
}

async function writeOnce<R>(
  db: Database,
  stores: readonly StoreName[],
  work: (tx: Write) => Promise<R>,
  durability: 'relaxed' | 'strict',
): Promise<R> {
  const standing = standingOf(db);
  const changesTimeline = stores.some((store) => inTimeline.has(store));
  const takesAway = changesTimeline && standing.kept;
  let tx: Write | undefined;
  if (changesTimeline) standing.writing++;
  try {
    tx = db.transaction(takesAway ? [...new Set<StoreName>([...stores, 'meta'])] : [...stores], 'readwrite', { durability });
    const done = tx.done;
    done.catch(() => undefined); // Awaited below, unless `work` throws before it has a promise to give.
    const [result] = await Promise.all([work(tx), takesAway && tx.objectStore('meta').delete('timeline'), done]);
    if (takesAway) standing.kept = false;
    return result;
  } catch (error) {
    if (tx) abort(tx);
    throw toStorageError(causeOf(error, tx));
  } finally {
    if (changesTimeline) standing.writing--;
  }
}

function abort(tx: Write): void {
  try {
    tx.abort();
  } catch (error) {
    // It has ended by itself, most often because of the very error that led here.
    if (!(error instanceof DOMException && error.name === 'InvalidStateError')) throw error;
  }
}
