import { expect, test, vi } from 'vitest';

vi.stubGlobal('navigator', { languages: ['de-DE', 'en-GB'], platform: 'Linux' }); // Node 20 has none.
const { formatBytes, formatDuration, formatMonth } = await import('./format.ts');
const { answerLine, ingestLine, noticeLine, sectionLabel } = await import('./words.ts');

const running = { phase: 'running', done: 1240, total: 5000, perSecond: 38.2, secondsLeft: 99, problems: 0, skipped: 0 } as const;

test('the pill says how far, how fast and how long', () => {
  expect(ingestLine(running)).toBe('Indexing 1,240 of 5,000 · 38/s · 2 mins left');
  const { secondsLeft: _, ...unmeasured } = running;
  expect(ingestLine({ ...unmeasured, perSecond: 0 })).toBe('Indexing 1,240 of 5,000');
  expect(ingestLine({ ...running, phase: 'paused' })).toBe('Paused at 1,240 of 5,000');
});

test.each([
  [0.2, '1 sec'],
  [42, '40 secs'],
  [58, '1 min'],
  [3599, '1 hour'],
  [4800, '1 hour 20 mins'],
  [7150, '2 hours'],
])('%d seconds are coarser the longer they are: %s', (seconds, text) => {
  expect(formatDuration(seconds)).toBe(text);
});

test('sizes and months', () => {
  expect([0, 999, 34_400_000, 1_500_000_000].map(formatBytes)).toEqual(['0 bytes', '999 bytes', '34 MB', '1.5 GB']);
  expect(formatMonth(2024, 1)).toBe('February 2024');
  expect(sectionLabel({ kind: 'good', of: 1, start: 0, count: 1 })).toBe('1 good match');
});

test('one is not many', () => {
  expect(noticeLine({ kind: 'added', added: 1, known: 0, skipped: 1, binned: 0, failed: 2 })).toBe(
    '1 photo added · 2 problems · 1 file was no picture',
  );
  expect(noticeLine({ kind: 'added', added: 0, known: 0, skipped: 0, binned: 0, failed: 0 })).toBe('Nothing was added');
});

test('an answer says for what, and among how many while more are coming', () => {
  const query = { text: ' dog ', images: [], sort: 'relevance' } as const;
  const answer = { hits: [], good: 0, cut: 0.2, total: 9, of: 1240, ms: { embed: 0, rank: 0, total: 0 } };
  expect(answerLine(query, answer, true)).toBe('No good match for “dog”, of 1,240 indexed so far');
  expect(answerLine(query, { ...answer, good: 1 }, false)).toBe('1 good match for “dog”');
  const pictures = [
    { key: 'a', name: '', sign: 1 },
    { key: 'b', name: '', sign: -1 },
  ] as const;
  expect(answerLine({ ...query, images: pictures }, { ...answer, good: 2 }, false)).toBe(
    '2 good matches like this one, unlike this one, for “dog”',
  );
});
