// Two tabs in one page: locks and channels know no difference. What happens when the writing one closes needs real tabs: e2e/two-tabs.spec.ts.

import { expect, test, vi } from 'vitest';
import { AppError } from '../shared/domain/app-error.ts';
import { buildId } from '../shared/protocol/build.ts';
import { type Handlers, serve } from '../shared/protocol/serve.ts';
import { joinTabs } from './tabs.ts';

interface Calls {
  double: { args: { value: number }; progress: string; result: number };
  refuse: { args: null; progress: never; result: null };
}
const handlers: Handlers<Calls> = {
  double({ value }, { progress }) {
    progress(`doubling ${value}`);
    return 2 * value;
  },
  refuse: () => {
    throw new AppError('storage-full', { retryable: true, reason: 'no room' });
  },
};

/** @param name of the library; the page that holds its lock is gone when the test file is. */
function openTab(name: string) {
  const heard: string[] = [];
  const [elected, joined] = [vi.fn<(after: boolean) => void>(), vi.fn<() => void>()];
  const tabs = joinTabs<Calls, string>({
    name,
    serve: (endpoint) => void serve<Calls>(endpoint, handlers, buildId),
    onEvent: (event) => void heard.push(event),
    onElected: elected,
    onJoined: joined,
  });
  return { tabs, heard, elected, joined };
}

test('one tab writes, and the other finds it', async () => {
  const name = crypto.randomUUID();
  const first = openTab(name);
  await vi.waitFor(() => expect(first.elected).toHaveBeenCalledWith(false));
  const second = openTab(name);
  await second.tabs.writerCaller();
  expect([first.tabs.writer, second.tabs.writer]).toEqual([true, false]);
  expect(first.joined).toHaveBeenCalledOnce();
  expect(second.elected).not.toHaveBeenCalled();
  expect(second.joined).not.toHaveBeenCalled();
});

test('opened at once, exactly one of them writes', async () => {
  const name = crypto.randomUUID();
  const opened = [openTab(name), openTab(name), openTab(name)];
  await vi.waitFor(() => expect(opened.filter(({ tabs }) => tabs.writer)).toHaveLength(1));
  for (const { tabs } of opened) if (!tabs.writer) await tabs.writerCaller();
  expect(opened.filter(({ tabs }) => tabs.writer)).toHaveLength(1);
});

test('a call to the tab that writes has its progress, its result and its errors', async () => {
  const name = crypto.randomUUID();
  openTab(name);
  const second = openTab(name);
  const caller = await second.tabs.writerCaller();
  expect(second.tabs.leads(caller)).toBe(true);
  const told: string[] = [];
  expect(await caller.call('double', { value: 21 }, { onProgress: (progress) => told.push(progress) })).toBe(42);
  expect(told).toEqual(['doubling 21']);
  await expect(caller.call('refuse', null)).rejects.toMatchObject({ code: 'storage-full', retryable: true, reason: 'no room' });
});

test('what the writer tells reaches every other tab, and never itself', async () => {
  const name = crypto.randomUUID();
  const first = openTab(name);
  const others = [openTab(name), openTab(name)];
  for (const { tabs } of others) await tabs.writerCaller();
  first.tabs.broadcast('a photo came');
  for (const { heard } of others) await vi.waitFor(() => expect(heard).toEqual(['a photo came']));
  expect(first.heard).toEqual([]);
});
