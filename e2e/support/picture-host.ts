// Another website, with pictures: one that lets pages read them, and everything that goes wrong there.

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface PictureHost {
  /** Without a slash at the end. */
  readonly origin: string;
  /** Each request's path, and what it told of who asks. */
  readonly asked: { readonly path: string; readonly cookie?: string | undefined; readonly referer?: string | undefined }[];
  close(): Promise<void>;
}

/** `/open/*` with CORS, `/closed/*` without, `/none` 404, `/page` HTML, `/huge` says that it is, `/to?URL` leads there. */
export async function servePictures(picture: Buffer): Promise<PictureHost> {
  const asked: PictureHost['asked'] = [];
  const server = createServer(({ url = '/', headers }, response) => {
    asked.push({ path: url, cookie: headers.cookie, referer: headers.referer });
    if (!url.startsWith('/closed/')) response.setHeader('Access-Control-Allow-Origin', '*');
    if (url.startsWith('/to?')) response.writeHead(302, { Location: url.slice('/to?'.length) }).end();
    else if (url === '/none') response.writeHead(404).end();
    else if (url === '/page') response.writeHead(200, { 'Content-Type': 'text/html' }).end('<p>A page</p>');
    else if (url === '/huge') response.writeHead(200, { 'Content-Type': 'image/jpeg', 'Content-Length': 2e9 }).flushHeaders();
    else response.writeHead(200, { 'Content-Type': 'image/jpeg', 'Last-Modified': 'Mon, 14 Aug 2023 12:34:56 GMT' }).end(picture);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // It listens on a port, so it is no pipe.
  return {
    origin: `http://127.0.0.1:${port}`,
    asked,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
