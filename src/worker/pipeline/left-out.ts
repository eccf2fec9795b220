// What filters leave out of an answer, and which of them left out what.

import type { LeftOut } from '../../shared/domain/library.ts';
import type { PhotoId } from '../../shared/domain/photo.ts';
import type { MatchContext, PhotoFacts } from '../../shared/domain/query/facts.ts';
import { matcherOf } from '../../shared/domain/query/filter.ts';
import { printTerm } from '../../shared/domain/query/print.ts';
import type { FilterTerm } from '../../shared/domain/query/query.ts';

export interface Filtered {
  /** Photos that do not meet every filter. */
  readonly photoIds: Set<PhotoId>;
  readonly byFilter: readonly LeftOut[];
}

/** @param counts whether a photo counts in `byFilter`: it could have been found. */
export function filterPhotos(
  filters: readonly FilterTerm[],
  entries: Iterable<{ readonly facts: PhotoFacts }>,
  context: MatchContext,
  counts: (photoId: PhotoId) => boolean,
): Filtered {
  const photoIds = new Set<PhotoId>();
  const matchers = filters.map((filter) => matcherOf(filter, context));
  const failing = matchers.map(() => 0);
  const failingAlone = matchers.map(() => 0);
  if (filters.length > 0)
    for (const { facts } of entries) {
      let [failed, last] = [0, -1];
      const counted = counts(facts.id);
      for (const [i, matches] of matchers.entries()) {
        if (matches(facts)) continue;
        failed++;
        last = i;
        if (counted) failing[i] = (failing[i] ?? 0) + 1;
      }
      if (failed > 0) photoIds.add(facts.id);
      if (failed === 1 && counted) failingAlone[last] = (failingAlone[last] ?? 0) + 1;
    }
  return {
    photoIds,
    byFilter: filters.map((filter, i) => ({ filter: printTerm(filter), photos: failing[i] ?? 0, back: failingAlone[i] ?? 0 })),
  };
}
