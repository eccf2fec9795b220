// For tests of the state: a library whose answers the test gives, in the order it likes, and a browser without a window.

import { AppError } from '../../shared/domain/app-error.ts';
import type { Answer, Timeline } from '../../shared/domain/library.ts';
import type { PhotoId } from '../../shared/domain/photo.ts';
import type { LibraryCalls, LibraryEvent } from '../../shared/protocol/library.ts';
import type { Address, Entry } from '../engine/address.ts';
import type { Library } from '../engine/library-handle.ts';
import type { Power } from '../engine/power.ts';
import type { QueryPicture, QueryPictures } from '../engine/query-pictures.ts';
import { createApp } from './app.ts';
import { emptyTimeline } from './timeline.ts';

type Name = keyof LibraryCalls;
interface Waiting {
  readonly name: Name;
  readonly args: unknown;
  readonly signal: AbortSignal | undefined;
  answer(result: unknown): Promise<void>;
  fail(error: Error): Promise<void>;
}

/** Ends once every promise that could go on has gone on: a macrotask comes after all microtasks. */
export const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

export function standInLibrary() {
  const listeners = new Set<(event: LibraryEvent) => void>();
  const calls: Waiting[] = [];
  /** Answered at once unless a test says otherwise. */
  const usual: Partial<Record<Name, () => unknown>> = {
    'library-ready': () => null,
    'timeline-get': () => emptyTimeline,
    'problems-list': () => [],
    'searches-list': () => [],
    'folders-list': () => [],
    'ingest-state': () => ({ phase: 'idle', done: 0, total: 0, perSecond: 0, problems: 0, skipped: 0 }),
  };
  const library: Library = {
    call: (name, args, options) =>
      new Promise<never>((resolve, reject) => {
        const answer = (result: unknown) => {
          resolve(result as never); // The test gives what the call's name asks for.
          return settle();
        };
        const fail = (error: Error) => {
          reject(error);
          return settle();
        };
        calls.push({ name, args, signal: options?.signal, answer, fail });
        const known = usual[name];
        if (known) void answer(known());
      }),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  return {
    library,
    usual,
    callsOf: (name: Name) => calls.filter((call) => call.name === name),
    callOf: (name: Name, at: number) => {
      const call = calls.filter((other) => other.name === name)[at];
      if (!call) throw new Error(`no call ${at} of ${name}`);
      return call;
    },
    tell: (event: LibraryEvent) => {
      for (const listener of listeners) listener(event);
    },
  };
}

/** A history of addresses, as a browser keeps it. */
export function standInAddress(start = '#/') {
  const entries: { hash: string; entry: Entry }[] = [{ hash: start, entry: {} }];
  let at = 0;
  let changed = () => {};
  const here = () => entries[at] ?? { hash: '#/', entry: {} };
  const address: Address = {
    hash: () => here().hash,
    entry: () => here().entry,
    push: (hash, entry = {}) => {
      entries.splice(++at, Number.POSITIVE_INFINITY, { hash, entry });
    },
    replace: (hash, entry = {}) => {
      entries[at] = { hash, entry };
    },
    back: () => {
      at = Math.max(0, at - 1);
      changed();
    },
    listen: (listener) => {
      changed = listener;
    },
  };
  return { address, hashes: () => entries.map(({ hash }) => hash) };
}

/** Pictures of queries, by the digit their file's name begins with; no page before this one kept any. */
export function standInPictures(): QueryPictures {
  const held = new Map<string, QueryPicture>();
  return {
    keep: (file) => {
      const key = `file-${file.name.charAt(0).padEnd(16, '0')}`;
      const picture = held.get(key) ?? { key, file, url: `blob:${key}` };
      held.set(key, picture);
      return Promise.resolve(picture);
    },
    peek: (key) => held.get(key),
    find: (key) => Promise.resolve(held.get(key)),
    forgetAll: () => Promise.resolve(held.clear()),
  };
}

/** A device on mains, whose screen may be kept on; a test says otherwise, and hears what is asked. */
export function standInPower() {
  const listeners = { battery: (_: boolean) => {}, view: () => {} };
  const locks: { end: () => void; released: boolean }[] = [];
  const stand = { inView: true, refuses: false, locks, listeners };
  const power: Power = {
    watchBattery(listener) {
      listeners.battery = listener;
      listener(false);
      return Promise.resolve(true);
    },
    canKeepScreenOn: true,
    keepScreenOn() {
      if (stand.refuses) return Promise.reject(new AppError('internal', { reason: 'wake lock: refused' }));
      let end = () => {};
      const ended = new Promise<void>((resolve) => (end = resolve));
      const lock = { end, released: false };
      locks.push(lock);
      const release = () => {
        lock.released = true;
        end();
      };
      return Promise.resolve({ ended, release });
    },
    get inView() {
      return stand.inView;
    },
    watchView: (listener) => {
      listeners.view = listener;
    },
  };
  return { power, device: stand };
}

export function standInApp(start?: string) {
  const stand = standInLibrary();
  const { address, hashes } = standInAddress(start);
  const kept = new Map<string, unknown>();
  const preferences = {
    read: (key: string) => kept.get(key),
    write: (key: string, value: unknown) => void kept.set(key, value),
    eraseAll: () => kept.clear(),
  };
  const { power, device } = standInPower();
  const app = createApp(stand.library, { address, preferences, pictures: standInPictures(), power });
  return { ...stand, ...app, device, address, hashes, kept, state: () => app.store.getState() };
}

/** 64 hex digits that differ early, as digests do. */
export const photoId = (number: number): PhotoId => number.toString(16).padStart(4, '0').padEnd(64, '0') as PhotoId; // As above.
export const numberOf = (id: PhotoId): number => Number.parseInt(id.slice(0, 4), 16);

export function timelineOf(...numbers: number[]): Timeline {
  const ids = new Uint8Array(numbers.length * 32);
  for (const [at, number] of numbers.entries()) ids.set([(number >> 8) & 255, number & 255], at * 32);
  const zero = numbers.map(() => 0);
  return {
    count: numbers.length,
    ids,
    aspects: Float32Array.from(zero, () => 1.5),
    takenMs: Float64Array.from(zero),
    colours: Uint32Array.from(zero),
    flags: Uint8Array.from(zero),
  };
}

export const answerOf = (...numbers: number[]): Answer => ({
  hits: numbers.map((number, at) => ({ photoId: photoId(number), name: `${number}.jpg`, rank: at + 1, score: 1 / (at + 1) })),
  good: 1,
  cut: 0.5,
  total: numbers.length,
  of: numbers.length,
  ms: { embed: 0, rank: 0, total: 0 },
});
