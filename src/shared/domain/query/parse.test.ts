// What a person types, and what is read: by example, and by property for every text and every query there can be.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { PhotoId } from '../photo.ts';
import { fieldNames, fieldOf } from './fields.ts';
import { parseQuery, termsOf } from './parse.ts';
import { printQuery } from './print.ts';
import type { Term, WordsTerm } from './query.ts';

const read = (text: string) => termsOf(parseQuery(text));
const words = (text: string, sign: 1 | -1 = 1, weight = 1): Term => ({ kind: 'words', text, sign, weight });
const filter = (field: string, values: string[], negated = false) => ({ kind: 'filter', field, values, negated });
const id = 'ab'.repeat(32) as PhotoId;

test.each<[string, unknown[]]>([
  ['a dog on the beach', [words('a dog on the beach')]],
  ['  a  dog ', [words('a  dog')]],
  ['beach -people', [words('beach'), words('people', -1)]],
  ['beach -"a crowd" sand', [words('beach'), words('a crowd', -1), words('sand')]],
  ['beach −people', [words('beach'), words('people', -1)]],
  ['t-shirt - 5:30 http://x.org/a-b -- ->', [words('t-shirt - 5:30 http://x.org/a-b -- ->')]],
  ['"a phrase"^2 word^0.5', [words('a phrase', 1, 2), words('word', 1, 0.5)]],
  ['big dog^2 cat', [words('big'), words('dog', 1, 2), words('cat')]],
  ['red "at night" blue', [words('red'), words('at night'), words('blue')]],
  ['“smart quotes” x', [words('smart quotes'), words('x')]],
  ['"say ""hello"" now"', [words('say "hello" now')]],
  ['"not closed yet', [words('not closed yet')]],
  ['5" disk', [words('5" disk')]],
  ['beach +sunset', [words('beach'), words('sunset')]],
  ['x^2^3 ^2 y^', [words('x^2', 1, 3), words('^2 y^')]],
  ['"" "', []],
  ['date:2023-06..2023-08 dog', [filter('date', ['2023-06..2023-08']), words('dog')]],
  ['-is:screenshot', [filter('is', ['screenshot'], true)]],
  ['Camera:pixel,"Galaxy S9",', [filter('camera', ['pixel', 'Galaxy S9'])]],
  ['near:48.85,-2.35,5km', [filter('near', ['48.85', '-2.35', '5km'])]],
  [
    `like:${id}^0.5 -like:${id.toUpperCase()}`,
    [
      { kind: 'picture', photoId: id, sign: 1, weight: 0.5 },
      { kind: 'picture', photoId: id, sign: -1, weight: 1 },
    ],
  ],
  ['a colour:red dog', [words('a colour:red dog')]],
  ['date:banana', [words('date:banana')]],
  ['rating:1..2..3', [words('rating:1..2..3')]],
  ['dog camera:', [words('dog')]],
  ['C:\\photos', [words('C:\\photos')]],
  ['"date:2023"', [words('date:2023')]],
])('%s', (text, terms) => {
  expect(read(text)).toEqual(terms);
});

test('a filter that is none is searched as words, and says so, where it stands', () => {
  expect(parseQuery('a colour:red dog').notices).toEqual([{ kind: 'unknown-filter', field: 'colour', start: 2, end: 12 }]);
  expect(parseQuery('date:banana').notices).toEqual([{ kind: 'bad-value', field: 'date', start: 0, end: 11 }]);
  expect(parseQuery('like:12').notices).toEqual([{ kind: 'bad-value', field: 'like', start: 0, end: 7 }]);
  expect(parseQuery('dog camera:').notices).toEqual([{ kind: 'unfinished', field: 'camera', start: 4, end: 11 }]);
  expect(parseQuery('http://x 5:30 C:\\x dog').notices).toEqual([]);
});

test('each term knows where it was typed', () => {
  const text = '  big dog^2 -"a crowd" camera:"Pixel 7",iphone  sand castle ';
  expect(parseQuery(text).terms.map(({ start, end }) => text.slice(start, end))).toEqual([
    'big',
    'dog^2',
    '-"a crowd"',
    'camera:"Pixel 7",iphone',
    'sand castle',
  ]);
});

