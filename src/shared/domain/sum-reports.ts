// Several calls' reports as one.

import type { Report } from './library.ts';

export function sumReports(reports: readonly Report[]): Report {
  const binned = reports.reduce((sum, report) => sum + (report.binned ?? 0), 0);
  return {
    added: reports.reduce((sum, { added }) => sum + added, 0),
    known: reports.reduce((sum, { known }) => sum + known, 0),
    failed: reports.flatMap(({ failed }) => failed),
    skipped: reports.reduce((sum, { skipped }) => sum + skipped, 0),
    ...(binned > 0 && { binned }),
  };
}
