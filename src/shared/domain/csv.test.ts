// Cells as spreadsheets read them.

import { expect, test } from 'vitest';
import { csvRow } from './csv.ts';

test.each([
  ['=HYPERLINK("http://evil","x")', `"'=HYPERLINK(""http://evil"",""x"")"`],
  ['+1', "'+1"],
  ['-2+3', "'-2+3"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['\t=1', "'\t=1"],
  ['plain', 'plain'],
  ['with, comma', '"with, comma"'],
  ['two\nlines', '"two\nlines"'],
  ['写真', '写真'],
])('%j is the cell %j', (value, expected) => {
  expect(csvRow([value])).toBe(`${expected}\r\n`);
});

test('numbers stay numbers, also below zero; what is missing is empty', () => {
  expect(csvRow([-0.25, true, undefined, ''])).toBe('-0.25,true,,\r\n');
});
