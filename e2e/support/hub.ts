// A hub of our own, with the tiny models: it lists, redirects large files to another host, goes on in the middle, and misbehaves as it is told.

import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, relative } from 'node:path';

/** What goes wrong with a file, named by the end of its path. */
export type Fault =
  /** The connection ends after so many bytes; `times` it does, then no more. */
  | { readonly kind: 'cut'; readonly afterBytes: number; times: number }
  | { readonly kind: 'status'; readonly status: number; times: number }
  /** A page of the host's own, with status 200. */
  | { readonly kind: 'page' }
  /** Sent to a page to sign in on. */
  | { readonly kind: 'sign-in' }
  /** Other bytes of the same length than are listed. */
  | { readonly kind: 'changed' }
  /** As `cut`, and it says that all is there. */
  | { readonly kind: 'short' }
  /** Waits in the middle until `release` is called. */
  | { readonly kind: 'hold'; readonly afterBytes: number; readonly until: Promise<void> };

export interface Hub {
  /** Where it is asked. */
  readonly host: string;
  /** Where it sends for graphs. */
  readonly cdn: string;
  readonly revision: string;
  /** Each request: `GET host /path bytes=…`. */
  readonly asked: string[];
  /** By the end of a path. */
  readonly faults: Map<string, Fault>;
  /** Whether `/api/…` is answered; a plain mirror only has files. */
  listing: boolean;
  close(): Promise<void>;
}

const revision = 'c0ffee'.padEnd(40, '0');
const fixtures = new URL('../fixtures/', import.meta.url).pathname;

function filesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile())
    .map((one) => relative(folder, join(one.parentPath, one.name)));
}

const listen = async (server: Server): Promise<string> => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // It listens on a port, so it is no pipe.
};
const stop = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });

/** Repositories are `tiny/micro-clip` and `tiny/micro-siglip`. */
export async function serveHub(): Promise<Hub> {
  const asked: string[] = [];
  const faults = new Map<string, Fault>();
  const state = { listing: true };

  function sendFile(response: ServerResponse, path: string, range: string | undefined, method: string | undefined): void {
    const fault = [...faults].find(([end]) => path.endsWith(end))?.[1];
    const whole = readFileSync(path);
    const bytes = fault?.kind === 'changed' ? Buffer.from(whole).fill(0x55, 100, 200) : whole;
    if (fault?.kind === 'status' && fault.times-- > 0) return void response.writeHead(fault.status).end();
    if (fault?.kind === 'page') return void response.writeHead(200, { 'Content-Type': 'text/html' }).end('<!doctype html><p>Welcome');
    const from = Number(/^bytes=(\d+)-$/.exec(range ?? '')?.[1] ?? 0);
    const rest = bytes.subarray(from);
    response.writeHead(range ? 206 : 200, {
      'Content-Type': 'application/octet-stream',
      ...(fault?.kind === 'short' ? {} : { 'Content-Length': rest.length }),
      ...(range && { 'Content-Range': `bytes ${from}-${bytes.length - 1}/${bytes.length}` }),
      'Access-Control-Expose-Headers': 'Content-Range, Content-Length',
    });
    if (method === 'HEAD') return void response.end();
    if (fault?.kind === 'cut' && fault.times-- > 0)
      return void response.write(rest.subarray(0, fault.afterBytes), () => response.destroy());
    if (fault?.kind === 'short') return void response.end(rest.subarray(0, rest.length >> 1));
    if (fault?.kind === 'hold') {
      response.write(rest.subarray(0, fault.afterBytes));
      void fault.until.then(() => response.end(rest.subarray(fault.afterBytes)));
      return;
    }
    response.end(rest);
  }

  const handle = (isCdn: boolean) =>
    createServer((request, response) => {
      const url = decodeURIComponent(request.url ?? '/');
      const { range } = request.headers;
      asked.push(`${request.method} ${isCdn ? 'cdn' : 'hub'} ${url}${range ? ` ${range}` : ''}`);
      response.setHeader('Access-Control-Allow-Origin', '*');
      if (request.method === 'OPTIONS') return void response.writeHead(204, { 'Access-Control-Allow-Headers': 'Range' }).end();
      if (url === '/login') return void response.writeHead(200, { 'Content-Type': 'text/html' }).end('<!doctype html><form>Sign in');
      const listed = /^\/api\/models\/tiny\/(micro-[\w-]+)\/revision\//.exec(url)?.[1];
      if (listed && state.listing) {
        const folder = join(fixtures, listed);
        const siblings = filesOf(folder).map((path) => ({
          rfilename: path,
          size: statSync(join(folder, path)).size,
          ...(path.endsWith('.onnx') && {
            lfs: {
              sha256: createHash('sha256')
                .update(readFileSync(join(folder, path)))
                .digest('hex'),
            },
          }),
        }));
        response.writeHead(200, { 'Content-Type': 'application/json' });
        return void response.end(JSON.stringify({ sha: revision, siblings, cardData: { license: 'mit' } }));
      }
      const file = /^\/tiny\/(micro-[\w-]+)\/resolve\/[^/]+\/([\w./-]+)$/.exec(url);
      const path = file?.[1] && file[2] ? join(fixtures, file[1], file[2]) : undefined;
      if (!path || path.includes('..') || !statSync(path, { throwIfNoEntry: false })) return void response.writeHead(404).end('Not found');
      const fault = [...faults].find(([end]) => path.endsWith(end))?.[1];
      if (fault?.kind === 'sign-in') return void response.writeHead(302, { Location: '/login' }).end();
      // As the hub does: large files lie elsewhere.
      if (path.endsWith('.onnx') && !isCdn) return void response.writeHead(302, { Location: `${cdn}${request.url}` }).end();
      sendFile(response, path, range, request.method);
    });
  const [hubServer, cdnServer] = [handle(false), handle(true)];
  const cdn = await listen(cdnServer);
  const host = await listen(hubServer);
  return {
    host,
    cdn,
    revision,
    asked,
    faults,
    get listing() {
      return state.listing;
    },
    set listing(on) {
      state.listing = on;
    },
    close: async () => void (await Promise.all([stop(hubServer), stop(cdnServer)])),
  };
}
