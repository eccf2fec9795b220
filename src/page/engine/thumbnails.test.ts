// Thumbnails against a library that answers when told to: batches, what scrolled away, and what is kept.

import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { AppError } from '../../shared/domain/app-error.ts';
import type { PhotoId } from '../../shared/domain/photo.ts';
import type { LibraryEvent, Tile } from '../../shared/protocol/library.ts';
import type { Library } from './library-handle.ts';
import { createThumbnails, type Thumbnail } from './thumbnails.ts';

const id = (n: number) => n.toString(16).padStart(64, '0') as PhotoId; // Of the form of an id.
const tile = (photoId: PhotoId): Tile => ({
  photoId,
  name: `${Number.parseInt(photoId, 16)}.jpg`,
  thumbnail: new Blob(['12345678']),
});

function fakeLibrary() {
  const calls: { photoIds: readonly PhotoId[]; signal: AbortSignal; answer: () => void; refuse: (error: Error) => void }[] = [];
  const listeners = new Set<(event: LibraryEvent) => void>();
  const library = {
    call: (_name: 'tiles-get', { photoIds }: { photoIds: readonly PhotoId[] }, { signal }: { signal: AbortSignal }) =>
      new Promise<Tile[]>((resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason));
        calls.push({ photoIds, signal, answer: () => resolve(photoIds.map(tile)), refuse: reject });
      }),
    subscribe: (listener: (event: LibraryEvent) => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  } as unknown as Library; // Only the one call these tests need.
  return { library, calls, tell: (event: LibraryEvent) => listeners.forEach((listener) => listener(event)) };
}

const live = new Set<string>();
beforeEach(() => {
  let made = 0;
  vi.spyOn(URL, 'createObjectURL').mockImplementation(() => {
    const url = `blob:${++made}`;
    live.add(url);
    return url;
  });
  vi.spyOn(URL, 'revokeObjectURL').mockImplementation((url) => void live.delete(url));
});
afterEach(() => {
  vi.restoreAllMocks();
  live.clear();
});

function open(capacity?: number) {
  const fake = fakeLibrary();
  const frames: (() => void)[] = [];
  const thumbnails = createThumbnails(fake.library, {
    schedule: (send) => void frames.push(send),
    ...(capacity === undefined ? {} : { capacity }),
  });
  const frame = () => frames.splice(0).forEach((send) => send());
  return { ...fake, thumbnails, frame };
}
const settle = () => new Promise((resolve) => setImmediate(resolve));
const ignore = () => undefined;

test('asks once a frame for all that came into view', async () => {
  const { thumbnails, calls, frame } = open();
  const seen: Thumbnail[] = [];
  for (let n = 0; n < 30; n++) thumbnails.watch(id(n), (thumbnail) => seen.push(thumbnail));
  expect(calls).toHaveLength(0);
  frame();
  expect(calls.map(({ photoIds }) => photoIds.length)).toEqual([30]);
  calls[0]?.answer();
  await settle();
  expect(seen.map(({ name }) => name)).toEqual(Array.from({ length: 30 }, (_, n) => `${n}.jpg`));
});

test('two watchers of one photo cost one request, and both hear of it', async () => {
  const { thumbnails, calls, frame } = open();
  const seen: string[] = [];
  thumbnails.watch(id(1), () => seen.push('first'));
  frame();
  thumbnails.watch(id(1), () => seen.push('second'));
  frame();
  calls[0]?.answer();
  await settle();
  expect(calls).toHaveLength(1);
  expect(seen).toEqual(['first', 'second']);
  thumbnails.watch(id(1), () => seen.push('late'));
  await settle();
  expect(seen).toEqual(['first', 'second', 'late']);
  expect(calls).toHaveLength(1);
});

test('what scrolled away is not asked for, and a batch nobody waits for is aborted', async () => {
  const { thumbnails, calls, frame } = open();
  const leave = [1, 2].map((n) => thumbnails.watch(id(n), ignore));
  thumbnails.watch(id(3), ignore)();
  frame();
  expect(calls[0]?.photoIds).toEqual([id(1), id(2)]);
  leave[0]?.();
  expect(calls[0]?.signal.aborted).toBe(false);
  leave[1]?.();
  expect(calls[0]?.signal.aborted).toBe(true);
  thumbnails.watch(id(1), ignore); // Back before the abort was answered.
  frame();
  await settle();
  expect(calls[1]?.photoIds).toEqual([id(1)]);
});

test('at most two batches are under way; the rest waits where it can still be dropped', async () => {
  const { thumbnails, calls, frame } = open();
  const leave = Array.from({ length: 200 }, (_, n) => thumbnails.watch(id(n), ignore));
  frame();
  expect(calls.map(({ photoIds }) => photoIds.length)).toEqual([48, 48]);
  for (let n = 96; n < 190; n++) leave[n]?.();
  calls[0]?.answer();
  await settle();
  expect(calls[2]?.photoIds).toEqual(Array.from({ length: 10 }, (_, n) => id(190 + n)));
});

test('keeps as many as it may, revokes the oldest, and never one on the screen', async () => {
  const { thumbnails, calls, frame } = open(3);
  thumbnails.watch(id(0), ignore);
  for (let n = 1; n < 6; n++) {
    const leave = thumbnails.watch(id(n), ignore);
    frame();
    calls.at(-1)?.answer();
    await settle();
    leave();
  }
  expect(live.size).toBe(3);
  expect([0, 1, 2, 3, 4, 5].filter((n) => thumbnails.peek(id(n)))).toEqual([0, 4, 5]);
  thumbnails.close();
  expect(live.size).toBe(0);
});

test('after a crash the library says it is back, and what is on the screen is asked for again', async () => {
  const { thumbnails, calls, frame, tell } = open();
  const seen: Thumbnail[] = [];
  thumbnails.watch(id(1), (thumbnail) => seen.push(thumbnail));
  frame();
  calls[0]?.refuse(new AppError('worker-crashed', { retryable: true }));
  await settle();
  tell({ kind: 'photos-changed' });
  frame();
  calls[1]?.answer();
  await settle();
  expect(seen).toHaveLength(1);
});
