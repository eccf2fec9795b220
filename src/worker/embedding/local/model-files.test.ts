// What is not a model is named before anything parses it.

import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { fetchModelFiles, filePathsOf } from './model-files.ts';

let server: Server | undefined;
afterEach(() => server?.close());

async function serve(listener: RequestListener): Promise<string> {
  server = createServer(listener);
  await new Promise<void>((listening) => server?.listen(0, '127.0.0.1', listening));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/model/`; // An address of this form for a TCP server.
}

const graph = Buffer.concat([Buffer.from([0x08, 0x09]), Buffer.alloc(2000)]);
const page = '<!doctype html><title>Afterimage</title>'.padEnd(3000, ' ');

test('a tower needs its graph; words need the tokenizer too', () => {
  expect(filePathsOf('image', 'fp32')).toEqual(['onnx/vision_model.onnx']);
  expect(filePathsOf('text', 'q8')).toEqual(['tokenizer.json', 'tokenizer_config.json', 'onnx/text_model_quantized.onnx']);
});

test('files come whole, and every byte is counted', async () => {
  const url = await serve((request, response) => response.end(request.url?.endsWith('.json') ? '{"a":1}' : graph));
  const told: { loadedBytes: number; totalBytes: number }[] = [];
  const files = await fetchModelFiles(url, ['config.json', 'onnx/a.onnx'], { onProgress: (progress) => told.push(progress) });
  expect(Buffer.from(files.get('onnx/a.onnx') ?? []).equals(graph)).toBe(true);
  expect(told.at(-1)).toEqual({ loadedBytes: graph.length + 7, totalBytes: graph.length + 7 });
});

test.each([
  { what: 'the start page in place of a graph', path: 'onnx/a.onnx', body: page, reason: /not a model: 3000 bytes, sent as text\/html/ },
  { what: 'the start page in place of JSON', path: 'config.json', body: page, reason: /not JSON/ },
  {
    what: 'the pointer to a large file',
    path: 'onnx/a.onnx',
    body: 'version https://git-lfs.github.com/spec/v1'.padEnd(1500, '\n'),
    reason: /not a model/,
  },
  { what: 'a graph cut short', path: 'onnx/a.onnx', body: graph.subarray(0, 500), reason: /not a model: 500 bytes/ },
])('$what is refused, by name', async ({ path, body, reason }) => {
  const url = await serve((_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end(body));
  await expect(fetchModelFiles(url, [path])).rejects.toMatchObject({
    code: 'model-unavailable',
    subject: path,
    reason: expect.stringMatching(reason) as string,
    retryable: false,
  });
});

test('a missing file cannot be tried again; a server in trouble can', async () => {
  const url = await serve((request, response) => response.writeHead(request.url?.includes('missing') ? 404 : 503).end());
  await expect(fetchModelFiles(url, ['missing.json'])).rejects.toMatchObject({
    code: 'model-unavailable',
    subject: 'missing.json',
    retryable: false,
  });
  await expect(fetchModelFiles(url, ['busy.json'])).rejects.toMatchObject({
    code: 'model-unavailable',
    subject: 'busy.json',
    retryable: true,
  });
});

test('no server can be tried again', async () => {
  const url = await serve(() => undefined);
  server?.close();
  await expect(fetchModelFiles(url, ['config.json'])).rejects.toMatchObject({ code: 'model-unavailable', retryable: true });
});

test('an abort is an abort, not an error', async () => {
  const url = await serve(() => undefined);
  const abort = new AbortController();
  const fetched = fetchModelFiles(url, ['config.json'], { signal: abort.signal });
  abort.abort();
  await expect(fetched).rejects.toMatchObject({ name: 'AbortError' });
});
