// A browser spoken to over its own pipe. Playwright makes every page believe that it is seen; here a tab behind another is hidden.

import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Duplex, Readable } from 'node:stream';
import { chromiumArgs, chromiumPath } from '../../tools/chromium.ts';

export interface UnseenBrowser {
  /** Opens a tab in front of the others. @returns its id. */
  open(url: string): Promise<string>;
  show(tab: string): Promise<unknown>;
  /** @param expression its value, or that of its promise, must be JSON. */
  evaluate(tab: string, expression: string): Promise<unknown>;
  close(): void;
}

interface Answer {
  readonly id?: number;
  readonly result?: { targetId?: string; sessionId?: string; result?: { value?: unknown }; exceptionDetails?: unknown };
}

export function startUnseenBrowser(): UnseenBrowser {
  const profile = mkdtempSync(join(tmpdir(), 'afterimage-unseen-'));
  const args = [...chromiumArgs, '--headless=new', `--user-data-dir=${profile}`, '--remote-debugging-pipe', 'about:blank'];
  const child = spawn(chromiumPath(), args, { detached: true, stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] });
  const [to, from] = [child.stdio[3] as Duplex, child.stdio[4] as Readable]; // Pipes, as `stdio` asks.
  const waiting = new Map<number, (answer: Answer) => void>();
  let lastId = 0;
  let rest = '';
  from.on('data', (chunk: Buffer) => {
    const parts = (rest + chunk.toString()).split('\0');
    rest = parts.pop() ?? '';
    for (const part of parts) {
      const answer = JSON.parse(part) as Answer; // What the browser's protocol sends.
      if (answer.id !== undefined) waiting.get(answer.id)?.(answer);
    }
  });
  const send = (method: string, params: object, sessionId?: string) =>
    new Promise<NonNullable<Answer['result']>>((resolve, reject) => {
      waiting.set(++lastId, ({ result }) => (result ? resolve(result) : reject(new Error(`${method} was refused`))));
      to.write(`${JSON.stringify({ id: lastId, method, params, sessionId })}\0`);
    });
  const sessions = new Map<string, string>();
  return {
    async open(url) {
      const { targetId = '' } = await send('Target.createTarget', { url });
      const { sessionId = '' } = await send('Target.attachToTarget', { targetId, flatten: true });
      sessions.set(targetId, sessionId);
      return targetId;
    },
    show: (targetId) => send('Target.activateTarget', { targetId }),
    async evaluate(tab, expression) {
      const params = { expression, awaitPromise: true, returnByValue: true };
      const { result, exceptionDetails } = await send('Runtime.evaluate', params, sessions.get(tab));
      if (exceptionDetails) throw new Error(JSON.stringify(exceptionDetails));
      return result?.value;
    },
    close() {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
      rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    },
  };
}
