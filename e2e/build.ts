// Builds the app before the stories, unless whoever started them has just done so.

import { execFileSync } from 'node:child_process';

/** Playwright calls this once, before the first test. */
export default function build(): void {
  if (process.env.BUILT !== '1') execFileSync('npm', ['run', '--silent', 'build'], { stdio: 'inherit' });
}
