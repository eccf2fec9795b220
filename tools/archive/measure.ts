// What an export and an import of a large library take: seconds, bytes, and the memory of the page's process. Serve a build first.
//   npx tsx tools/archive/measure.ts --rows 100000 --origin http://127.0.0.1:4173 [--out library.zip]

import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from '@playwright/test';
import { chromiumArgs, chromiumPath } from '../chromium.ts';
import { fillLibrary } from '../library/fill.ts';

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '100000' },
    origin: { type: 'string', default: 'http://127.0.0.1:4173' },
    out: { type: 'string' },
  },
});
const profile = mkdtempSync(join(tmpdir(), 'afterimage-measure-'));

/** Of the largest renderer of this profile, in MB: the page with its workers. */
function rendererMb(): number {
  let most = 0;
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      if (!readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('--type=renderer')) continue;
      if (!readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(profile) && !isChild(pid)) continue;
      most = Math.max(most, Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1000);
    } catch (error) {
      if (!(error instanceof Error && 'code' in error)) throw error; // It has ended meanwhile.
    }
  }
  return Math.round(most);
}
/** Whether the process descends from this one. */
function isChild(pid: string): boolean {
  for (let at = pid; at !== '0' && at !== '1'; ) {
    at = /PPid:\s+(\d+)/.exec(readFileSync(`/proc/${at}/status`, 'utf8'))?.[1] ?? '0';
    if (at === String(process.pid)) return true;
  }
  return false;
}

async function peak<R>(what: string, work: () => Promise<R>): Promise<R> {
  const before = rendererMb();
  let most = before;
  const timer = setInterval(() => (most = Math.max(most, rendererMb())), 100);
  const start = performance.now();
  const result = await work();
  clearInterval(timer);
  console.log(`${what}: ${((performance.now() - start) / 1000).toFixed(1)} s, memory ${before} MB before, ${most} MB at most`);
  return result;
}

const context = await chromium.launchPersistentContext(profile, { executablePath: chromiumPath(), args: [...chromiumArgs] });
try {
  await fillLibrary(context, values.origin, { rows: Number(values.rows), seed: 1 });
  const page = await context.newPage();
  await page.goto(values.origin);
  await page.evaluate(() => window.afterimage.ready);
  const bytes = await peak('export', () =>
    page.evaluate(async () => {
      const archive = await window.afterimage.export();
      Object.assign(window, { exported: archive });
      return archive.size;
    }),
  );
  console.log(`${values.rows} photos, ${(bytes / 1e6).toFixed(0)} MB`);
  if (values.out !== undefined) await keep(values.out, bytes);
  const known = await peak('import of what is known', () => page.evaluate(() => window.afterimage.import(window.exported)));
  console.log(`${known.added} added, ${known.known} known, ${known.refused.length} refused`);

  async function keep(path: string, size: number): Promise<void> {
    const pieceBytes = 3 * 1024 * 1024;
    writeFileSync(path, '');
    for (let at = 0; at < size; at += pieceBytes) {
      const piece = await page.evaluate(
        async ([from, to]) => {
          const bytes = new Uint8Array(await window.exported.slice(from, to).arrayBuffer());
          let letters = '';
          for (const byte of bytes) letters += String.fromCharCode(byte);
          return btoa(letters);
        },
        [at, at + pieceBytes] as const,
      );
      appendFileSync(path, Buffer.from(piece, 'base64'));
    }
  }
} finally {
  await context.close();
  rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}

declare global {
  interface Window {
    exported: Blob;
  }
}
