// The library as a whole: its figures, and its end.

import type { Stats } from '../../shared/domain/library.ts';
import type { SpaceId } from '../../shared/domain/photo.ts';
import { within } from './key-range.ts';
import { readTotals } from './meta.ts';
import type { Database, MetaValues, Totals } from './schema.ts';
import { countByState } from './statuses.ts';
import { read, write } from './transaction.ts';

/** What storage knows of the library; models and originals lie elsewhere. */
export type StoredStats = Omit<Stats, 'bytes'> & { readonly bytes: Totals };

/** @param space the active one. */
export async function readStats(db: Database, space: SpaceId): Promise<StoredStats> {
  const [states, bytes, counts] = await Promise.all([
    countByState(db, space),
    readTotals(db),
    read(db, ['photos', 'spaces', 'statuses'], async (tx) => {
      const rows = await tx.objectStore('spaces').getAll();
      const byState = tx.objectStore('statuses').index('by-state');
      const spaces = await Promise.all(rows.map(async ({ id, dim }) => ({ id, dim, count: await byState.count(within(id, 'indexed')) })));
      return { photos: await tx.objectStore('photos').count(), spaces };
    }),
  ]);
  return { ...counts, ...states, space, bytes };
}

/** What tells nothing of the person: which model is used, and how this device runs it best. */
const keptMeta: ReadonlySet<keyof MetaValues> = new Set<keyof MetaValues>(['active-space', 'split']);

/** Deletes everything that came from the person, in one transaction. Spaces and the active one stay: work can begin anew at once. */
export const clearLibrary = (db: Database): Promise<void> =>
  write(
    db,
    [...db.objectStoreNames],
    async (tx) => {
      const personal = [...db.objectStoreNames].filter((name) => name !== 'spaces' && name !== 'meta');
      const keys = await tx.objectStore('meta').getAllKeys();
      const figures = keys.filter((key) => !keptMeta.has(key)).map((key) => tx.objectStore('meta').delete(key));
      await Promise.all([...personal.map((name) => tx.objectStore(name).clear()), ...figures]);
    },
    'strict',
  );
