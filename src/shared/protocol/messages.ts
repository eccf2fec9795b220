// The rules of the wire, the same between any two threads:
// - The serving side greets first with its build's id; a caller of another build goes no further.
// - A call has an id of its caller's making and ends in exactly one `result` or `error`; before that, any number of `progress`.
// - `abort` asks for an end; the answer is then an `error` named AbortError, or a `result` that was on its way.
// - `event` belongs to no call.

import type { WireError } from './error-codec.ts';

/** One call: what goes in, what comes back, and what is told on the way. */
export interface CallShape {
  args: unknown;
  progress: unknown;
  result: unknown;
}
/** A table of calls, written as an interface; every other type derives from it. */
export type CallTable<T> = { [N in keyof T]: CallShape };

export type Request<T extends CallTable<T>> =
  | { [N in keyof T & string]: { kind: 'call'; id: number; name: N; args: T[N]['args'] } }[keyof T & string]
  | { kind: 'abort'; id: number };

export type Response<T extends CallTable<T>, Event> =
  | { kind: 'hello'; build: string }
  | { [N in keyof T & string]: { kind: 'result'; id: number; result: T[N]['result'] } }[keyof T & string]
  | { [N in keyof T & string]: { kind: 'progress'; id: number; progress: T[N]['progress'] } }[keyof T & string]
  | { kind: 'error'; id: number; error: WireError }
  | { kind: 'event'; event: Event };

/** What Worker, MessagePort and a worker's own global scope have in common. */
export interface Endpoint {
  postMessage(message: unknown, transfer: Transferable[]): void;
  addEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
  removeEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
  /** A MessagePort holds its messages until started. */
  start?(): void;
}
