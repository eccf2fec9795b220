// What could be meant by what stands before the caret: the name of a filter, or one of its values. And the text once it is chosen.

import { type FieldName, fieldNames, fieldOf, isFieldName } from '../../shared/domain/query/fields.ts';
import { isQuote, isWhite } from '../../shared/domain/query/marks.ts';
import { parseQuery } from '../../shared/domain/query/parse.ts';
import { printValue, readQuoted } from '../../shared/domain/query/quoted.ts';

export type CompletionContext =
  /** A word, which may become a filter. */
  | { readonly kind: 'word'; readonly start: number; readonly end: number; readonly partial: string }
  /** Behind a filter's colon. `start` is that of the value; `kept` of it stays: the first end of a range. */
  | {
      readonly kind: 'value';
      readonly field: FieldName;
      readonly start: number;
      readonly end: number;
      readonly kept: string;
      readonly partial: string;
    };

export interface Completed {
  readonly text: string;
  readonly caret: number;
}

/** What a row of the list puts in. */
export type Choice =
  | { readonly kind: 'name'; readonly field: FieldName }
  | { readonly kind: 'value'; readonly field: FieldName; readonly value: string }
  /** All of its values as they stand in the field's example. */
  | { readonly kind: 'example'; readonly field: FieldName };

/** Fewer letters begin too much. */
const wordLetters = 2;
/** Fields whose values are free texts or numbers: their own example says more than a list. */
const unlisted: readonly FieldName[] = [
  'name',
  'title',
  'caption',
  'width',
  'height',
  'megapixels',
  'size',
  'iso',
  'aperture',
  'focal',
  'exposure',
  'near',
];
export const isListed = (field: FieldName): boolean => !unlisted.includes(field);
const isDate = (field: FieldName) => field === 'date' || field === 'before' || field === 'after';

/** @returns undefined where nothing can be completed: within a word, in quotes, after white space. */
export function contextAt(text: string, caret: number): CompletionContext | undefined {
  const next = text[caret];
  if (caret === 0 || !(next === undefined || isWhite(next) || next === ',')) return undefined;
  const head = text.slice(0, caret);
  const { terms, notices } = parseQuery(head);
  const item = notices.find(({ end }) => end === caret) ?? terms.findLast(({ end }) => end === caret);
  if (!item) return undefined;
  const [, sign = '', name = ''] = /^([-−+]?)([a-z]{2,}):/i.exec(head.slice(item.start)) ?? [];
  const field = name.toLowerCase();
  const named = item.kind === 'filter' || item.kind === 'unfinished' || item.kind === 'bad-value';
  if (named) return isFieldName(field) ? valueContext(head, field, item.start + sign.length + name.length + 1) : undefined;
  if (next === ',' || item.kind !== 'words' || isQuote(head.slice(item.start).replace(/^[-−+]/, '')[0])) return undefined;
  const [word = ''] = /\S+$/.exec(head) ?? [];
  const partial = word.replace(/^[-−+]/, '');
  if (partial.length < wordLetters || !/^[\p{L}\p{N}-]+$/u.test(partial)) return undefined;
  return { kind: 'word', start: caret - partial.length, end: caret, partial };
}

function valueContext(head: string, field: FieldName, valuesStart: number): CompletionContext | undefined {
  const end = head.length;
  const start = lastValueStart(head, valuesStart);
  const raw = head.slice(start);
  if (isQuote(raw[0])) {
    // Closed, it is complete.
    if (raw.length > 1 && isQuote(raw.at(-1)) && readQuoted(`${raw} `, 0).end === raw.length) return undefined;
    return { kind: 'value', field, start, end, kept: '', partial: readQuoted(raw, 0).text };
  }
  const [kept = ''] = isDate(field) ? (/^.*\.\./.exec(raw) ?? []) : [];
  return { kind: 'value', field, start, end, kept, partial: raw.slice(kept.length) };
}

/** Where the last of a filter's values begins: after the last comma outside quotes. */
function lastValueStart(head: string, valuesStart: number): number {
  let start = valuesStart;
  for (let at = start; at < head.length; ) {
    if (head[at] === ',') start = ++at;
    else if (at === start && isQuote(head[at])) at = readQuoted(head, at).end;
    else at++;
  }
  return start;
}

/** Filters whose name begins with the word, in the order of their table. */
export const namesFor = (partial: string): FieldName[] => fieldNames.filter((name) => name.startsWith(partial.toLowerCase()));

/** The text once `choice` is put in, and where the caret then stands: ready for a value, or for the next word. */
export function complete(text: string, context: CompletionContext, choice: Choice): Completed {
  const before = text.slice(0, context.start);
  const after = text.slice(context.end);
  if (context.kind === 'value') {
    const value = choice.kind === 'value' ? printValue(choice.value) : choice.kind === 'example' ? fieldOf(choice.field).example : '';
    return put(before, context.kept + value, after);
  }
  if (choice.kind === 'value') return put(before, `${choice.field}:${printValue(choice.value)}`, after);
  const whole = `${before}${choice.field}:`;
  return { text: whole + after, caret: whole.length };
}

/** A space follows, so that the next word is one; none where another value does. */
function put(before: string, value: string, after: string): Completed {
  const gap = after.startsWith(',') ? '' : ' ';
  return { text: `${before}${value}${gap}${after.trimStart()}`, caret: before.length + value.length + gap.length };
}
