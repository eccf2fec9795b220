// Which photos go first: those that a person has in view. A list of photos that is taken from the front asks here for its order.

import type { PhotoId } from '../../shared/domain/photo.ts';

export interface Preference {
  /** From now on these, in this order, and no others. */
  prefer(photoIds: readonly PhotoId[]): void;
  /** Takes up to `count` out of `rows`: the preferred ones first, then from the front. */
  take<Row>(rows: Row[], count: number, idOf: (row: Row) => PhotoId): Row[];
}

export function createPreference(): Preference {
  let preferred: ReadonlySet<PhotoId> = new Set();
  return {
    prefer(photoIds) {
      preferred = new Set(photoIds);
    },
    take(rows, count, idOf) {
      if (preferred.size === 0) return rows.splice(0, count);
      const places = rows.flatMap((row, at) => (preferred.has(idOf(row)) ? [at] : [])).slice(0, count);
      const first = places.map((at) => rows[at]).filter((row) => row !== undefined);
      for (const at of places.toReversed()) rows.splice(at, 1);
      return [...first, ...rows.splice(0, count - first.length)];
    },
  };
}
