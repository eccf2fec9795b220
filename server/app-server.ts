// A static server for the built app: files with their security headers, and nothing else.

import { createServer, type Server } from 'node:http';
import sirv from 'sirv';
import { headersFor, hostsIn } from '../src/shared/domain/headers.ts';

/** Names that carry a digest of their content. Everything else is asked for again each time, and answered 304. */
const hashed = /^\/(assets|workers)\//;

export interface AppServerOptions {
  /** Folder of the built app. */
  readonly root: string;
  /** Where browsers report violations of the policy. For tests: reports come from threads too, which no listener in the page sees. */
  readonly reportsTo?: (report: string) => void;
}

export function createAppServer({ root, reportsTo }: AppServerOptions): Server {
  const files = sirv(root, {
    etag: true,
    setHeaders(response, path) {
      response.setHeader('Cache-Control', hashed.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
  return createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const path = url.pathname;
    for (const [name, value] of Object.entries(headersFor(path, hostsIn(url.pathname, url.searchParams.getAll('host')))))
      response.setHeader(name, reportsTo && name === 'Content-Security-Policy' ? `${value}; report-uri /csp-report` : value);
    if (reportsTo && path === '/csp-report' && request.method === 'POST') {
      request.setEncoding('utf8');
      let body = '';
      request.on('data', (chunk: string) => (body += chunk));
      request.on('end', () => {
        reportsTo(body);
        response.writeHead(204).end();
      });
      return;
    }
    files(request, response, () => {
      response.writeHead(404, { 'Content-Type': 'text/plain' }).end('No such file\n');
    });
  });
}
