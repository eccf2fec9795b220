// Counts the moments that the library worker marks on its timeline, from now on.

import type { Page } from '@playwright/test';
import type { Moment } from '../../src/worker/pipeline/trace.ts';
import { workerOf } from './threads.ts';

export interface Marks {
  count(moment: Moment): Promise<number>;
}

export async function watchMarks(page: Page): Promise<Marks> {
  const worker = await workerOf(page, 'library');
  const seen = await worker.evaluateHandle(() => {
    const names: string[] = [];
    new PerformanceObserver((list) => names.push(...list.getEntries().map(({ name }) => name))).observe({ type: 'mark' });
    return names;
  });
  return { count: (moment) => seen.evaluate((names, name) => names.filter((each) => each === name).length, `afterimage:${moment}`) };
}
