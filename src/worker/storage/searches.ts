// Searches that a person keeps.

import type { SavedSearch } from '../../shared/domain/library.ts';
import type { Database } from './schema.ts';
import { read, write } from './transaction.ts';

/** The newest first. */
export const readSearches = async (db: Database): Promise<SavedSearch[]> => {
  const rows = await read(db, ['searches'], (tx) => tx.objectStore('searches').getAll());
  return rows.sort((a, b) => b.savedAt - a.savedAt);
};

/** Once: saving it again only makes it the newest. */
export const saveSearch = (db: Database, search: SavedSearch): Promise<unknown> =>
  write(db, ['searches'], (tx) => tx.objectStore('searches').put(search), 'strict');

export const forgetSearch = (db: Database, { text, like }: Pick<SavedSearch, 'text' | 'like'>): Promise<unknown> =>
  write(db, ['searches'], (tx) => tx.objectStore('searches').delete([text, [...like]]), 'strict');
