// Several calls' reports as one.

import type { Report } from './library.ts';

export const sumReports = (reports: readonly Report[]): Report => ({
  added: reports.reduce((sum, { added }) => sum + added, 0),
  known: reports.reduce((sum, { known }) => sum + known, 0),
  failed: reports.flatMap(({ failed }) => failed),
  skipped: reports.reduce((sum, { skipped }) => sum + skipped, 0),
});
