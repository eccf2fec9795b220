// Starts a worker of the bench page on a wire of its own, as the app's page does.

import { buildId } from '../../src/shared/protocol/build.ts';
import { type Caller, createCaller } from '../../src/shared/protocol/caller.ts';
import type { CallTable } from '../../src/shared/protocol/messages.ts';

export interface Wired<T extends CallTable<T>> extends Caller<T> {
  end(): void;
}

/** @throws {AppError} `version-mismatch`; an Error if the script does not load. */
export async function wire<T extends CallTable<T>>(start: () => Worker): Promise<Wired<T>> {
  const worker = start();
  const { port1, port2 } = new MessageChannel();
  const caller = createCaller<T>(port1, { build: buildId });
  worker.addEventListener('error', ({ message }) => caller.close(new Error(message || 'the script did not load')));
  worker.postMessage({ kind: 'connect', port: port2, lock: crypto.randomUUID() }, [port2]);
  await caller.ready;
  return { ...caller, end: () => worker.terminate() };
}

/** Does `work` for each item, `atOnce` at a time; each of `lanes` takes the next item when it is done with its last. @returns results in order. */
export async function share<In, Out, Lane>(
  items: readonly In[],
  lanes: readonly Lane[],
  work: (item: In, lane: Lane) => Promise<Out>,
): Promise<Out[]> {
  const results: Out[] = [];
  const left = items.entries();
  const run = async (lane: Lane) => {
    for (const [i, item] of left) results[i] = await work(item, lane);
  };
  await Promise.all(lanes.map(run));
  return results;
}
