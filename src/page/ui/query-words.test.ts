import { expect, test, vi } from 'vitest';
import { fieldNames } from '../../shared/domain/query/fields.ts';
import { parseQuery, termsOf } from '../../shared/domain/query/parse.ts';

vi.stubGlobal('navigator', { languages: ['en-GB'], platform: 'Linux' }); // Node 20 has none.
const { fieldWords, noticeWords, partName, queryWords } = await import('./query-words.ts');

const named = (text: string) => termsOf(parseQuery(text)).map(partName);

test.each<[string, string]>([
  ['date:2023', '2023'],
  ['date:2023-06', 'June 2023'],
  ['date:2023-6-5', '5 June 2023'],
  ['date:2023-06..2023-08', 'June 2023 to August 2023'],
  ['date:2020..', 'Since 2020'],
  ['date:..last-month', 'Until last month'],
  ['date:last-10-days,today', 'Last 10 days or today'],
  ['before:2023-06', 'Before June 2023'],
  ['-is:screenshot', 'not Screenshot'],
  ['is:portrait,square', 'Upright format or Square'],
  ['has:place', 'With a place'],
  ['camera:"Pixel 7",iphone', 'Camera: Pixel 7 or iphone'],
  ['rating:4..', '4 or more stars'],
  ['rating:1', '1 star'],
  ['width:1920..', 'Width: 1920 or more'],
  ['iso:..400', 'ISO: 400 or less'],
  ['size:2mb..10mb', 'Size: 2mb to 10mb'],
  ['type:png,image/jpeg', 'PNG or JPEG'],
  ['near:48.85,2.35', 'Within 5km of 48.85, 2.35'],
  ['-people', 'not people'],
  ['"red car"^2', 'red car (counts 2 times)'],
])('%s is said as: %s', (text, said) => {
  expect(named(text)).toEqual([said]);
});

test('every filter has its words, and every example of the help is more than it seems', () => {
  expect(Object.keys(fieldWords)).toEqual(fieldNames);
  for (const { examples } of queryWords.helpGroups) for (const { text } of examples) expect(parseQuery(text).notices, text).toEqual([]);
});

test('what is no filter is said to be none', () => {
  const text = 'a colour:red date:banana';
  expect(parseQuery(text).notices.map((notice) => noticeWords(notice, text))).toEqual([
    'There is no filter “colour”, so “colour:red” is searched as words',
    '“date:banana” is not understood, so it is searched as words',
  ]);
});
