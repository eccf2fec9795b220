// The spaces that photos have vectors in.

import { AppError } from '../../shared/domain/app-error.ts';
import type { SpaceId } from '../../shared/domain/photo.ts';
import type { Database, SpaceRow } from './schema.ts';
import { type Read, read, type Write, write } from './transaction.ts';

/** Makes a space known; its photos can be committed from then on. Nothing happens if it is known already.
 * @throws {AppError} `invalid-argument` if it is known with another `dim`. */
export const addSpace = (db: Database, { id, dim }: { id: SpaceId; dim: number }, now = Date.now()): Promise<void> =>
  write(db, ['spaces'], async (tx) => {
    const known = await tx.objectStore('spaces').get(id);
    if (known && known.dim !== dim) throw new AppError('invalid-argument', { subject: id, reason: `${known.dim} dimensions, not ${dim}` });
    if (!known) await tx.objectStore('spaces').put({ id, dim, addedAt: now });
  });

export const readSpaces = (db: Database): Promise<SpaceRow[]> => read(db, ['spaces'], (tx) => tx.objectStore('spaces').getAll());

/** Within a transaction that covers `spaces`. @throws {AppError} `not-found`. */
export async function spaceOf(tx: Read | Write, id: SpaceId): Promise<SpaceRow> {
  // As Read: the two differ in what they may write, and both may read.
  const space = await (tx as Read).objectStore('spaces').get(id);
  if (!space) throw new AppError('not-found', { subject: id, reason: 'no such space' });
  return space;
}
