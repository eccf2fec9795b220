// A file on its way through the ingest, with what each step needs of it.

import type { Source } from '../sources/source.ts';
import type { FoundFile } from '../storage/files.ts';
import type { QueuedFile } from '../storage/schema.ts';
import type { Job } from './run.ts';

export interface Item {
  readonly source: Source;
  readonly file: QueuedFile & FoundFile;
  readonly job: Job;
  readonly queueKey: number;
  /** Files of the same shot, which wait for this one. */
  readonly companions: Item[];
}

/** Files with those of the same shot, as one list. */
export const withCompanions = (items: readonly Item[]): Item[] => items.flatMap((item) => [item, ...item.companions]);

/** @param source as it is entered into the queue before it is read. */
export const queuedFileOf = ({ path, name, size, modifiedAt, folder = '', archive }: Source): QueuedFile & FoundFile => ({
  ...{ path, name, size, modifiedAt, folder },
  ...(archive !== undefined && { archive }),
});
