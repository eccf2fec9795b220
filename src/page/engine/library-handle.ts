// The page's handle on its library worker: calls with abort and progress, events, and what happens when the worker crashes.
// Trusted Types let only the page make workers, so it also hires those the library asks for and hands over their wires.

import { AppError } from '../../shared/domain/app-error.ts';
import { buildId } from '../../shared/protocol/build.ts';
import { type Caller, type CallOptions, createCaller } from '../../shared/protocol/caller.ts';
import type { LibraryCalls, LibraryEvent, SourceFile } from '../../shared/protocol/library.ts';
import { type WiredWorker, wireWorker } from './wired-worker.ts';

export interface Library {
  /** @throws {AppError} what the call says; `worker-crashed` (retryable) if the worker ends meanwhile; AbortError. */
  call<N extends keyof LibraryCalls>(
    name: N,
    args: LibraryCalls[N]['args'],
    options?: CallOptions<LibraryCalls[N]['progress']>,
  ): Promise<LibraryCalls[N]['result']>;
  /** @returns unsubscribe. */
  subscribe(listener: (event: LibraryEvent) => void): () => void;
}

const crashWindowMs = 60_000;
const firstWaitMs = 100;

export function openLibrary(): Library {
  const listeners = new Set<(event: LibraryEvent) => void>();
  const hired = new Map<number, WiredWorker>();
  const crashTimes: number[] = [];
  /** Files that the library was given and has not reported on: after a crash it gets them again. */
  const unreported = new Set<readonly SourceFile[]>();
  let current: { worker: WiredWorker; caller: Caller<LibraryCalls> } | undefined;
  let starting: Promise<Caller<LibraryCalls>> = start();

  const tell = (event: LibraryEvent) => {
    for (const listener of listeners) listener(event);
  };

  /** What needs no answer. */
  function tellLibrary<N extends 'worker-given' | 'worker-lost'>(
    name: N,
    args: LibraryCalls[N]['args'],
    options?: CallOptions<never>,
  ): void {
    current?.caller.call(name, args, options).catch(() => undefined); // The library worker has ended, and its colleagues with it.
  }

  function receive(event: LibraryEvent): void {
    if (event.kind === 'worker-wanted') {
      const { id } = event;
      const worker = wireWorker(event.worker, (reason) => tellLibrary('worker-lost', { id, reason }), event.hosts);
      hired.set(id, worker);
      tellLibrary('worker-given', { id, port: worker.port, lock: worker.lock }, { transfer: [worker.port] });
    } else if (event.kind === 'worker-dismissed') {
      hired.get(event.id)?.terminate();
      hired.delete(event.id);
    } else tell(event);
  }

  async function start(): Promise<Caller<LibraryCalls>> {
    let ended = false;
    /** An error that nobody caught is told twice: by its event, and by the lock that the terminated worker lets go. */
    const end = (reason: string) => {
      if (ended) return;
      ended = true;
      restart(worker, caller, reason);
    };
    const worker = wireWorker('library', end);
    const caller = createCaller<LibraryCalls, LibraryEvent>(worker.port, { build: buildId, onEvent: receive });
    current = { worker, caller };
    await caller.ready;
    void navigator.locks.request(worker.lock, () => end('the library worker ended'));
    return caller;
  }

  /** Nobody waits for ever; stored work is safe, and the ingest goes on from its status rows. */
  function restart(worker: WiredWorker, caller: Caller<LibraryCalls>, reason: string): void {
    worker.terminate();
    for (const { terminate } of hired.values()) terminate();
    hired.clear();
    const now = performance.now();
    crashTimes.push(now);
    const crashes = crashTimes.filter((time) => now - time < crashWindowMs).length;
    const lost = crashes >= 3;
    const error = new AppError(lost ? 'worker-lost' : 'worker-crashed', { retryable: !lost, reason });
    current = undefined;
    starting = lost ? Promise.reject(error) : new Promise((resolve) => setTimeout(resolve, firstWaitMs * 2 ** crashes)).then(start);
    starting.catch(() => undefined); // Thrown to each caller below.
    caller.close(error);
    tell({ kind: 'trouble', code: error.code, reason });
    if (lost) return;
    starting.then(
      () => {
        tell({ kind: 'photos-changed' });
        tell({ kind: 'problems-changed' });
        for (const files of unreported) library.call('photos-add', { files }).catch(() => undefined); // Its files and problems are in the ingest's state; who asked first has been told.
      },
      () => undefined, // It ended before it greeted: that was a crash of its own, and its successor gets the files.
    );
  }

  const library: Library = {
    async call(name, args, options) {
      const caller = await starting;
      if (name !== 'photos-add') return caller.call(name, args, options);
      const { files } = args as LibraryCalls['photos-add']['args']; // The name says so; the compiler does not tie the two.
      unreported.add(files);
      try {
        return await caller.call(name, args, options);
      } finally {
        if (current?.caller === caller) unreported.delete(files);
      }
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  return library;
}
