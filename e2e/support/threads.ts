// The app's workers, found by their kind, and ended in the two ways in which a worker dies by itself.

import { expect, type Page, type Worker } from '@playwright/test';

export type Kind = 'library' | 'imaging' | 'image-model' | 'text-model';

/** How a worker dies: at once and without a word, or by an error that nobody caught. */
export const deaths = ['closes', 'throws'] as const;
export type Death = (typeof deaths)[number];

/** The running workers of a kind. The runtime's threads, which have no such name, are left out. */
export async function workersOf(page: Page, kind: Kind): Promise<Worker[]> {
  const named = await Promise.all(
    page.workers().map(async (worker) => ({
      worker,
      // One that has just ended answers no more.
      name: await worker.evaluate(() => self.name).catch(() => ''),
    })),
  );
  return named.filter(({ name }) => name === kind).map(({ worker }) => worker);
}

/** One of them, waited for. */
export async function workerOf(page: Page, kind: Kind): Promise<Worker> {
  await expect.poll(async () => (await workersOf(page, kind)).length, { message: `a worker of kind ${kind}` }).toBeGreaterThan(0);
  const [worker] = await workersOf(page, kind);
  if (!worker) throw new Error(`the ${kind} worker has gone again`);
  return worker;
}

/** What `throws` throws; the watch over a test has to expect it. */
export const provoked = 'provoked by the test';

/** @param busyMs it hears nothing for so long first: what is asked of it meanwhile is never answered. */
export async function kill(worker: Worker, death: Death, busyMs = 0): Promise<void> {
  // The evaluation itself ends before the worker does.
  await worker.evaluate(
    ({ death, busyMs, provoked }) => {
      setTimeout(() => {
        const endMs = performance.now() + busyMs;
        while (performance.now() < endMs);
        if (death === 'closes') self.close();
        else throw new Error(provoked);
      });
    },
    { death, busyMs, provoked },
  );
}
