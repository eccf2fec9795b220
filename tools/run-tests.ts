// `npm test`: every check in turn, all of them even after a failure, and one closing line over all: `N passed, N failed`.
// `npm run test:long` (`--long`): the long runs whole, with the same closing line; what they report is kept in docs/long-tests.md.

import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';

interface Counts {
  readonly passed: number;
  readonly failed: number;
}
interface Step {
  readonly name: string;
  readonly command: readonly string[];
  /** Reads the runner's own report; a step without one counts as one check. */
  readonly count?: () => Counts;
}

const root = join(import.meta.dirname, '..');
const results = join(root, 'test-results');
const vitestReport = join(results, 'vitest.json');
const playwrightReport = join(results, 'playwright.json');
const long = process.argv.includes('--long');

const bin = (name: string) => join(root, 'node_modules/.bin', name);
const report = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));

function countVitest(): Counts {
  // As Vitest's JSON reporter documents it.
  const { numPassedTests, numFailedTests, numPendingTests, numFailedTestSuites, success } = report(vitestReport) as Record<string, number>;
  if (numPassedTests === undefined || numFailedTests === undefined) throw new Error(`${vitestReport} is no report of Vitest`);
  if (numPendingTests) console.error(`${numPendingTests} unit tests were skipped.`);
  // A file that does not load has no failed test of its own.
  const failed = numFailedTests > 0 || success ? numFailedTests : Math.max(1, numFailedTestSuites ?? 0);
  return { passed: numPassedTests, failed };
}

function countPlaywright(): Counts {
  // As Playwright's JSON reporter documents it.
  const { stats, errors } = report(playwrightReport) as {
    stats: { expected: number; unexpected: number; flaky: number; skipped: number };
    errors: unknown[];
  };
  if (stats.skipped > 0) console.error(`${stats.skipped} browser tests were skipped.`);
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky + errors.length };
}

const threads = ['domain', 'page', 'worker', 'service-worker', 'node'];
const build: Step = { name: 'build', command: ['npm', 'run', '--silent', 'build'] };
const unit: Step = {
  name: 'unit tests',
  command: [bin('vitest'), 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${vitestReport}`],
  count: countVitest,
};
const browser: Step = {
  name: 'browser tests',
  command: [bin('playwright'), 'test', '--reporter=list,json', ...(long ? ['--grep', '@long'] : [])],
  count: countPlaywright,
};
const kernel: Step = { name: 'kernel', command: ['npm', 'run', '--silent', 'build:kernel'] };
const all: readonly Step[] = [
  kernel,
  { name: 'format', command: [bin('biome'), 'ci'] },
  { name: 'lint', command: [bin('eslint'), '.'] },
  { name: 'rooms', command: ['npm', 'run', '--silent', 'rooms'] },
  ...threads.map((thread) => ({ name: `types: ${thread}`, command: [bin('tsc'), '-p', `tsconfig/${thread}.json`] })),
  unit,
  build,
  browser,
];

/** What tests say that is worth keeping: lines that begin so. */
const reportMark = 'report: ';
const reported: string[] = [];

const run = ([command = '', ...args]: readonly string[]): Promise<number> =>
  new Promise((resolve, reject) => {
    const env = { ...process.env, PLAYWRIGHT_JSON_OUTPUT_NAME: playwrightReport, BUILT: '1', ...(long ? { LONG: '1' } : {}) };
    const child = spawn(command, args, { cwd: root, env, stdio: ['inherit', long ? 'pipe' : 'inherit', 'inherit'] });
    let line = '';
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      process.stdout.write(text);
      const lines = (line + text).split('\n');
      line = lines.pop() ?? '';
      reported.push(...lines.flatMap((whole) => (whole.startsWith(reportMark) ? whole.slice(reportMark.length) : [])));
    });
    child.on('error', reject).on('close', (code) => resolve(code ?? 1));
  });

async function take({ name, command, count }: Step): Promise<Counts> {
  console.log(`\n── ${name}`);
  const startedMs = performance.now();
  const code = await run(command);
  console.log(`── ${name}: ${code === 0 ? 'ok' : 'failed'}, ${((performance.now() - startedMs) / 1000).toFixed(1)} s`);
  if (!count) return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
  try {
    const counts = count();
    // A runner that failed without a failed test, or ran none, has not shown anything.
    return counts.failed === 0 && (code !== 0 || counts.passed === 0) ? { passed: counts.passed, failed: 1 } : counts;
  } catch (error) {
    console.error(`${name} left no report:`, error);
    return { passed: 0, failed: 1 };
  }
}

rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });
const startedMs = performance.now();
let passed = 0;
const failures: string[] = [];
let failed = 0;
for (const step of long ? [kernel, build, unit, browser] : all) {
  const counts = await take(step);
  passed += counts.passed;
  failed += counts.failed;
  if (counts.failed > 0) failures.push(step.name);
}
if (long) writeReport(startedMs);
if (failures.length > 0) console.log(`\nFailed: ${failures.join(', ')}`);
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;

function writeReport(startedMs: number): void {
  const git = (...args: string[]) => execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim();
  const commit = git('rev-parse', '--short', 'HEAD') + (git('status', '--porcelain', '--untracked-files=no') === '' ? '' : ' and changes');
  const minutes = Math.round((performance.now() - startedMs) / 60_000);
  const lines = [
    '# The long tests',
    '',
    'What the last `npm run test:long` said; it writes this page. `SEED=N npm run test:long` takes the same way again.',
    '',
    `Commit ${commit}, ${new Date().toISOString().slice(0, 10)}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, ${minutes} minutes.`,
    '',
    ...reported.map((line) => `- ${line}`),
    '',
    `**${passed} passed, ${failed} failed**${failures.length > 0 ? ` (${failures.join(', ')})` : ''}`,
    '',
  ];
  writeFileSync(join(root, 'docs/long-tests.md'), lines.join('\n'));
}
