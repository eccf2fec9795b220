// Models come from a hub, a mirror or a folder, from the hosts that were agreed to and no others; what goes wrong is said, and what was fetched is not lost.

import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Page } from '@playwright/test';
import type { InstallProgress } from '../src/page/console.ts';
import { test as base, expect } from './fixtures.ts';
import { type Hub, serveHub } from './support/hub.ts';

const test = base.extend<{ hub: Hub }>({
  hub: async ({ watch }, use) => {
    const hub = await serveHub();
    watch.expectTrouble(/127\.0\.0\.1|ERR_|status of \d+/);
    await use(hub);
    await hub.close();
  },
});

interface Wanted {
  readonly repo?: string;
  readonly revision?: string;
  readonly hosts?: readonly string[];
}

/** @returns the id, or why not; and what was told on the way. */
const install = (page: Page, hub: Hub, { repo = 'tiny/micro-clip', revision, hosts = [hub.cdn] }: Wanted = {}) =>
  page.evaluate(
    async ({ source, hosts }) => {
      const told: InstallProgress[] = [];
      try {
        const id = await window.afterimage.models.install(source, { hosts, onProgress: (progress) => void told.push(progress) });
        return { id, told };
      } catch (error) {
        const { code, message, retryable } = error as { code?: string; message?: string; retryable?: boolean }; // An AppError.
        return { code, message, retryable, told };
      }
    },
    { source: { host: hub.host, repo, ...(revision !== undefined && { revision }) }, hosts },
  );
const stateOf = async (page: Page, id: string) =>
  (await page.evaluate(() => window.afterimage.models.list())).find((model) => model.id === id);

test('a model comes whole: from the host and where it leads, its revision pinned, its bytes counted, and it goes again', async ({
  photosPage,
  hub,
}) => {
  const { page } = photosPage;
  const { id, told } = await install(page, hub);
  expect(id).toBe('tiny/micro-clip');
  const last = told.at(-1);
  expect([...new Set(told.map(({ phase }) => phase))]).toEqual(['asking', 'downloading', 'checking', 'testing']);
  expect(last?.loadedBytes).toBe(last?.totalBytes);
  expect(hub.asked.filter((line) => line.includes('cdn')).every((line) => line.includes(`/resolve/${hub.revision}/onnx/`))).toBe(true);
  expect(await stateOf(page, 'tiny/micro-clip')).toMatchObject({
    state: 'installed',
    kept: 'storage',
    licence: 'mit',
    dim: 32,
    active: false,
  });
  const { bytes } = await page.evaluate(() => window.afterimage.stats());
  expect(bytes.models).toBe((await stateOf(page, 'tiny/micro-clip'))?.storedBytes);
  expect(bytes.models).toBeGreaterThan(5_000_000);

  const before = hub.asked.length;
  await page.reload();
  expect(await stateOf(page, 'tiny/micro-clip')).toMatchObject({ state: 'installed' });
  await page.evaluate(() => window.afterimage.models.remove('tiny/micro-clip'));
  expect(await stateOf(page, 'tiny/micro-clip')).toBeUndefined();
  expect((await page.evaluate(() => window.afterimage.stats())).bytes.models).toBe(0);
  expect(hub.asked.length).toBe(before);
});

test('a host that was not agreed to is not asked', async ({ photosPage, hub, watch }) => {
  watch.expectTrouble(/connect-src/);
  const { page } = photosPage;
  expect(await install(page, hub, { hosts: [] })).toMatchObject({ code: 'address-moved' });
  expect(hub.asked.filter((line) => line.includes('cdn'))).toEqual([]);
  const refused = await page.evaluate(() =>
    window.afterimage.models.install('siglip-b16').catch((error: { code: string; subject: string }) => [error.code, error.subject]),
  );
  expect(refused).toEqual(['consent-needed', 'https://huggingface.co']);
});

test('a model whose licence is not free for all uses waits until that is accepted', async ({ photosPage }) => {
  const code = await photosPage.page.evaluate(() =>
    window.afterimage.models.install('mobileclip-s0', { hosts: ['https://huggingface.co'] }).catch((error: { code: string }) => error.code),
  );
  expect(code).toBe('licence-needed');
});

