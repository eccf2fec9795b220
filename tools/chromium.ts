// Finds the Chromium that every test, benchmark and screenshot runs in.

import { existsSync } from 'node:fs';
import { chromium } from '@playwright/test';

/** No sandbox: containers and root have none. The rest keeps Chromium from asking the network for anything of its own. */
export const chromiumArgs: readonly string[] = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** `CHROMIUM_PATH`, else Playwright's own, else the system's.
 * @throws {Error} that says how to get one. */
export function chromiumPath(): string {
  const asked = process.env.CHROMIUM_PATH;
  if (asked) {
    if (existsSync(asked)) return asked;
    throw new Error(`CHROMIUM_PATH is ${asked}, and no file is there.`);
  }
  const found = [chromium.executablePath(), '/usr/bin/chromium'].find((path) => path && existsSync(path));
  if (found) return found;
  throw new Error('No Chromium found. Run `npx playwright install chromium` or `apt-get install chromium`, or name one in CHROMIUM_PATH.');
}
