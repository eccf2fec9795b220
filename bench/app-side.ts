// The app's side of a comparison: what a benchmark asks of its page, through `window.afterimage` as any script would.

import type { Page } from '@playwright/test';

/** Puts files on disk, as a person's are, into an input of the benchmark's own in the app's page. */
export async function giveFiles(app: Page, paths: readonly string[]): Promise<void> {
  await app.evaluate(() => {
    document.querySelector('#bench-files')?.remove();
    const input = document.createElement('input');
    Object.assign(input, { type: 'file', multiple: true, id: 'bench-files', hidden: true });
    document.body.append(input);
  });
  await app.locator('#bench-files').setInputFiles([...paths]);
}

export const clear = (app: Page): Promise<void> => app.evaluate(() => window.afterimage.clear());

/** Adds the files that `giveFiles` gave. @param but leaves out those whose names end so. @returns ms. @throws {Error} if one was not added. */
export const addAll = (app: Page, but = '/'): Promise<number> =>
  app.evaluate(async (but) => {
    const given = [...(document.querySelector<HTMLInputElement>('#bench-files')?.files ?? [])];
    const files = given.filter(({ name }) => !name.endsWith(but));
    const startMs = performance.now();
    const report = await window.afterimage.add(files);
    const ms = performance.now() - startMs;
    if (report.added !== files.length) throw new Error(`of ${files.length} files: ${JSON.stringify(report)}`);
    return ms;
  }, but);

/** By file name. */
export const vectorsOf = (app: Page): Promise<Record<string, number[]>> =>
  app.evaluate(async () => {
    const photos = await window.afterimage.photos({ limit: 1000 });
    const entries = photos.map(async ({ id, name }) => [name, [...(await window.afterimage.vector(id))]]);
    return Object.fromEntries(await Promise.all(entries)) as Record<string, number[]>; // A name and numbers, each.
  });

export interface Split {
  readonly workers: number;
  readonly threads: number;
}

/** How the app shared the cores out, as it remembers it itself; where there is but one way it remembers none. */
export const splitOf = (app: Page): Promise<Split> =>
  app.evaluate(
    () =>
      new Promise((resolve, reject) => {
        const open = indexedDB.open('afterimage');
        open.onerror = () => reject(open.error ?? new Error('the library does not open'));
        open.onsuccess = () => {
          const get = open.result.transaction('meta').objectStore('meta').get('split');
          get.onsuccess = () => {
            open.result.close();
            const remembered = get.result as Split | undefined; // As the app wrote it.
            resolve(remembered ?? { workers: navigator.hardwareConcurrency, threads: 1 });
          };
        };
      }),
  );
