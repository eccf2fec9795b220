// Files that are not in the index, and why. What succeeds later is taken off the list by the transaction in which it succeeds.

import type { Problem } from '../../shared/domain/library.ts';
import type { Database, ProblemRow } from './schema.ts';
import { read, write } from './transaction.ts';

export interface FailedFile {
  readonly problem: Problem;
  /** Its place in the queue, which ends here. */
  readonly queueKey?: number | undefined;
}

/** Lists files that failed before they became photos (a photo that failed in a space: `markFailed`). One transaction. */
export const recordProblems = (db: Database, failed: readonly FailedFile[], now: number = Date.now()): Promise<void> =>
  write(db, ['problems', 'queue'], async (tx) => {
    const problems = tx.objectStore('problems');
    await Promise.all(
      failed.map(async ({ problem, queueKey }) => {
        if (queueKey !== undefined) await tx.objectStore('queue').delete(queueKey);
        const earlier = await problems.get(problem.key);
        await problems.put({ ...problem, tries: (earlier?.tries ?? 0) + 1, at: now });
      }),
    );
  });

/** In the order of their keys. */
export const readProblems = (db: Database): Promise<ProblemRow[]> => read(db, ['problems'], (tx) => tx.objectStore('problems').getAll());

/** Takes problems off the list; what they are about stays as it is. */
export const dropProblems = (db: Database, keys: readonly string[]): Promise<unknown> =>
  write(db, ['problems'], (tx) => Promise.all(keys.map((key) => tx.objectStore('problems').delete(key))));
