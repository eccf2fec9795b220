// The built app on a port of its own, within the test runner: what browsers report of violations lands here, that of threads too.

import { existsSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createAppServer } from '../../server/app-server.ts';

export interface AppHost {
  /** Origin, without a slash at the end. */
  readonly origin: string;
  /** Reports of violated policies that came since the last call. */
  takeReports(): string[];
  close(): Promise<void>;
}

export async function serveApp(): Promise<AppHost> {
  const root = join(import.meta.dirname, '../..', process.env.DIST ?? 'dist');
  if (!existsSync(join(root, 'index.html'))) throw new Error('Nothing is built: run `npm run build` first.');
  let reports: string[] = [];
  const server = createAppServer({ root, reportsTo: (report) => reports.push(report) });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // It listens on a port, so it is no pipe.
  return {
    origin: `http://127.0.0.1:${port}`,
    takeReports() {
      const taken = reports;
      reports = [];
      return taken;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
