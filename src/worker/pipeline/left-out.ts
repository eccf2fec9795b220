// Which photos a query's filters let through, and which filter left out how many.

import type { LeftOut } from '../../shared/domain/library.ts';
import type { MatchContext, PhotoFacts } from '../../shared/domain/query/facts.ts';
import { matcherOf, passesAll } from '../../shared/domain/query/filter.ts';
import { printQuery, printTerm } from '../../shared/domain/query/print.ts';
import type { FilterTerm } from '../../shared/domain/query/query.ts';
import { addRow, noRows, type Rows } from './rows.ts';

export interface Filtered {
  /** Those with a vector that pass; absent where no filter was asked. Until the next change. */
  readonly rows?: Rows;
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
  entries(): Iterable<{ readonly facts: PhotoFacts; readonly row: number }>;
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
    const rows = noRows(photos.index.count);
    let passing = 0;
    for (const { facts, row } of photos.entries()) {
      if (ranked && row < 0) continue;
      let failed = 0;
      let last = 0;
      for (let i = 0; i < matchers.length; i++) {
        if (matchers[i]?.(facts)) continue;
        failed++;
        last = i;
        failing[i] = (failing[i] ?? 0) + 1;
      }
      if (failed === 0) {
        passing++;
        addRow(rows, row);
      } else if (failed === 1) failingAlone[last] = (failingAlone[last] ?? 0) + 1;
    }
    return {
      rows,
      photos: passing,
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
