// Scrolling: the main thread's work a frame, from a trace, over 1,000 photos and over 100,000, in the library's grid and in results.

import type { Page } from '@playwright/test';
import { recordTrace, type TraceEvent } from '../e2e/support/trace.ts';
import { fillLibrary } from '../tools/library/fill.ts';
import { print, say } from './figure.ts';
import type { Browser, Workbench } from './workbench.ts';

/** Of a frame's 16.7 ms, half is left to the browser, to pictures, and to machines half as fast. */
const budgetMs = 8;
/** As far a frame as a hard flick of the wheel goes, 2,400 px/s, so that rows come in all the time; also where frames are slow. */
const [stepPx, frames] = [40, 300];
const categories = ['blink.user_timing', 'devtools.timeline', 'disabled-by-default-devtools.timeline'];
const mark = 'the-page';

interface Side {
  readonly browser: Browser;
  readonly app: Page;
  /** Milliseconds of work, a frame each. */
  readonly frames: Record<Grid, number[]>;
}
type Grid = 'Photos' | 'Results';
const sizes = { '1k': 1000, '100k': 100_000 } as const;

export async function benchScroll({ quick, appUrl, withBrowser }: Workbench): Promise<void> {
  const rounds = quick ? 1 : 3;
  const large = quick ? 10_000 : sizes['100k'];
  await withBrowser((first) =>
    withBrowser(async (second) => {
      const small = await open(first, appUrl, sizes['1k']);
      const big = await open(second, appUrl, large);
      for (const grid of ['Photos', 'Results'] as const)
        for (let round = -1; round < rounds; round++)
          for (const side of round % 2 === 0 ? [small, big] : [big, small]) {
            const work = await scroll(side, grid, Math.abs(round));
            if (round >= 0) side.frames[grid].push(...work); // The first warms up.
          }
      for (const grid of ['Photos', 'Results'] as const) report(grid, small, big);
    }),
  );
}

async function open(browser: Browser, appUrl: string, rows: number): Promise<Side> {
  say(`  writing ${rows} photos`);
  await fillLibrary(browser.context, appUrl.replace(/\/$/, ''), { rows, seed: 1 });
  return { browser, app: await browser.openApp(), frames: { Photos: [], Results: [] } };
}

/** @returns the main thread's work in each frame of one long scroll. */
async function scroll({ browser, app }: Side, grid: Grid, round: number): Promise<number[]> {
  const field = app.getByRole('searchbox', { name: 'Search photos' });
  await field.fill(grid === 'Photos' ? '' : `a dog by the sea ${round}`);
  const list = app.getByRole('list', { name: grid });
  await list.locator('[aria-posinset="1"] img[data-here]').waitFor();
  const running = browser.context.browser();
  if (!running) throw new Error('this browser cannot be traced');
  const recording = await recordTrace(running, categories);
  const scrolledPx = await list.evaluate(scrollOn, { stepPx, frames, mark });
  const trace = await recording.stop();
  if (scrolledPx < stepPx * frames * 0.9) throw new Error(`the grid scrolled ${scrolledPx} px, not ${stepPx * frames}`);
  return workByFrame(trace);
}

/** Runs within the page. @returns how far it went, in pixels. */
async function scrollOn(list: Element, { stepPx, frames, mark }: { stepPx: number; frames: number; mark: string }): Promise<number> {
  let view: Element | null = list;
  while (view && getComputedStyle(view).overflowY !== 'auto') view = view.parentElement;
  if (!view) throw new Error('the list does not scroll');
  const fromPx = (view.scrollTop = 0);
  for (let rest = 0; rest < 30; rest++) await new Promise(requestAnimationFrame);
  performance.mark(mark);
  for (let frame = 0; frame < frames; frame++) {
    await new Promise(requestAnimationFrame);
    view.scrollTop += stepPx;
  }
  performance.mark(mark);
  return view.scrollTop - fromPx;
}

/** Processor time of the page's main thread from the beginning of each frame to the next, in ms, between the two marks. */
export function workByFrame(trace: readonly TraceEvent[]): number[] {
  const [from, to] = trace.filter(({ name }) => name === mark);
  if (!from || !to) throw new Error('the trace lacks its marks');
  const isMain = ({ pid, tid, ts }: TraceEvent) => pid === from.pid && tid === from.tid && ts >= from.ts && ts <= to.ts;
  const events = trace.filter(isMain);
  const starts = events.filter(({ name, ph }) => name === 'AnimationFrame' && ph === 'b').map(({ ts }) => ts);
  const work = starts.map(() => 0);
  for (const event of events) {
    if (event.name !== 'RunTask') continue;
    let frame = starts.findLastIndex((start) => start <= event.ts);
    // A frame's own task begins before the frame does.
    if (starts[frame + 1] !== undefined && (starts[frame + 1] ?? 0) < event.ts + (event.dur ?? 0)) frame++;
    if (frame >= 0) work[frame] = (work[frame] ?? 0) + (event.tdur ?? event.dur ?? 0) / 1000;
  }
  return work;
}

const percentile = (values: readonly number[], share: number): number => {
  const value = values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))];
  if (value === undefined) throw new RangeError('no frames');
  return value;
};

function report(grid: Grid, small: Side, big: Side): void {
  const name = grid.toLowerCase();
  const p95 = { '1k': percentile(small.frames[grid], 0.95), '100k': percentile(big.frames[grid], 0.95) };
  const figure = { bench: 'scroll', unit: 'ms', device: big.browser.device };
  const budget = { name: 'half a frame', value: budgetMs };
  for (const [size, side] of [
    ['1k', small],
    ['100k', big],
  ] as const)
    print({ ...figure, case: `${name}-${size}`, value: p95[size], baseline: budget, n: side.frames[grid].length }, 'lower');
  const of1k = { name: '1,000 photos', value: p95['1k'] };
  print({ ...figure, case: `${name}-100k/vs-1k`, value: p95['100k'], baseline: of1k, n: big.frames[grid].length }, 'lower');
}
