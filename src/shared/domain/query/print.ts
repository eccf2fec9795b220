// A query as a person would type it: parse(print(q)) = q.

import { hasQuote, pictureName, printSign, printWeight } from './marks.ts';
import { parseQuery, termsOf } from './parse.ts';
import type { Query, Term, WordsTerm } from './query.ts';
import { printQuoted, printValue } from './quoted.ts';

const isPlain = ({ sign, weight }: WordsTerm) => sign > 0 && weight === 1;

/** Bare where the parser gives just this term back: so no rule of when to quote is written twice, or forgotten. */
function readsBack(bare: string, term: WordsTerm): boolean {
  const [back, ...rest] = termsOf(parseQuery(bare));
  return back?.kind === 'words' && rest.length === 0 && back.text === term.text && back.sign === term.sign && back.weight === term.weight;
}

function printWords(term: WordsTerm, afterBare: boolean): { printed: string; bare: boolean } {
  const around = (text: string) => `${printSign(term.sign)}${text}${printWeight(term.weight)}`;
  const bare = around(term.text);
  // A quote mark could open and swallow what follows; two bare phrases side by side would become one.
  const mayStand = !hasQuote(term.text) && !(afterBare && isPlain(term));
  return mayStand && readsBack(bare, term)
    ? { printed: bare, bare: isPlain(term) }
    : { printed: around(printQuoted(term.text)), bare: false };
}

/** One term by itself, as on a chip. */
export const printTerm = (term: Term): string => printQuery([term]);

export function printQuery(query: Query): string {
  const printed: string[] = [];
  let afterBare = false;
  for (const term of query) {
    if (term.kind === 'words') {
      const words = printWords(term, afterBare);
      printed.push(words.printed);
      afterBare = words.bare;
      continue;
    }
    afterBare = false;
    if (term.kind === 'picture') printed.push(`${printSign(term.sign)}${pictureName}:${term.photoId}${printWeight(term.weight)}`);
    else printed.push(`${term.negated ? '-' : ''}${term.field}:${term.values.map(printValue).join(',')}`);
  }
  return printed.join(' ');
}
