// The built app on a port of its own, within the test runner: what browsers report of violations lands here, that of threads too.

import { existsSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import sirv from 'sirv';
import { createAppServer } from '../../server/app-server.ts';

export interface AppHost {
  /** Origin, without a slash at the end. */
  readonly origin: string;
  /** Reports of violated policies that came since the last call. */
  takeReports(): string[];
  close(): Promise<void>;
}

export async function serveApp(): Promise<AppHost> {
  let reports: string[] = [];
  const takeReports = () => {
    const taken = reports;
    reports = [];
    return taken;
  };
  return { ...(await listen(createAppServer({ root: builtRoot(), reportsTo: (report) => reports.push(report) }))), takeReports };
}

/** As a plain static host has it: below a folder, and without any header of ours. */
export async function servePlainly(folder: string): Promise<AppHost> {
  const files = sirv(builtRoot());
  const server = createServer((request, response) => {
    const found = request.url?.startsWith(folder);
    request.url = request.url?.slice(folder.length - 1) ?? '/';
    if (found) files(request, response, () => void response.writeHead(404).end());
    else response.writeHead(404).end();
  });
  return { ...(await listen(server)), takeReports: () => [] };
}

function builtRoot(): string {
  const root = join(import.meta.dirname, '../..', process.env.DIST ?? 'dist');
  if (!existsSync(join(root, 'index.html'))) throw new Error('Nothing is built: run `npm run build` first.');
  return root;
}

async function listen(server: Server): Promise<Omit<AppHost, 'takeReports'>> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // It listens on a port, so it is no pipe.
  return {
    origin: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
