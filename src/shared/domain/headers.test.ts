// The policy of each kind of response: what must be there, and what must not.

import { expect, test } from 'vitest';
import { headersFor, hostsIn, metaPolicyText } from './headers.ts';

const policyOf = (path: string, hosts?: string[]) => headersFor(path, hosts)['Content-Security-Policy'];

test.each([
  ['/', "script-src 'self'; style-src 'self'"],
  ['/some/folder/index.html', 'trusted-types afterimage'],
  ['/workers/library-B1x_2.js', "connect-src 'self';"],
  ['/src/worker/library.ts', "connect-src 'self';"],
  ['/deep/down/workers/imaging-abc.js', "'wasm-unsafe-eval'"],
  ['/workers/model-abc.js', 'trusted-types default'],
  ['/assets/ort-wasm-simd-threaded-CqX.mjs', "default-src 'none'; require-trusted-types-for"],
  ['/service-worker.js', "connect-src 'self'"],
])('%s has %s', (path, part) => {
  expect(policyOf(path)).toContain(part);
});

test('every policy begins with nothing allowed, and binds script to trusted types', () => {
  for (const path of [
    '/',
    '/workers/library-1.js',
    '/workers/imaging-1.js',
    '/workers/model-1.js',
    '/ort-wasm-x.mjs',
    '/service-worker.js',
  ])
    expect([path, policyOf(path)]).toEqual([path, expect.stringMatching(/^default-src 'none';.*require-trusted-types-for 'script'/)]);
});

test('nothing is ever allowed to run text as code', () => {
  for (const path of [
    '/',
    '/workers/library-1.js',
    '/workers/imaging-1.js',
    '/workers/model-1.js',
    '/ort-wasm-x.mjs',
    '/service-worker.js',
  ])
    expect(policyOf(path)).not.toMatch(/unsafe-inline|'unsafe-eval'|data:|\*/);
});

test('an agreed host is open to the library worker alone', () => {
  const host = 'https://api.example';
  expect(policyOf('/workers/library-1.js', [host])).toContain(`connect-src 'self' ${host};`);
  for (const path of ['/', '/workers/imaging-1.js', '/workers/model-1.js', '/service-worker.js'])
    expect(policyOf(path, [host])).not.toContain(host);
});

test('isolation is on every response, a picture too', () => {
  expect(headersFor('/samples/a.jpg')).toEqual({
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Embedder-Policy': 'require-corp',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
  });
});

test('the policy in the page itself leaves out what a meta element may not say', () => {
  expect(metaPolicyText()).not.toContain('frame-ancestors');
  expect(metaPolicyText()).toContain("default-src 'none'");
});

test('a fetching worker may ask the hosts of its address, and no worker else has any', () => {
  expect(policyOf('/workers/fetching-1.js', ['https://a.example'])).toContain('connect-src https://a.example;');
  expect(policyOf('/workers/fetching-1.js')).toContain("connect-src 'none';");
  for (const path of ['/', '/workers/library-1.js', '/workers/imaging-1.js']) expect(hostsIn(path, ['https://a.example'])).toEqual([]);
});

test.each(['https://a.example', 'http://127.0.0.1:8080', 'https://[::1]:8080', 'https://*.hub.example'])('%s is an origin', (text) =>
  expect(hostsIn('/workers/fetching-1.js', [text]).length === 1).toBe(true),
);

test.each([
  'https://a.example/',
  'https://a.example;script-src *',
  "https://a 'unsafe-inline'",
  '*',
  'data:',
  'https:',
  'wss://a.example',
  "'self'",
  'https://*.example',
  'https://*',
  'https://a.*.example',
])('%s is none, and never gets into a policy', (text) => expect(hostsIn('/workers/fetching-1.js', [text]).length === 1).toBe(false));
