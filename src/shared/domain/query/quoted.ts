// Quoted texts, and the values behind a filter's colon. A quote mark inside quotes is written twice. A quote that is never closed ends where the text does.

import { isQuote, isWhite } from './marks.ts';

/** @param at of the opening quote. @returns the text without white space at its ends, and where it ends. */
export function readQuoted(input: string, at: number): { text: string; end: number } {
  let text = '';
  for (let i = at + 1; i < input.length; i++) {
    const char = input[i] ?? '';
    if (!isQuote(char)) text += char;
    else if (input[i + 1] !== char) return { text: text.trim(), end: i + 1 };
    else {
      text += char;
      i++;
    }
  }
  return { text: text.trim(), end: input.length };
}

export const printQuoted = (text: string): string => `"${text.replace(/["“”„]/g, '$&$&')}"`;

/** `pixel,"Galaxy S9"` up to white space. Empty ones are left out. */
export function readValues(input: string, at: number): { values: string[]; end: number } {
  const values: string[] = [];
  let [value, end] = ['', at];
  let opening = true;
  while (end < input.length && !isWhite(input[end])) {
    const char = input[end] ?? '';
    if (char === ',') {
      values.push(value);
      [value, opening] = ['', true];
      end++;
    } else if (opening && isQuote(char)) {
      ({ text: value, end } = readQuoted(input, end));
      opening = false;
    } else {
      value += char;
      opening = false;
      end++;
    }
  }
  return { values: [...values, value].map((text) => text.trim()).filter((text) => text !== ''), end };
}

export const printValue = (value: string): string => (/^[^\s,"“”„]+$/.test(value) ? value : printQuoted(value));
