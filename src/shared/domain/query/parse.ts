// What a person typed → a query, with the place of each term. Nothing is an error: what is no filter is words, and is said to be.
// The grammar stands in docs/query-language.md.

import { isPhotoId } from '../photo.ts';
import { fieldOf, isFieldName } from './fields.ts';
import { isQuote, isWhite, minusOrPlus, pictureName, readWeight } from './marks.ts';
import type { Sign, Term } from './query.ts';
import { readQuoted, readValues } from './quoted.ts';

/** UTF-16 positions in what was typed. */
export interface Place {
  readonly start: number;
  readonly end: number;
}
export type PlacedTerm = Term & Place;

/** Something that looks like a filter and is none. */
export interface Notice extends Place {
  readonly kind:
    | 'unknown-filter' // Searched as words.
    | 'bad-value' // A filter that exists, with a value it does not understand. Searched as words.
    | 'unfinished'; // A filter that exists, with nothing behind its colon yet. Left out.
  readonly field: string;
}

export interface ParsedQuery {
  /** In the order they were typed. */
  readonly terms: readonly PlacedTerm[];
  readonly notices: readonly Notice[];
}

/** @throws nothing, whatever the text. */
export function parseQuery(input: string): ParsedQuery {
  const terms: PlacedTerm[] = [];
  const notices: Notice[] = [];
  /** Where the words that are still being gathered into one phrase lie. */
  let phrase: { start: number; end: number } | undefined;

  function endPhrase(): void {
    if (phrase) terms.push({ kind: 'words', text: input.slice(phrase.start, phrase.end), sign: 1, weight: 1, ...phrase });
    phrase = undefined;
  }
  function push(term: Term, start: number, end: number): number {
    endPhrase();
    terms.push({ ...term, start, end });
    return end;
  }

  /** @returns where it ends; undefined where there is no filter and no picture at `at`. */
  function readNamed(start: number, at: number, sign: Sign): number | undefined {
    const [, written = ''] = named(input, at) ?? [];
    const field = written.toLowerCase();
    if (field === '') return undefined;
    const { values, end } = readValues(input, at + written.length + 1);
    if (field === pictureName) {
      const { text, weight } = readWeight(values[0] ?? '');
      const photoId = text.toLowerCase();
      if (values.length === 1 && isPhotoId(photoId)) return push({ kind: 'picture', photoId, sign, weight }, start, end);
    } else if (isFieldName(field)) {
      if (fieldOf(field).read(values) && values.length > 0) return push({ kind: 'filter', field, values, negated: sign < 0 }, start, end);
    } else {
      if (values.length > 0 && input[at + written.length + 1] !== '/') notices.push({ kind: 'unknown-filter', field, start, end });
      return undefined;
    }
    notices.push({ kind: values.length > 0 ? 'bad-value' : 'unfinished', field, start, end });
    if (values.length > 0) return undefined;
    endPhrase();
    return end;
  }

  /** @returns where it ends. */
  function readItem(start: number): number {
    const sign = start === 0 || isWhite(input[start - 1]) ? minusOrPlus(input, start) : undefined;
    const at = sign === undefined ? start : start + 1;
    if (isQuote(input[at])) {
      const { text, end: closed } = readQuoted(input, at);
      const [, digits] = /^\^(\S*)/.exec(input.slice(closed)) ?? [];
      const { weight, text: rest } = readWeight(`x^${digits ?? ''}`);
      const end = rest === 'x' ? closed + 1 + (digits?.length ?? 0) : closed;
      if (text !== '') return push({ kind: 'words', text, sign: sign ?? 1, weight }, start, end);
      endPhrase();
      return end;
    }
    const filterEnd = readNamed(start, at, sign ?? 1);
    if (filterEnd !== undefined) return filterEnd;
    let end = at;
    while (end < input.length && !isWhite(input[end])) end++;
    const { text, weight, weighed } = readWeight(input.slice(at, end));
    if (sign !== undefined || weighed) return push({ kind: 'words', text, sign: sign ?? 1, weight }, start, end);
    phrase = { start: phrase?.start ?? start, end };
    return end;
  }

  for (let at = 0; at < input.length; ) at = isWhite(input[at]) ? at + 1 : readItem(at);
  endPhrase();
  return { terms, notices };
}

/** A name and its colon. Two letters at least: `C:\photos` is a folder. */
function named(input: string, at: number): RegExpExecArray | null {
  const pattern = /([a-z]{2,}):/iy;
  pattern.lastIndex = at;
  return pattern.exec(input);
}

/** The terms without their places: what `printQuery` prints. */
export const termsOf = ({ terms }: ParsedQuery): Term[] => terms.map(({ start: _start, end: _end, ...term }) => term);
