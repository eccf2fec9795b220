// What a running app takes: the heaps of its page and of its library worker, and the memory of its renderer process.

import { execFileSync } from 'node:child_process';
import type { CDPSession, Page } from '@playwright/test';

/** In MB of a million bytes. */
export interface Memory {
  /** Resident memory of the renderer: every worker, model and picture of the app is in it. */
  readonly process: number;
  readonly pageHeap: number;
  readonly libraryHeap: number;
}

export interface MemoryWatch {
  processMb(): Promise<number>;
  /** With what is garbage collected first, so that what is left is what is held. */
  read(): Promise<Memory>;
}

interface HeapUsage {
  readonly usedSize: number;
}

/** @param page with the app open. Works with a browser that runs on this machine. */
export async function watchMemory(page: Page): Promise<MemoryWatch> {
  const browser = page.context().browser();
  if (!browser) throw new Error('a browser of its own is wanted');
  const [whole, own] = [await browser.newBrowserCDPSession(), await page.context().newCDPSession(page)];
  const library = await attachTo(own, 'library');

  /** The largest: beside it are those of empty tabs. */
  async function processMb(): Promise<number> {
    const { processInfo } = await whole.send('SystemInfo.getProcessInfo');
    const ids = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id);
    const kilobytes = execFileSync('ps', ['-o', 'rss=', '-p', ids.join()], { encoding: 'utf8' });
    return Math.max(...kilobytes.trim().split('\n').map(Number)) / 1000;
  }

  return {
    processMb,
    async read() {
      await Promise.all([own.send('HeapProfiler.collectGarbage'), library('HeapProfiler.collectGarbage')]);
      const heaps = await Promise.all([own.send('Runtime.getHeapUsage'), library('Runtime.getHeapUsage')]);
      const [pageHeap = 0, libraryHeap = 0] = heaps.map((usage) => (usage as HeapUsage).usedSize / 1e6); // As DevTools' protocol has it.
      return { process: await processMb(), pageHeap, libraryHeap };
    },
  };
}

/** @returns a way to ask a worker of the page, which Playwright has none for. */
async function attachTo(page: CDPSession, title: string): Promise<(method: string) => Promise<unknown>> {
  const answers = new Map<number, (result: unknown) => void>();
  let last = 0;
  page.on('Target.receivedMessageFromTarget', ({ message }) => {
    const { id, result } = JSON.parse(message) as { id: number; result: unknown }; // As above.
    answers.get(id)?.(result);
    answers.delete(id);
  });
  const sessionId = await new Promise<string>((resolve, reject) => {
    page.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => targetInfo.title === title && resolve(sessionId));
    page.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: false, flatten: false }).catch(reject);
  });
  return (method) =>
    new Promise((resolve, reject) => {
      const id = ++last;
      answers.set(id, resolve);
      page.send('Target.sendMessageToTarget', { sessionId, message: JSON.stringify({ id, method }) }).catch(reject);
    });
}
