// What is offered before the caret `|`, and the text once it is chosen.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { FieldName } from '../../shared/domain/query/fields.ts';
import { parseQuery, termsOf } from '../../shared/domain/query/parse.ts';
import { complete, contextAt, namesFor } from './completion.ts';

const at = (marked: string) => {
  const caret = marked.indexOf('|');
  return contextAt(marked.replace('|', ''), caret);
};

test.each<[string, object | undefined]>([
  ['ca|', { kind: 'word', start: 0, partial: 'ca' }],
  ['a dog ca|', { kind: 'word', start: 6, partial: 'ca' }],
  ['a dog -is|', { kind: 'word', start: 7, partial: 'is' }],
  ['dog 2023|', { kind: 'word', start: 4, partial: '2023' }],
  ['dog t-sh|', { kind: 'word', start: 4, partial: 't-sh' }],
  ['a|', undefined],
  ['ca|mera', undefined],
  ['dog |', undefined],
  ['|', undefined],
  ['"ca|', undefined],
  ['-"a ca|', undefined],
  ['http://ca|', undefined],
  ['camera:|', { kind: 'value', field: 'camera', start: 7, partial: '', kept: '' }],
  ['x -Camera:pix|', { kind: 'value', field: 'camera', start: 10, partial: 'pix' }],
  ['camera:pixel,ip|', { kind: 'value', field: 'camera', start: 13, partial: 'ip' }],
  ['camera:pi|,iphone', { kind: 'value', field: 'camera', start: 7, end: 9, partial: 'pi' }],
  ['camera:"Galaxy S|', { kind: 'value', field: 'camera', start: 7, partial: 'Galaxy S' }],
  ['camera:"Galaxy S9"|', undefined],
  ['camera:"a, b",ip|', { kind: 'value', field: 'camera', start: 14, partial: 'ip' }],
  ['is:por| dog', { kind: 'value', field: 'is', start: 3, partial: 'por' }],
  ['is:portrait|', { kind: 'value', field: 'is', start: 3, partial: 'portrait' }],
  ['date:20|', { kind: 'value', field: 'date', start: 5, partial: '20', kept: '' }],
  ['date:2023-06..20|', { kind: 'value', field: 'date', start: 5, kept: '2023-06..', partial: '20' }],
  ['dog date:2023..|', { kind: 'value', field: 'date', kept: '2023..', partial: '' }],
  ['colour:re|', undefined],
  ['camera:x |', undefined],
])('%s', (marked, expected) => {
  const context = at(marked);
  if (expected) expect(context).toMatchObject(expected);
  else expect(context).toBeUndefined();
});

test.each<[string, FieldName, string | undefined, string]>([
  ['a dog -ca|', 'camera', undefined, 'a dog -camera:|'],
  ['ca| -x', 'camera', undefined, 'camera:| -x'],
  ['dog camera:pix|', 'camera', 'Pixel 7', 'dog camera:"Pixel 7" |'],
  ['dog camera:pix| cat', 'camera', 'Pixel 7', 'dog camera:"Pixel 7" |cat'],
  ['camera:pi|,iphone', 'camera', 'pixel', 'camera:pixel|,iphone'],
  ['camera:"Galaxy S|', 'camera', 'Galaxy S9', 'camera:"Galaxy S9" |'],
  ['date:2023-06..20|', 'date', '2023-08', 'date:2023-06..2023-08 |'],
  ['dog lis|', 'folder', 'Trips/Lisbon', 'dog folder:Trips/Lisbon |'],
])('%s with %s %s is %s', (marked, field, value, expected) => {
  const context = at(marked);
  if (!context) throw new Error('nothing to complete');
  const choice = value === undefined ? ({ kind: 'name', field } as const) : ({ kind: 'value', field, value } as const);
  const { text, caret } = complete(marked.replace('|', ''), context, choice);
  expect(`${text.slice(0, caret)}|${text.slice(caret)}`).toBe(expected);
});

test('names are offered by how they begin', () => {
  expect(namesFor('ca')).toEqual(['caption', 'camera']);
  expect(namesFor('DATE')).toEqual(['date']);
  expect(namesFor('dog')).toEqual([]);
});

const value = fc.oneof(
  fc.constantFrom('Pixel 7', 'a, b', 'say "hi"', '2023', '“q”'),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }),
);
const before = fc.array(fc.constantFrom('dog', '-people', '"red car"^2', 'is:portrait', 'camera:x,"y z"', ' ', '\t'), { maxLength: 5 });

test('a value that is chosen is read as it is, and leaves what stands before it alone', () => {
  fc.assert(
    fc.property(before, value, fc.boolean(), fc.boolean(), (items, chosen, behindName, negated) => {
      const wanted = chosen.trim();
      fc.pre(wanted !== '');
      const head = items.map((item) => `${item} `).join('');
      const sign = negated ? '-' : '';
      const text = `${head}${sign}${behindName ? 'folder:' : 'fo'}`;
      const context = contextAt(text, text.length);
      if (!context) throw new Error('nothing to complete');
      const completed = complete(text, context, { kind: 'value', field: 'folder', value: wanted });
      expect(termsOf(parseQuery(completed.text))).toEqual([
        ...termsOf(parseQuery(head)),
        { kind: 'filter', field: 'folder', values: [wanted], negated },
      ]);
      expect(completed.caret).toBe(completed.text.length);
    }),
    { numRuns: 1000 },
  );
});

test('an example is put in as it stands', () => {
  const context = contextAt('dog near:', 9);
  if (!context) throw new Error('nothing to complete');
  expect(complete('dog near:', context, { kind: 'example', field: 'near' }).text).toBe('dog near:48.85,2.35,5km ');
});