test('the example of every filter is one it understands', () => {
  for (const field of fieldNames)
    expect(read(`${field}:${fieldOf(field).example}`)).toEqual([expect.objectContaining({ kind: 'filter', field, negated: false })]);
});

// Letters that mean something to the parser come often, or no run would meet two of them side by side.
const piece = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      '"',
      '“',
      '-',
      '−',
      '+',
      '^',
      '^2',
      ':',
      ',',
      ' ',
      '\t',
      '..',
      'dog',
      'date:',
      'camera:',
      'is:',
      'like:',
      id,
      '2023',
      'x',
    ),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 4 }) },
);
const typed = fc.array(piece, { maxLength: 14 }).map((pieces) => pieces.join(''));

test('whatever is typed is read, and printed it reads the same', () => {
  fc.assert(
    fc.property(typed, (text) => {
      const terms = read(text);
      expect(read(printQuery(terms))).toEqual(terms);
    }),
    { numRuns: 2000 },
  );
});

test('places are in order, apart, and within what was typed; what lies between them is white space, empty quotes, or noticed', () => {
  fc.assert(
    fc.property(typed, (text) => {
      const { terms, notices } = parseQuery(text);
      let at = 0;
      for (const { start, end } of terms) {
        expect(start).toBeGreaterThanOrEqual(at);
        expect(end).toBeGreaterThan(start);
        const skipped = text.slice(at, start);
        const told = notices.some((notice) => notice.kind === 'unfinished' && notice.start >= at && notice.end <= start);
        expect(told || /^[\s"“”„+\-−^\d.]*$/.test(skipped)).toBe(true);
        at = end;
      }
      expect(at).toBeLessThanOrEqual(text.length);
    }),
    { numRuns: 1000 },
  );
});

const text = typed.map((made) => made.trim()).filter((made) => made !== '');
const signed = {
  sign: fc.constantFrom<1 | -1>(1, -1),
  weight: fc.oneof(
    fc.constant(1),
    fc.integer({ min: 0, max: 999_999 }).map((n) => n / 1000),
  ),
};
const wordsTerm: fc.Arbitrary<WordsTerm> = fc.record({ kind: fc.constant('words'), text, ...signed });
const pictureTerm: fc.Arbitrary<Term> = fc.record({
  kind: fc.constant('picture'),
  photoId: fc.string({ unit: fc.constantFrom(...Array.from('0123456789abcdef')), minLength: 64, maxLength: 64 }) as fc.Arbitrary<PhotoId>,
  ...signed,
});
const filterTerm: fc.Arbitrary<Term> = fc.oneof(
  fc.record({
    kind: fc.constant('filter'),
    field: fc.constantFrom('camera', 'name', 'folder', 'tag'),
    values: fc.array(text, { minLength: 1, maxLength: 3 }),
    negated: fc.boolean(),
  }),
  fc.record({
    kind: fc.constant('filter'),
    field: fc.constantFrom('date', 'before'),
    values: fc.array(fc.constantFrom('2023', '2023-06..', '..last-month', '2020-02-29', 'last-10-days'), { minLength: 1, maxLength: 3 }),
    negated: fc.boolean(),
  }),
);
/** As the parser gives them: two phrases without sign and weight, side by side, are written with quotes and stay two. */
const query = fc.array(fc.oneof(wordsTerm, pictureTerm, filterTerm), { maxLength: 6 });

test('every query there can be is printed so that it reads the same', () => {
  fc.assert(
    fc.property(query, (terms) => {
      expect(read(printQuery(terms))).toEqual(terms);
    }),
    { numRuns: 2000 },
  );
});

test('what needs no quotes gets none', () => {
  expect(printQuery([words('a dog'), words('people', -1), words('night', 1, 2), words('a crowd', -1)])).toBe(
    'a dog -people night^2 -"a crowd"',
  );
  expect(printQuery([words('a dog'), words('night')])).toBe('a dog "night"');
});
