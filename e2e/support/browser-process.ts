// A browser process of the test's own, with a profile on disk: it can be killed like a tab under memory pressure, and started again.

import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type BrowserContext, chromium, expect, type Page } from '@playwright/test';
import { chromiumArgs, chromiumPath } from '../../tools/chromium.ts';

export interface BrowserProcess {
  readonly context: BrowserContext;
  readonly page: Page;
  /** Ends the whole process group at once (SIGKILL): nothing gets a chance to tidy up. Fulfilled when it is gone. */
  kill(): Promise<void>;
  close(): Promise<void>;
}

/** @param profile folder of the profile; kept between starts. */
export async function startBrowser(profile: string): Promise<BrowserProcess> {
  const portFile = join(profile, 'DevToolsActivePort');
  rmSync(portFile, { force: true });
  // Left by a killed process; with it the next one believes that the profile is in use.
  for (const lock of ['SingletonLock', 'SingletonCookie', 'SingletonSocket']) rmSync(join(profile, lock), { force: true });
  const args = [...chromiumArgs, '--headless=new', '--window-size=1280,800', `--user-data-dir=${profile}`, '--remote-debugging-port=0'];
  // A group of its own (`detached`), so that the kill reaches renderers and GPU process too.
  const child = spawn(chromiumPath(), [...args, 'about:blank'], { detached: true, stdio: 'ignore' });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  await expect
    .poll(() => existsSync(portFile) && readFileSync(portFile, 'utf8').includes('\n'), { message: 'Chromium started' })
    .toBe(true);
  const port = readFileSync(portFile, 'utf8').split('\n')[0];
  const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`);
  const context = browser.contexts()[0] ?? (await browser.newContext());
  const page = context.pages()[0] ?? (await context.newPage());
  const kill = async () => {
    killGroup(child);
    await ended;
  };
  return {
    context,
    page,
    kill,
    async close() {
      await browser.close();
      await kill();
    },
  };
}

function killGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    // Already gone: that is what was asked for.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}
