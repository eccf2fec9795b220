// What becomes of a file whose decoder does not come back. That a real worker tells of its progress is in imaging.browser.test.ts.

import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { AppError } from '../../shared/domain/app-error.ts';
import type { PhotoId } from '../../shared/domain/photo.ts';
import type { Caller } from '../../shared/protocol/caller.ts';
import type { ImagingCalls } from '../../shared/protocol/imaging.ts';
import { createPool, type Hired } from '../../shared/protocol/pool.ts';
import { decodeLimitMs as limitOf } from './decode-watch.ts';
import { takeIn } from './intake.ts';

const decodeLimitMs = Math.ceil(limitOf(1));
beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Workers that open any file, and never end preparing one whose name begins with `hang`. */
function agency() {
  const workers: { dismissed: boolean; prepared: string[]; tell: () => void }[] = [];
  async function hire(): Promise<Hired<ImagingCalls>> {
    const worker = { dismissed: false, prepared: new Array<string>(), tell: (): void => undefined };
    workers.push(worker);
    let reject: (error: Error) => void = () => undefined;
    const call = (name: string, args: { file?: File; name?: string }, options?: { onProgress?: (progress: null) => void }) => {
      if (name === 'file-open') return Promise.resolve({ photoId: args.file?.name, bytes: 1, type: 'image/heic' });
      worker.prepared.push(args.name ?? '');
      worker.tell = () => options?.onProgress?.(null);
      worker.tell();
      if (!args.name?.startsWith('hang')) return Promise.resolve({ photoId: args.name });
      return new Promise((_, fail) => {
        reject = fail;
      });
    };
    const caller = { ready: Promise.resolve(), close: (error: AppError) => reject(error), call } as unknown as Caller<ImagingCalls>; // Two calls of the table are enough here.
    return { caller, lost: new Promise(() => undefined), dismiss: () => (worker.dismissed = true) };
  }
  return { workers, imaging: createPool(hire, 1) };
}

const recipe = { sizePx: 224, fit: 'squash', filter: 'bicubic', mean: [0, 0, 0], std: [1, 1, 1] } as const;
function take(imaging: ReturnType<typeof agency>['imaging'], name: string) {
  const claimed = new Set<PhotoId>();
  const claim = (id: PhotoId) => !claimed.has(id) && Boolean(claimed.add(id));
  return takeIn({ file: new File(['x'], name), path: `folder/${name}` }, { imaging, recipe, claim, signal: new AbortController().signal });
}

test('a decoder that hangs loses its worker, twice, and the next file has a new one', async () => {
  const { workers, imaging } = agency();
  const [hanging, next] = [take(imaging, 'hang.heic'), take(imaging, 'fine.heic')];
  await vi.advanceTimersByTimeAsync(decodeLimitMs);
  expect(workers.map(({ dismissed }) => dismissed)).toEqual([true, false]);
  await vi.advanceTimersByTimeAsync(decodeLimitMs);
  expect(await hanging).toMatchObject({
    kind: 'failed',
    photoId: 'hang.heic',
    error: { code: 'decode-hung', retryable: true, subject: 'folder/hang.heic' },
  });
  expect(await next).toMatchObject({ kind: 'prepared' });
  // Hung workers are no crashes, of which the third within a minute would end the run.
  for (const name of ['hang2.heic', 'hang3.heic']) {
    const ended = take(imaging, name);
    await vi.advanceTimersByTimeAsync(2 * decodeLimitMs + 1000);
    expect(await ended).toMatchObject({ error: { code: 'decode-hung' } });
  }
  expect(await take(imaging, 'last.heic')).toMatchObject({ kind: 'prepared' });
});

test.each([
  [0, 10_000],
  [5e6, 20_000],
  [1e9, 60_000],
])('a file of %i bytes has %i ms', (bytes, ms) => {
  expect(limitOf(bytes)).toBe(ms);
});

test('progress gives a decoder more time', async () => {
  const { workers, imaging } = agency();
  const ended = take(imaging, 'hang.heic');
  await vi.advanceTimersByTimeAsync(decodeLimitMs - 2);
  workers[0]?.tell();
  await vi.advanceTimersByTimeAsync(decodeLimitMs - 2);
  expect(workers[0]?.dismissed).toBe(false);
  await vi.advanceTimersByTimeAsync(2);
  expect(workers[0]?.dismissed).toBe(true);
  await vi.advanceTimersByTimeAsync(decodeLimitMs);
  expect(await ended).toMatchObject({ kind: 'failed' });
});