test('a connection that breaks goes on where it was, also after it was stopped by hand', async ({ photosPage, hub }) => {
  const { page } = photosPage;
  hub.faults.set('text_model.onnx', { kind: 'cut', afterBytes: 2_000_000, times: 1 });
  expect(await install(page, hub)).toMatchObject({ id: 'tiny/micro-clip' });
  expect(hub.asked.filter((line) => line.includes('text_model.onnx bytes='))).not.toEqual([]);

  let release: () => void = () => undefined;
  hub.faults.set('vision_model.onnx', { kind: 'hold', afterBytes: 300_000, until: new Promise((resolve) => (release = resolve)) });
  const stopped = await page.evaluate(
    async ({ host, cdn }) => {
      const abort = new AbortController();
      return window.afterimage.models
        .install(
          { host, repo: 'tiny/micro-siglip' },
          {
            hosts: [cdn],
            signal: abort.signal,
            onProgress: ({ file }) => file?.includes('vision') && setTimeout(() => abort.abort(), 300),
          },
        )
        .catch((error: Error) => error.name);
    },
    { host: hub.host, cdn: hub.cdn },
  );
  expect(stopped).toBe('AbortError');
  release();
  hub.faults.clear();
  const text = hub.asked.filter((line) => line.includes('micro-siglip') && line.includes('text_model')).length;
  await page.reload();
  expect(await install(page, hub, { repo: 'tiny/micro-siglip' })).toMatchObject({ id: 'tiny/micro-siglip' });
  // What was whole is not asked for again.
  expect(hub.asked.filter((line) => line.includes('micro-siglip') && line.includes('text_model'))).toHaveLength(text);
});

test('each thing that can come instead of a file has its own name', async ({ photosPage, hub }) => {
  const { page } = photosPage;
  const outcomeOf = async (end: string, fault: NonNullable<ReturnType<Hub['faults']['get']>>) => {
    hub.faults.set(end, fault);
    const outcome = await install(page, hub);
    hub.faults.clear();
    return outcome;
  };
  expect(await outcomeOf('tokenizer.json', { kind: 'page' })).toMatchObject({ code: 'download-wrong' });
  expect(await outcomeOf('text_model.onnx', { kind: 'sign-in' })).toMatchObject({ code: 'login-needed' });
  expect(await outcomeOf('vision_model.onnx', { kind: 'status', status: 403, times: 1 })).toMatchObject({ code: 'login-needed' });
  expect(await outcomeOf('vision_model.onnx', { kind: 'status', status: 404, times: 1 })).toMatchObject({
    code: 'address-failed',
    retryable: false,
  });
  expect(await outcomeOf('vision_model.onnx', { kind: 'changed' })).toMatchObject({ code: 'model-changed' });
  expect(await install(page, hub, { repo: 'tiny/none' })).toMatchObject({ code: 'address-failed' });
  expect(await install(page, hub, { revision: 'f'.repeat(40) })).toMatchObject({ code: 'model-changed' });
  // And after all that it can be had.
  expect(await install(page, hub)).toMatchObject({ id: 'tiny/micro-clip' });
});

test('a mirror without a listing will do', async ({ photosPage, hub }) => {
  hub.listing = false;
  expect(await install(photosPage.page, hub, { repo: 'tiny/micro-siglip' })).toMatchObject({ code: 'licence-needed' });
  const { page } = photosPage;
  const id = await page.evaluate(
    ({ host, cdn }) => window.afterimage.models.install({ host, repo: 'tiny/micro-siglip' }, { hosts: [cdn], licence: true }),
    { host: hub.host, cdn: hub.cdn },
  );
  expect(id).toBe('tiny/micro-siglip');
});

test('a folder of one’s own: what is missing is said, and a whole one is a model', async ({ photosPage }) => {
  const { page } = photosPage;
  const root = new URL('./fixtures/', import.meta.url).pathname;
  const paths = readdirSync(join(root, 'micro-siglip'), { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile())
    .map((one) => relative(root, join(one.parentPath, one.name)));
  await page.evaluate(() => {
    const input = document.createElement('input');
    Object.assign(input, { type: 'file', multiple: true, id: 'picked' });
    document.body.append(input);
  });
  const given = async (wanted: readonly string[]) => {
    await page.locator('#picked').setInputFiles(wanted.map((path) => join(root, path)));
    return page.evaluate(async (paths) => {
      const [input] = document.querySelectorAll<HTMLInputElement>('#picked');
      // As a picked folder's files say where they lie.
      const files = [...(input?.files ?? [])].map((file, i) => Object.defineProperty(file, 'webkitRelativePath', { value: paths[i] }));
      const report = await window.afterimage.models.inspect({ files });
      const outcome = await window.afterimage.models
        .install({ files }, { licence: true })
        .catch(({ code, message }: { code: string; message: string }) => ({ code, message }));
      return { report, outcome };
    }, wanted as string[]);
  };
  const without = await given(paths.filter((path) => !path.includes('text_model') && !path.endsWith('tokenizer.json')));
  expect(without.report.missing).toEqual(['tokenizer.json', 'onnx/text_model.onnx']);
  expect(without.outcome).toMatchObject({ code: 'model-unfit' });
  const { report, outcome } = await given(paths);
  expect(report).toMatchObject({ missing: [], extra: ['special_tokens_map.json'], dtypes: { image: ['fp32', 'fp16', 'q8'] } });
  expect(outcome).toBe('local/micro-siglip');
  expect(await stateOf(page, 'local/micro-siglip')).toMatchObject({ state: 'installed', dim: 32 });
});
