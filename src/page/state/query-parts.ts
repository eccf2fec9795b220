// The parts of what was typed, as chips show them, and what can be done to one: each edit gives a text that reads as meant.

import { type Notice, type PlacedTerm, parseQuery, termsOf } from '../../shared/domain/query/parse.ts';
import { printQuery, printTerm } from '../../shared/domain/query/print.ts';
import type { Term } from '../../shared/domain/query/query.ts';

export interface QueryPart {
  readonly term: PlacedTerm;
  /** What in it looks like a filter and is none: it is searched as words. */
  readonly notices: readonly Notice[];
}

/** In the order they were typed. A filter without a value is no part yet: someone is still typing. */
export function partsOf(text: string): QueryPart[] {
  const { terms, notices } = parseQuery(text);
  return terms.map((term) => ({
    term,
    notices: notices.filter(({ start, end }) => start >= term.start && end <= term.end),
  }));
}

/** Whether the text is nothing but one phrase as typed: then a chip would only say it again. */
export function isOnePhrase(text: string, parts: readonly QueryPart[]): boolean {
  const [part, ...others] = parts;
  if (!part) return true;
  const { term, notices } = part;
  return others.length === 0 && notices.length === 0 && term.kind === 'words' && text.slice(term.start, term.end) === term.text;
}

const sameTerms = (a: readonly Term[], b: readonly Term[]) => JSON.stringify(a) === JSON.stringify(b);

/** The text with one of its parts replaced, or gone. What else was typed stays as it was typed, unless it would then read otherwise:
 * `red date:2023 car` without its date is `red "car"`, since `red car` would be one phrase.
 * @param at of the part, as in `partsOf`. */
export function withPart(text: string, at: number, next: Term | undefined): string {
  const read = parseQuery(text);
  const place = read.terms[at];
  if (!place) return text;
  const wanted = termsOf(read).flatMap((term, n) => (n !== at ? [term] : next ? [next] : []));
  const [before, after] = [text.slice(0, place.start), text.slice(place.end)];
  const spliced = next
    ? `${before}${printTerm(next)}${after}`
    : [before.trimEnd(), after.trimStart()].filter((part) => part !== '').join(' ');
  return sameTerms(termsOf(parseQuery(spliced)), wanted) ? spliced : printQuery(wanted);
}

const termOf = ({ term: { start: _start, end: _end, ...term } }: QueryPart): Term => term;
export const isExcluded = ({ term }: QueryPart): boolean => (term.kind === 'filter' ? term.negated : term.sign < 0);

/** From wanted to unwanted and back. */
export function turned(part: QueryPart): Term {
  const term = termOf(part);
  return term.kind === 'filter' ? { ...term, negated: !term.negated } : { ...term, sign: term.sign < 0 ? 1 : -1 };
}

/** Steps that can be told apart in an answer. */
const weights = [0.25, 0.5, 1, 1.5, 2, 3, 4];

/** The same part with the next weight up or down; undefined where there is none: a filter holds or not. */
export function weighed(part: QueryPart, up: boolean): Term | undefined {
  const term = termOf(part);
  if (term.kind === 'filter') return undefined;
  const weight = up ? weights.find((step) => step > term.weight) : weights.findLast((step) => step < term.weight);
  return weight === undefined ? undefined : { ...term, weight };
}
