// How the library worker comes by its colleagues: it asks the page for one, gets a wire, waits for the greeting, and watches its lock.

import { AppError } from '../shared/domain/app-error.ts';
import { buildId } from '../shared/protocol/build.ts';
import { createCaller } from '../shared/protocol/caller.ts';
import type { LibraryEvent, WorkerKind } from '../shared/protocol/library.ts';
import type { CallTable } from '../shared/protocol/messages.ts';
import type { Hired } from '../shared/protocol/pool.ts';

interface Arrival {
  arrive: (wire: { port: MessagePort; lock: string }) => void;
  lose: (reason: string) => void;
}

export interface Hiring {
  /** @param hosts origins that it may ask, besides none: for a fetching worker. @throws {AppError} `worker-crashed` (retryable) if it ends before its greeting; `version-mismatch`. */
  hire<T extends CallTable<T>>(kind: WorkerKind, hosts?: readonly string[]): Promise<Hired<T>>;
  given(id: number, port: MessagePort, lock: string): void;
  lost(id: number, reason: string): void;
}

/** @param emit tells the page. */
export function createHiring(emit: (event: LibraryEvent) => void): Hiring {
  const arrivals = new Map<number, Arrival>();
  let lastId = 0;

  return {
    given: (id, port, lock) => arrivals.get(id)?.arrive({ port, lock }),
    lost: (id, reason) => arrivals.get(id)?.lose(reason),
    async hire<T extends CallTable<T>>(kind: WorkerKind, hosts?: readonly string[]): Promise<Hired<T>> {
      const id = ++lastId;
      let lose: (error: AppError) => void = () => undefined;
      const lost = new Promise<AppError>((resolve) => {
        lose = resolve;
      });
      const crashed = (reason: string) => lose(new AppError('worker-crashed', { retryable: true, subject: kind, reason }));
      const wire = await new Promise<{ port: MessagePort; lock: string }>((arrive) => {
        arrivals.set(id, { arrive, lose: crashed });
        emit({ kind: 'worker-wanted', id, worker: kind, ...(hosts && { hosts }) });
      });
      const caller = createCaller<T>(wire.port, { build: buildId });
      void lost.then((error) => {
        arrivals.delete(id);
        caller.close(error);
        emit({ kind: 'worker-dismissed', id });
      });
      await caller.ready;
      const unwatch = new AbortController();
      // [Note: A lock tells of a worker's death]. Granted: it is gone. Aborted: it was dismissed.
      navigator.locks.request(wire.lock, { signal: unwatch.signal }, () => crashed(`the ${kind} worker ended`)).catch(() => undefined);
      return {
        caller,
        lost,
        dismiss() {
          unwatch.abort();
          arrivals.delete(id);
          caller.close(new AppError('worker-crashed', { retryable: true, subject: kind, reason: 'it was dismissed' }));
          emit({ kind: 'worker-dismissed', id });
        },
      };
    },
  };
}
