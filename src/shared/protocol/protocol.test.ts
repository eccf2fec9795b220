import { afterEach, expect, test } from 'vitest';
import { AppError } from '../domain/app-error.ts';
import { createCaller } from './caller.ts';
import { type Handlers, serve } from './serve.ts';
import { transfer } from './transfer.ts';

interface Calls {
  add: { args: { a: number; b: number }; progress: never; result: number };
  count: { args: { to: number }; progress: number; result: null };
  wait: { args: null; progress: never; result: null };
  give: { args: null; progress: never; result: { bytes: ArrayBuffer } };
  fail: { args: { how: 'ours' | 'bug' }; progress: never; result: null };
}

const open: MessagePort[] = [];
afterEach(() => {
  for (const port of open.splice(0)) port.close();
});

/** Both ends of a wire. Node's MessagePort is the browser's, by the same standard. */
function connect(builds = { caller: 'one', worker: 'one' }) {
  const { port1, port2 } = new MessageChannel();
  open.push(port1, port2);
  const seen: { signal?: AbortSignal; given?: ArrayBuffer } = {};
  const events: string[] = [];
  const handlers: Handlers<Calls> = {
    add: ({ a, b }) => a + b,
    count({ to }, { progress }) {
      for (let n = 1; n <= to; n++) progress(n);
      return null;
    },
    wait: (_, { signal }) =>
      new Promise((_resolve, reject) => {
        seen.signal = signal;
        signal.addEventListener('abort', () => reject(signal.reason));
      }),
    give() {
      seen.given = new ArrayBuffer(8);
      return transfer({ bytes: seen.given }, [seen.given]);
    },
    fail({ how }) {
      throw how === 'ours'
        ? new AppError('damaged-file', { retryable: false, subject: 'a.jpg', reason: 'cut off' })
        : new TypeError('oops');
    },
  };
  const caller = createCaller<Calls, string>(port1, { build: builds.caller, onEvent: (event) => events.push(event) });
  const { emit } = serve<Calls, string>(port2, handlers, builds.worker);
  return { caller, emit, events, seen };
}

test('answers each call by its id, with progress in order before the end', async () => {
  const { caller } = connect();
  const told: number[] = [];
  const [sum, , other] = await Promise.all([
    caller.call('add', { a: 1, b: 2 }),
    caller.call('count', { to: 3 }, { onProgress: (n) => told.push(n) }),
    caller.call('add', { a: 10, b: 20 }),
  ]);
  expect([sum, other, told]).toEqual([3, 30, [1, 2, 3]]);
});

test('an abort rejects at once and reaches the handler', async () => {
  const { caller, seen } = connect();
  const abort = new AbortController();
  const waiting = caller.call('wait', null, { signal: abort.signal });
  await caller.call('add', { a: 0, b: 0 }); // Its answer comes after the other call has begun.
  abort.abort();
  await expect(waiting).rejects.toMatchObject({ name: 'AbortError' });
  await caller.call('add', { a: 0, b: 0 });
  expect(seen.signal?.aborted).toBe(true);
});

test('a call with an aborted signal is never sent', async () => {
  const { caller, seen } = connect();
  await expect(caller.call('wait', null, { signal: AbortSignal.abort() })).rejects.toMatchObject({ name: 'AbortError' });
  await caller.call('add', { a: 0, b: 0 });
  expect(seen.signal).toBeUndefined();
});

test('errors of the app keep code, subject and reason; others are bugs', async () => {
  const { caller } = connect();
  await expect(caller.call('fail', { how: 'ours' })).rejects.toMatchObject({
    code: 'damaged-file',
    subject: 'a.jpg',
    reason: 'cut off',
    retryable: false,
  });
  await expect(caller.call('fail', { how: 'bug' })).rejects.toMatchObject({ code: 'internal', reason: 'oops' });
});

test('marked buffers move', async () => {
  const { caller, seen } = connect();
  const { bytes } = await caller.call('give', null);
  expect([bytes.byteLength, seen.given?.byteLength]).toEqual([8, 0]);
});

test('when the other side is gone, every waiting call hears why, and each later one at once', async () => {
  const { caller } = connect();
  const waiting = [caller.call('wait', null), caller.call('add', { a: 1, b: 1 })];
  caller.close(new AppError('worker-crashed', { retryable: true }));
  for (const call of waiting) await expect(call).rejects.toMatchObject({ code: 'worker-crashed', retryable: true });
  await expect(caller.call('add', { a: 1, b: 1 })).rejects.toMatchObject({ code: 'worker-crashed' });
});

test('another build is refused in words', async () => {
  const { caller } = connect({ caller: 'one', worker: 'two' });
  await expect(caller.ready).rejects.toMatchObject({ code: 'version-mismatch' });
  await expect(caller.call('add', { a: 1, b: 1 })).rejects.toMatchObject({ code: 'version-mismatch' });
});

test('events belong to no call', async () => {
  const { caller, emit, events } = connect();
  emit('hello');
  await caller.call('add', { a: 1, b: 1 });
  expect(events).toEqual(['hello']);
});
