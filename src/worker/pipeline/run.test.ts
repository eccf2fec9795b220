import { expect, test } from 'vitest';
import { createRate } from './rate.ts';
import { createRun } from './run.ts';

test('a report counts each file once, and is there when the last is settled', async () => {
  const run = createRun(() => undefined);
  const job = run.open(4);
  job.settle('added');
  job.settle('known');
  job.settle('skipped');
  expect(run.state('running')).toMatchObject({ phase: 'running', done: 3, total: 4, skipped: 1 });
  job.settle({ failed: 'damaged-file', name: 'a.jpg' });
  expect(await job.report).toEqual({ added: 1, known: 1, skipped: 1, failed: [{ name: 'a.jpg', code: 'damaged-file' }] });
  expect(run.state('running')).toMatchObject({ phase: 'idle', done: 4, total: 4, problems: 1 });
});

test('a call of no files is reported at once', async () => {
  expect(await createRun(() => undefined).open(0).report).toEqual({ added: 0, known: 0, skipped: 0, failed: [] });
});

test('a call that comes while another runs adds to its total; one after idle begins anew', () => {
  const run = createRun(() => undefined);
  const first = run.open(1);
  const second = run.open(2);
  expect(run.state('running').total).toBe(3);
  first.settle('added');
  second.settle('added');
  second.settle('added');
  run.open(5);
  expect(run.state('running')).toMatchObject({ done: 0, total: 5 });
});

test('the rate is of the last seconds only', () => {
  const rate = createRate();
  rate.count(0, 0);
  rate.count(4, 10);
  expect(rate.perSecond(20)).toBe(0); // A batch at once is no rate.
  for (let s = 1; s <= 5; s++) rate.count(10, s * 1000);
  expect(rate.perSecond(5_000)).toBeCloseTo(10.8);
  // A pause of a minute: what was before it says nothing any more.
  rate.count(3, 65_000);
  rate.count(3, 66_000);
  expect(rate.perSecond(66_000)).toBe(3);
});
