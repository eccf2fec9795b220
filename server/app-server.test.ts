// The server over real HTTP: what it gives, with which headers, and what it refuses.

import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { headersFor } from '../src/shared/domain/headers.ts';
import { createAppServer } from './app-server.ts';

let server: Server;
let address: string;
const reports: string[] = [];

beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'afterimage-server-'));
  const root = join(folder, 'dist');
  mkdirSync(join(root, 'workers'), { recursive: true });
  writeFileSync(join(folder, 'secret.txt'), 'secret');
  writeFileSync(join(root, 'index.html'), '<!doctype html>');
  writeFileSync(join(root, 'workers/library-AbC.js'), '//');
  server = createAppServer({ root, reportsTo: (report) => reports.push(report) });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // It listens on a port, so it is no pipe and no null.
});
afterAll(() => server.close());

test.each(['/', '/index.html', '/workers/library-AbC.js'])('%s comes with the headers of its kind', async (path) => {
  const response = await fetch(address + path);
  expect(response.status).toBe(200);
  const { 'Content-Security-Policy': policy, ...others } = headersFor(path);
  expect(Object.fromEntries(response.headers)).toMatchObject(lowerCase(others));
  expect(response.headers.get('content-security-policy')).toBe(`${policy}; report-uri /csp-report`);
});

test('a name with a digest is kept for ever, the page is asked for each time', async () => {
  const cached = async (path: string) => (await fetch(address + path)).headers.get('cache-control');
  expect(await cached('/workers/library-AbC.js')).toContain('immutable');
  expect(await cached('/')).toBe('no-cache');
});

test('a missing file is 404 and not the page, so that nothing parses HTML as a model', async () => {
  const response = await fetch(`${address}/models/none.onnx`);
  expect([response.status, response.headers.get('content-type')]).toEqual([404, 'text/plain']);
});

test('nothing outside the folder is given', async () => {
  for (const path of ['/../secret.txt', '/%2e%2e/secret.txt', '/..%2fsecret.txt']) expect((await fetch(address + path)).status).toBe(404);
});

test('reports of violations arrive', async () => {
  const response = await fetch(`${address}/csp-report`, { method: 'POST', body: '{"csp-report":{}}' });
  expect([response.status, reports]).toEqual([204, ['{"csp-report":{}}']]);
});

const lowerCase = (headers: Record<string, string>) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
