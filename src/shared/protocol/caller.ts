// The asking side of a wire: ids, abort, progress; and when the other side is gone, everybody who waits hears why.

import { AppError } from '../domain/app-error.ts';
import { decodeError } from './error-codec.ts';
import type { CallTable, Endpoint, Response } from './messages.ts';

export interface CallOptions<Progress> {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  /** Buffers of `args` that move instead of being copied. */
  readonly transfer?: Transferable[];
}

export interface Caller<T extends CallTable<T>> {
  call<N extends keyof T & string>(name: N, args: T[N]['args'], options?: CallOptions<T[N]['progress']>): Promise<T[N]['result']>;
  /** Rejects every waiting call with `reason`, and each later one at once. */
  close(reason: Error): void;
  /** Fulfilled when the other side has greeted; rejected if it is of another build, or closed before. */
  readonly ready: Promise<void>;
}

interface Waiting {
  resolve: (result: never) => void;
  reject: (error: Error) => void;
  onProgress: ((progress: never) => void) | undefined;
}

/** @param onEvent gets what belongs to no call. @param build of this side; the other's must be the same. */
export function createCaller<T extends CallTable<T>, Event = never>(
  endpoint: Endpoint,
  { build, onEvent }: { build: string; onEvent?: (event: Event) => void },
): Caller<T> {
  const waiting = new Map<number, Waiting>();
  let lastId = 0;
  let closed: Error | undefined;
  let greet: () => void = () => undefined;
  let refuse: (error: Error) => void = () => undefined;
  const ready = new Promise<void>((resolve, reject) => {
    greet = resolve;
    refuse = reject;
  });
  ready.catch(() => undefined); // Who needs it awaits it; a worker that dies before its greeting is reported through its calls.

  function close(reason: Error): void {
    closed ??= reason;
    endpoint.removeEventListener('message', receive);
    refuse(closed);
    for (const { reject } of waiting.values()) reject(closed);
    waiting.clear();
  }

  function receive({ data }: MessageEvent<Response<T, Event>>): void {
    if (data.kind === 'hello') {
      if (data.build === build) greet();
      else close(new AppError('version-mismatch', { reason: `page ${build}, worker ${data.build}` }));
    } else if (data.kind === 'event') onEvent?.(data.event);
    else if (data.kind === 'progress')
      waiting.get(data.id)?.onProgress?.(data.progress as never); // As never: the id ties it to its call, which the types cannot see.
    else {
      const call = waiting.get(data.id);
      waiting.delete(data.id);
      if (data.kind === 'error') call?.reject(decodeError(data.error));
      else call?.resolve(data.result as never); // As above.
    }
  }

  endpoint.addEventListener('message', receive);
  endpoint.start?.();

  return {
    ready,
    close,
    call: (name, args, { signal, onProgress, transfer = [] } = {}) =>
      new Promise((resolve, reject) => {
        signal?.throwIfAborted();
        if (closed) throw closed;
        const id = ++lastId;
        const abort = () => {
          if (!waiting.delete(id)) return;
          endpoint.postMessage({ kind: 'abort', id }, []);
          reject(signal?.reason);
        };
        const settle =
          <V>(end: (value: V) => void) =>
          (value: V) => {
            signal?.removeEventListener('abort', abort);
            end(value);
          };
        endpoint.postMessage({ kind: 'call', id, name, args }, transfer);
        waiting.set(id, { resolve: settle(resolve), reject: settle(reject), onProgress });
        signal?.addEventListener('abort', abort, { once: true });
      }),
  };
}
