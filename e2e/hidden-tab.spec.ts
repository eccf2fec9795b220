// A run goes on in a tab that nobody sees: the browser slows the timers of its page down to one a second, and nothing of the run waits for one.

import { expect, test } from './fixtures.ts';
import { sampleNames } from './support/samples.ts';
import { startUnseenBrowser } from './support/unseen-browser.ts';

const names = sampleNames().slice(0, 24);

/** Adds the samples, fetched from the app's own address, with a number at their end; tells how it went. */
const addSamples = (round: number) => `(async () => {
  const files = await Promise.all(${JSON.stringify(names)}.map(async (name) =>
    new File([await (await fetch('samples/' + name)).blob(), 'round ${round}'], name)));
  let ticks = 0;
  setInterval(() => ticks++, 50);
  const startMs = performance.now();
  const { added, failed } = await window.afterimage.add(files);
  const ms = performance.now() - startMs;
  return { added, failed, view: document.visibilityState, perSecond: files.length * 1000 / ms, timers: ticks * 50 / ms };
})()`;

test('a run in a hidden tab goes on to its end', async ({ host }) => {
  const browser = startUnseenBrowser();
  try {
    const app = await browser.open(`${host.origin}/`);
    // Between two documents a tab has nothing to ask.
    const opened = () => browser.evaluate(app, `'afterimage' in window`).catch(() => false);
    await expect.poll(opened).toBe(true);
    await browser.evaluate(app, 'window.afterimage.ready.then(() => true)');
    const other = await browser.open('about:blank');
    for (const [round, view] of (['visible', 'hidden'] as const).entries()) {
      await browser.show(view === 'hidden' ? other : app);
      await expect.poll(() => browser.evaluate(app, 'document.visibilityState')).toBe(view);
      const ended = (await browser.evaluate(app, addSamples(round))) as { perSecond: number; timers: number }; // As made above.
      expect(ended).toMatchObject({ added: names.length, failed: [], view });
      const timers = `${Math.round(100 * ended.timers)} %`;
      console.log(`report: ${view} tab: ${ended.perSecond.toFixed(1)} photos a second, the page's timers at ${timers} of their pace`);
    }
  } finally {
    browser.close();
  }
});
