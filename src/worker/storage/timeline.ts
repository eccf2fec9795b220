// The grid's columns as one value, so that a large library is in view before its rows are read: 100,000 records take seconds, this takes a moment.
// It can be made again at any time, so nothing depends on it.
//
// [Note: The kept timeline] Whoever writes photos or statuses takes it away in the same transaction (transaction.ts): if it is there, it is right.

import type { Timeline } from '../../shared/domain/library.ts';
import { readMeta } from './meta.ts';
import type { Database } from './schema.ts';
import { mayKeepTimeline, type Read, write } from './transaction.ts';

/** @returns undefined where none is kept. */
export const readTimeline = (db: Database): Promise<Timeline | undefined> => readMeta(db, 'timeline');

/** Within a transaction that covers `meta`. */
export const timelineIn = async (tx: Read): Promise<Timeline | undefined> =>
  (await tx.objectStore('meta').get('timeline')) as Timeline | undefined; // As Timeline: nothing else is kept under this key.

/** @param timeline of the library as it is now. @returns false if something is being written: then ask again later. */
export async function keepTimeline(db: Database, timeline: Timeline): Promise<boolean> {
  if (!mayKeepTimeline(db)) return false;
  await write(db, ['meta'], (tx) => tx.objectStore('meta').put(timeline, 'timeline'), 'relaxed', 'large');
  return true;
}
