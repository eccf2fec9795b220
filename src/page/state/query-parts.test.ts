// Chips from what was typed, and back: by example, and by property for whatever can be typed.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseQuery, termsOf } from '../../shared/domain/query/parse.ts';
import { isOnePhrase, partsOf, turned, weighed, withPart } from './query-parts.ts';

const read = (text: string) => termsOf(parseQuery(text));
const partAt = (text: string, at: number) => {
  const part = partsOf(text)[at];
  if (!part) throw new Error(`no part ${at} in ${text}`);
  return part;
};

test('one phrase as typed needs no chips; anything else has some', () => {
  const plain = (text: string) => isOnePhrase(text, partsOf(text));
  expect(['', ' a dog on the beach ', 't-shirt', 'dog camera:'].map(plain)).toEqual([true, true, true, true]);
  expect(['"a dog"', '-dog', 'dog^2', 'is:portrait', 'dog -cat', 'colour:red'].map(plain)).toEqual(Array(6).fill(false));
});

test('a note stands at the part it is about', () => {
  expect(partsOf('a colour:red dog -is:portrait').map(({ notices }) => notices.map(({ field }) => field))).toEqual([['colour'], []]);
});

test.each<[string, number, string]>([
  ['beach -people', 1, 'beach'],
  ['beach  -people   sand', 0, '-people   sand'],
  ['red date:2023 car', 1, 'red "car"'],
  ['dog camera: -is:screenshot', 1, 'dog camera:'],
  ['x', 0, ''],
])('%s without its part %i is %s', (text, at, without) => {
  expect(withPart(text, at, undefined)).toBe(without);
});

test.each<[string, number, string]>([
  ['beach -people', 1, 'beach "people"'],
  ['beach -people', 0, '-beach -people'],
  ['a dog', 0, '-"a dog"'],
  ['a  dog -is:screenshot,portrait', 1, 'a  dog is:screenshot,portrait'],
])('%s with its part %i turned is %s', (text, at, other) => {
  expect(withPart(text, at, turned(partAt(text, at)))).toBe(other);
});

test('weights go up and down in steps, and end', () => {
  const walk = (text: string, ups: boolean[]) =>
    ups.reduce((now, up) => {
      const next = weighed(partAt(now, 0), up);
      return next ? withPart(now, 0, next) : now;
    }, text);
  expect(walk('a dog', [true])).toBe('"a dog"^1.5');
  expect(walk('"a dog"^2', [false, false])).toBe('a dog');
  expect(walk('dog^7', [true])).toBe('dog^7');
  expect(walk('dog^0.1', [true, false])).toBe('dog^0.25');
  expect(walk('is:portrait', [true])).toBe('is:portrait');
});

const piece = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('"', '“', '-', '+', '^2', ':', ',', ' ', '\t', 'dog', 'date:', 'camera:', 'is:', '2023', 'x y') },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 4 }) },
);
const typed = fc.array(piece, { maxLength: 14 }).map((pieces) => pieces.join(''));

test('whatever is typed, taking a part away leaves the others as they were', () => {
  fc.assert(
    fc.property(typed, fc.nat(5), (text, at) => {
      const terms = read(text);
      fc.pre(at < terms.length);
      expect(read(withPart(text, at, undefined))).toEqual(terms.toSpliced(at, 1));
    }),
    { numRuns: 2000 },
  );
});

test('whatever is typed, turning or weighing a part changes it alone, and turning it twice changes nothing', () => {
  fc.assert(
    fc.property(typed, fc.nat(5), fc.boolean(), (text, at, up) => {
      const terms = read(text);
      fc.pre(at < terms.length);
      const other = turned(partAt(text, at));
      const turnedText = withPart(text, at, other);
      expect(read(turnedText)).toEqual(terms.with(at, other));
      expect(read(withPart(turnedText, at, turned(partAt(turnedText, at))))).toEqual(terms);
      const heavier = weighed(partAt(text, at), up);
      if (heavier) expect(read(withPart(text, at, heavier))).toEqual(terms.with(at, heavier));
    }),
    { numRuns: 2000 },
  );
});
