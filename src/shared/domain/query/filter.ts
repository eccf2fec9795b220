// A query's filters as one question to a photo.

import type { MatchContext, Matcher } from './facts.ts';
import { fieldOf } from './fields.ts';
import type { FilterTerm, Query } from './query.ts';

export const filtersOf = (query: Query): FilterTerm[] => query.filter((term) => term.kind === 'filter');

/** @returns true for every photo where the filter does not understand its values, which no parsed query has. */
export function matcherOf({ field, values, negated }: FilterTerm, context: MatchContext): Matcher {
  const matches = fieldOf(field).read(values)?.(context);
  if (!matches) return () => true;
  return negated ? (photo) => !matches(photo) : matches;
}

/** Passes what meets all of `filters`. */
export function passesAll(filters: readonly FilterTerm[], context: MatchContext): Matcher {
  const matchers = filters.map((filter) => matcherOf(filter, context));
  return (photo) => matchers.every((matches) => matches(photo));
}
