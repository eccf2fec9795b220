// Which photos a query's filters let through, and which filter left out how many.

import type { LeftOut } from '../../shared/domain/library.ts';
import type { PhotoId } from '../../shared/domain/photo.ts';
import type { MatchContext, PhotoFacts } from '../../shared/domain/query/facts.ts';
import { matcherOf, passesAll } from '../../shared/domain/query/filter.ts';
import { printQuery, printTerm } from '../../shared/domain/query/print.ts';
import type { FilterTerm } from '../../shared/domain/query/query.ts';

export interface Filtered {
  /** Of those that count; absent where no filter was asked. The same set as long as nothing changed: the index is quicker with it then. */
  readonly only?: ReadonlySet<PhotoId>;
  /** How many count and pass. */
  readonly photos: number;
  readonly byFilter: readonly LeftOut[];
  passes(photo: PhotoFacts): boolean;
}

interface Photos {
  readonly count: number;
  /** Rises with every change. */
  readonly revision: number;
  readonly index: { readonly count: number };
  entries(): Iterable<{ readonly facts: PhotoFacts; readonly indexed: boolean }>;
}

/** So long relative dates keep their meaning. */
const minuteMs = 60_000;

/** @param contextOf asked at each question: the time goes on. */
export function createFilters(photos: Photos, contextOf: () => MatchContext) {
  let last: { readonly key: string; readonly filtered: Filtered } | undefined;

  function filter(filters: readonly FilterTerm[], context: MatchContext, ranked: boolean): Filtered {
    const matchers = filters.map((one) => matcherOf(one, context));
    const failing = matchers.map(() => 0);
    const failingAlone = matchers.map(() => 0);
    const passing: PhotoId[] = [];
    for (const { facts, indexed } of photos.entries()) {
      if (ranked && !indexed) continue;
      let failed = 0;
      let last = 0;
      for (let i = 0; i < matchers.length; i++) {
        if (matchers[i]?.(facts)) continue;
        failed++;
        last = i;
        failing[i] = (failing[i] ?? 0) + 1;
      }
      if (failed === 0) passing.push(facts.id);
      else if (failed === 1) failingAlone[last] = (failingAlone[last] ?? 0) + 1;
    }
    return {
      only: new Set(passing),
      photos: passing.length,
      byFilter: filters.map((one, i) => ({ filter: printTerm(one), photos: failing[i] ?? 0, back: failingAlone[i] ?? 0 })),
      passes: passesAll(filters, context),
    };
  }

  /** @param ranked only photos with a vector count. What was asked last is remembered, since a person types on behind the same filters. */
  return (filters: readonly FilterTerm[], ranked: boolean): Filtered => {
    if (filters.length === 0) return { photos: ranked ? photos.index.count : photos.count, byFilter: [], passes: () => true };
    const context = contextOf();
    const key = [printQuery(filters), ranked, photos.revision, Math.floor(context.nowMs / minuteMs)].join(' ');
    if (last?.key !== key) last = { key, filtered: filter(filters, context, ranked) };
    return last.filtered;
  };
}
