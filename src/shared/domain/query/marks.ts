// The few signs that mean something in a query.

import type { Sign } from './query.ts';

export const pictureName = 'like';

export const isWhite = (char: string | undefined): boolean => char !== undefined && /\s/.test(char);
/** Phones turn straight quotes into curly ones. */
export const hasQuote = (text: string): boolean => /["“”„]/.test(text);
export const isQuote = (char: string | undefined): boolean => char !== undefined && hasQuote(char);

/** The sign that opens a term at `at`, which is the start or after white space. `-` alone, `--` and `->` are words. */
export function minusOrPlus(input: string, at: number): Sign | undefined {
  const [char, next] = [input[at], input[at + 1]];
  if (next === undefined || isWhite(next) || /[-−+>]/.test(next)) return undefined;
  return char === '-' || char === '−' ? -1 : char === '+' ? 1 : undefined;
}

/** `dog^2` → dog, 2. At most three digits on each side of the point, so that what is printed is what was read. */
export function readWeight(word: string): { text: string; weight: number; weighed: boolean } {
  const [, text, weight] = /^(.+)\^(\d{1,3}(?:\.\d{1,3})?|\.\d{1,3})$/su.exec(word) ?? [];
  return text === undefined || weight === undefined
    ? { text: word, weight: 1, weighed: false }
    : { text, weight: Number(weight), weighed: true };
}

export const printSign = (sign: Sign): string => (sign < 0 ? '-' : '');
export const printWeight = (weight: number): string => (weight === 1 ? '' : `^${weight}`);
