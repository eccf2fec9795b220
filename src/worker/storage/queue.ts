// Files that a person named and nobody has read yet. What a closed tab leaves here is listed as "add again", by name.

import type { Database, QueuedFile, QueueRow } from './schema.ts';
import { read, write } from './transaction.ts';

/** Enters files in one transaction, and clears what earlier sessions left of the same path and size: this is them, added again.
 * @param session names this run; @returns a key for each file, which the transaction that settles the file takes out again. */
export const enqueue = (db: Database, files: readonly QueuedFile[], session: string): Promise<number[]> =>
  write(db, ['queue'], async (tx) => {
    const queue = tx.objectStore('queue');
    const left =
      (await queue.count()) === 0 ? [] : await Promise.all(files.map(({ path, size }) => queue.index('by-path').getAll([path, size])));
    const earlier = left.flat().filter((row) => row.session !== session);
    await Promise.all(earlier.map(({ key }) => queue.delete(key)));
    return Promise.all(
      files.map(({ path, name, size, modifiedAt, archive }) =>
        // As QueueRow: the store makes the key.
        queue.add({ path, name, size, modifiedAt, session, ...(archive !== undefined && { archive }) } as QueueRow),
      ),
    );
  });

/** In the order they were named; `session` tells those of this run from those that an interruption left. */
export const readQueue = (db: Database): Promise<QueueRow[]> => read(db, ['queue'], (tx) => tx.objectStore('queue').getAll());

/** For files that were skipped or cancelled, and for a list of "add again" that the person dismisses. */
export const dropQueue = (db: Database, keys: readonly number[]): Promise<unknown> =>
  write(db, ['queue'], (tx) => Promise.all(keys.map((key) => tx.objectStore('queue').delete(key))));
