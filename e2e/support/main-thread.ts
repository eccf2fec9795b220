// What a page's main thread has done.

import type { Page } from '@playwright/test';

export interface ThreadWork {
  /** Of the time since `watchThread`. */
  readonly busyShare: number;
  readonly longestTaskMs: number;
  /** Tasks of more than 50 ms, which a person may notice. */
  readonly longTasks: number;
}

declare global {
  interface Window {
    longTasksMs: number[];
  }
}

/** From now on. */
export async function watchThread(page: Page): Promise<{ read(): Promise<ThreadWork> }> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  await page.evaluate(() => {
    window.longTasksMs = [];
    new PerformanceObserver((list) => window.longTasksMs.push(...list.getEntries().map(({ duration }) => duration))).observe({
      type: 'longtask',
    });
  });
  const measure = async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    const of = (name: string) => metrics.find((metric) => metric.name === name)?.value ?? Number.NaN;
    return { busy: of('TaskDuration'), now: of('Timestamp') };
  };
  const start = await measure();
  return {
    async read() {
      const end = await measure();
      const tasksMs = await page.evaluate(() => window.longTasksMs);
      return {
        busyShare: (end.busy - start.busy) / (end.now - start.now),
        longestTaskMs: Math.max(0, ...tasksMs),
        longTasks: tasksMs.length,
      };
    },
  };
}
