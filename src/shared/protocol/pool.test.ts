import { expect, test } from 'vitest';
import { AppError } from '../domain/app-error.ts';
import type { Caller } from './caller.ts';
import { createPool, type Hired } from './pool.ts';

interface Calls {
  id: { args: null; progress: never; result: number };
}

/** Hires members that answer with their own number and crash when told to. */
function agency() {
  const members: { crash: () => void; dismissed: boolean }[] = [];
  const hire = async (): Promise<Hired<Calls>> => {
    const number = members.length;
    let lose: (error: AppError) => void = () => undefined;
    const lost = new Promise<AppError>((resolve) => {
      lose = resolve;
    });
    const member = { crash: () => lose(new AppError('worker-crashed', { retryable: true })), dismissed: false };
    members.push(member);
    const caller: Caller<Calls> = { ready: Promise.resolve(), close: () => undefined, call: () => Promise.resolve(number) };
    return { caller, lost, dismiss: () => (member.dismissed = true) };
  };
  return { members, hire };
}
const deferred = () => {
  let resolve: () => void = () => undefined;
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
};
const ask = (worker: Caller<Calls>) => worker.call('id', null);

test('hires as many as there is work for, up to its size, each with one piece at a time', async () => {
  const { hire, members } = agency();
  const pool = createPool(hire, 2);
  const hold = deferred();
  let atOnce = 0;
  let most = 0;
  const work = async () => {
    most = Math.max(most, ++atOnce);
    await hold.promise;
    atOnce--;
  };
  const all = [pool.run(work), pool.run(work), pool.run(work), pool.run(work)];
  await new Promise((resolve) => setImmediate(resolve));
  expect(members).toHaveLength(2);
  hold.resolve();
  await Promise.all(all);
  expect(most).toBe(2);
});

test('one worker is enough for work that comes one after the other', async () => {
  const { hire, members } = agency();
  const pool = createPool(hire, 4);
  for (let i = 0; i < 5; i++) await pool.run(ask);
  expect(members).toHaveLength(1);
});

test('a crashed worker is replaced, and work that waited goes to the next', async () => {
  const { hire, members } = agency();
  const pool = createPool(hire, 1);
  expect(await pool.run(ask)).toBe(0);
  members[0]?.crash();
  await Promise.resolve();
  expect(await pool.run(ask)).toBe(1);
});

test('the third crash in a minute is told, not retried', async () => {
  const { hire, members } = agency();
  const pool = createPool(hire, 1);
  for (let crash = 0; crash < 3; crash++) {
    await pool.run(ask);
    members[crash]?.crash();
    await Promise.resolve();
  }
  await new Promise((resolve) => setImmediate(resolve));
  await expect(pool.run(ask)).rejects.toMatchObject({ code: 'worker-lost' });
});

test('work that is aborted while it waits is never started', async () => {
  const { hire } = agency();
  const pool = createPool(hire, 1);
  const hold = deferred();
  const first = pool.run(() => hold.promise);
  const abort = new AbortController();
  let started = false;
  const second = pool.run(async () => {
    started = true;
  }, abort.signal);
  abort.abort();
  await expect(second).rejects.toMatchObject({ name: 'AbortError' });
  hold.resolve();
  await first;
  await pool.run(ask);
  expect(started).toBe(false);
});

test('a smaller size lets go whoever is idle', async () => {
  const { hire, members } = agency();
  const pool = createPool(hire, 2);
  await pool.warm();
  pool.resize(1);
  expect(members.filter(({ dismissed }) => dismissed)).toHaveLength(1);
});
