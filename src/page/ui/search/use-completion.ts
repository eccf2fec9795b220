// What is offered while someone types: names of filters at once, values of the library as soon as it has told them.

import { useEffect, useState } from 'react';
import { isAbort } from '../../../shared/domain/app-error.ts';
import type { FilterValue } from '../../../shared/domain/library.ts';
import { fold } from '../../../shared/domain/query/fold.ts';
import { type Choice, type CompletionContext, contextAt, isListed, namesFor } from '../../state/completion.ts';
import { useInquiries } from '../store-context.tsx';

export type Offer = Choice & { readonly photos?: number };

export interface Completion {
  readonly context: CompletionContext | undefined;
  /** At most eight, the likeliest first. */
  readonly offers: readonly Offer[];
}

const most = { rows: 8, names: 3, valuesOfWord: 5 };
/** Fewer letters begin the names of too many things. */
const wordLetters = 3;
const nothing: Completion = { context: undefined, offers: [] };

/** What the library last told, and of what. */
interface Told {
  readonly of: string;
  readonly partial: string;
  readonly values: readonly FilterValue[];
}
const untold: Told = { of: '', partial: '', values: [] };

/** Of what was told for fewer letters, what goes with all of them: who types on and presses Tab at once means no other. */
const stillMeant = (told: Told, partial: string): readonly FilterValue[] =>
  told.partial === partial ? told.values : told.values.filter(({ value }) => fold(value).includes(fold(partial)));

/** @param caret where it stands; undefined while nothing is to be offered. */
export function useCompletion(text: string, caret: number | undefined): Completion {
  const { values: ask } = useInquiries();
  const [told, setTold] = useState<Told>(untold);
  const context = caret === undefined ? undefined : contextAt(text, caret);
  const field = context?.kind === 'value' ? context.field : undefined;
  const partial = context?.partial;
  const asks = partial !== undefined && (field ? isListed(field) : partial.length >= wordLetters);
  /** What is told stays while more of the same is typed, so that the list does not flicker. */
  const of = `${field ?? ''} ${context?.start}`;

  useEffect(() => {
    if (!asks || partial === undefined) return setTold(untold);
    const abort = new AbortController();
    const limit = field ? most.rows : most.valuesOfWord;
    ask({ ...(field && { field }), partial, limit }, abort.signal).then(
      (values) => setTold({ of, partial, values }),
      (thrown: unknown) => {
        if (!isAbort(thrown)) setTold(untold); // Typing goes on without; the library itself tells what is wrong with it.
      },
    );
    return () => abort.abort();
  }, [ask, asks, field, partial, of]);

  if (!context) return nothing;
  if (context.kind === 'value' && !isListed(context.field))
    return { context, offers: context.partial === '' ? [{ kind: 'example', field: context.field }] : [] };
  const values = told.of === of ? stillMeant(told, context.partial).map((value): Offer => ({ kind: 'value', ...value })) : [];
  if (context.kind === 'word') {
    const names = namesFor(context.partial).slice(0, most.names);
    return { context, offers: [...names.map((name): Offer => ({ kind: 'name', field: name })), ...values].slice(0, most.rows) };
  }
  const [only, ...others] = values;
  const isTyped = only?.kind === 'value' && others.length === 0 && only.value.toLowerCase() === context.partial.toLowerCase();
  if (isTyped) return { context, offers: [] };
  // Of a range's end the library tells how many there are at that time, not within the range.
  return { context, offers: context.kept === '' ? values : values.map(({ photos: _, ...offer }) => offer) };
}
