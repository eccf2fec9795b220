// The answering side of a wire: one reply a call, abort by id, errors through the codec.

import { AppError, isAbort } from '../domain/app-error.ts';
import { encodeError } from './error-codec.ts';
import type { CallShape, CallTable, Endpoint, Request, Response } from './messages.ts';
import { transferablesOf } from './transfer.ts';

export interface CallContext<Progress> {
  readonly signal: AbortSignal;
  readonly progress: (progress: Progress) => void;
}
export type Handlers<T extends CallTable<T>> = {
  [N in keyof T]: (args: T[N]['args'], context: CallContext<T[N]['progress']>) => T[N]['result'] | Promise<T[N]['result']>;
};

/** Listens at once, so that no message is lost, and greets with `build`. @returns how to send events, which belong to no call. */
export function serve<T extends CallTable<T>, Event = never>(
  endpoint: Endpoint,
  handlers: Handlers<T>,
  build: string,
): { emit: (event: Event) => void } {
  const running = new Map<number, AbortController>();
  // The table's types end here: what a handler returns is what its call says, and the caller's side reads it so.
  const post = (message: Response<Record<string, CallShape>, Event>, transfer: Transferable[] = []) =>
    endpoint.postMessage(message, transfer);

  async function answer(request: Extract<Request<T>, { kind: 'call' }>): Promise<void> {
    const { id, name, args } = request;
    const abort = new AbortController();
    running.set(id, abort);
    try {
      const handler = handlers[name];
      if (!handler) throw new AppError('internal', { reason: `no handler for ${name}` });
      const result = await handler(args, { signal: abort.signal, progress: (progress) => post({ kind: 'progress', id, progress }) });
      post({ kind: 'result', id, result }, transferablesOf(result));
    } catch (error) {
      if (!isAbort(error) && !(error instanceof AppError)) console.error(error); // A bug: its stack would be lost on the way.
      post({ kind: 'error', id, error: encodeError(error) });
    } finally {
      running.delete(id);
    }
  }

  endpoint.addEventListener('message', ({ data }: MessageEvent<Request<T>>) => {
    if (data.kind === 'abort') running.get(data.id)?.abort();
    else if (data.kind === 'call') void answer(data);
  });
  endpoint.start?.();
  post({ kind: 'hello', build });
  return { emit: (event) => post({ kind: 'event', event }) };
}
