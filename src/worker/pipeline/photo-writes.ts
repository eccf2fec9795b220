// Photos on their way into storage. Each waits a moment for its vector, and both are written at once; one whose vector is slow to come
// is written without.
//
// [Note: Waiting for the vector] A photo that is written with its vector needs no model input kept for it, and one transaction
// instead of two: 2 ms of processor time instead of 4 (Chromium 156). What it costs: a browser killed within that moment leaves the
// file in the queue, to be added again, instead of a photo that goes on by itself.

import { AppError } from '../../shared/domain/app-error.ts';
import type { PhotoId } from '../../shared/domain/photo.ts';

type Vector = Float32Array<ArrayBuffer>;

export interface Completed<Row> {
  readonly row: Row;
  readonly vector: Vector | undefined;
}

export interface PhotoWrites<Row> {
  /** Fulfilled when the photo is written. @throws what `write` throws; {AppError} `cancelled` if it was dropped before. */
  hold(photoId: PhotoId, row: Row): Promise<void>;
  /** Brings a photo's vector. Fulfilled with true when both are written; with false, once the photo is written, where that was without this vector, or where none is held. @throws as `hold`. */
  complete(photoId: PhotoId, vector: Vector): Promise<boolean>;
  /** There will be no vector for now: the photo is written without. */
  release(photoId: PhotoId): void;
  /** Forgets what is not being written yet. Fulfilled when the rest is written. */
  drop(): Promise<void>;
}

interface Options<Row> {
  /** One transaction; never called twice at a time. @returns for each row whether its vector was written. */
  readonly write: (rows: readonly Completed<Row>[]) => Promise<readonly boolean[]>;
  /** So many are written without waiting for more. */
  readonly enough: number;
  /** From the start of a write to that of the next, unless there are enough, or all that will come. */
  readonly gapMs: number;
  /** So long a photo that comes now waits for its vector. */
  readonly longestWaitMs: () => number;
  /** Whether more photos are on their way here. */
  readonly moreComing: () => boolean;
}

interface Held<Row> {
  readonly row: Row;
  readonly dueMs: number;
  vector: Vector | undefined;
  due: boolean;
  /** Who is told whether `vector` was written. */
  readonly waiters: { readonly resolve: (withVector: boolean) => void; readonly reject: (reason: unknown) => void }[];
}

export function createPhotoWrites<Row>({ write, enough, gapMs, longestWaitMs, moreComing }: Options<Row>): PhotoWrites<Row> {
  /** In the order they came, which is that in which they fall due. */
  const waiting = new Map<PhotoId, Held<Row>>();
  const beingWritten = new Map<PhotoId, Held<Row>>();
  let running: Promise<void> | undefined;
  let startedMs = Number.NEGATIVE_INFINITY;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let looking = false;

  const written = (held: Held<Row>) => new Promise<boolean>((resolve, reject) => held.waiters.push({ resolve, reject }));
  const ready = () => [...waiting].filter(([, held]) => held.due);

  /** Soon, so that what comes in one turn is seen at once. */
  function lookSoon(): void {
    if (looking) return;
    looking = true;
    queueMicrotask(look);
  }

  /** Writes what is due if it is time to, or comes back when it will be. */
  function look(): void {
    looking = false;
    clearTimeout(timer);
    if (running || waiting.size === 0) return;
    const nowMs = performance.now();
    for (const held of waiting.values()) held.due ||= held.dueMs <= nowMs;
    const rows = ready();
    const lastOnes = rows.length === waiting.size && !moreComing();
    if (rows.length > 0 && (rows.length >= enough || lastOnes || nowMs >= startedMs + gapMs)) {
      startedMs = nowMs;
      running = writeRows(rows).finally(() => {
        running = undefined;
        lookSoon();
      });
      return;
    }
    const [first] = waiting.values();
    const nextMs = rows.length > 0 ? startedMs + gapMs : (first?.dueMs ?? nowMs);
    timer = setTimeout(look, Math.max(0, nextMs - nowMs));
  }

  /** Never throws: who waits for a row is told. */
  async function writeRows(rows: readonly (readonly [PhotoId, Held<Row>])[]): Promise<void> {
    for (const [photoId, held] of rows) {
      waiting.delete(photoId);
      beingWritten.set(photoId, held);
    }
    try {
      const withVector = await write(rows.map(([, { row, vector }]) => ({ row, vector })));
      for (const [i, [, held]] of rows.entries()) for (const { resolve } of held.waiters) resolve(withVector[i] ?? false);
    } catch (error) {
      for (const [, held] of rows) for (const { reject } of held.waiters) reject(error);
    } finally {
      for (const [photoId] of rows) beingWritten.delete(photoId);
    }
  }

  return {
    async hold(photoId, row) {
      const held: Held<Row> = { row, dueMs: performance.now() + longestWaitMs(), vector: undefined, due: false, waiters: [] };
      waiting.set(photoId, held);
      lookSoon();
      await written(held);
    },
    async complete(photoId, vector) {
      const held = waiting.get(photoId) ?? beingWritten.get(photoId);
      if (!held) return false;
      if (waiting.has(photoId)) {
        held.vector = vector;
        held.due = true;
        lookSoon();
      }
      return written(held);
    },
    release(photoId) {
      const held = waiting.get(photoId);
      if (!held) return;
      held.due = true;
      lookSoon();
    },
    async drop() {
      for (const { waiters } of waiting.values()) for (const { reject } of waiters) reject(new AppError('cancelled'));
      waiting.clear();
      clearTimeout(timer);
      await running;
    },
  };
}
