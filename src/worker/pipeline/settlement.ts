// The end of a file on its way: in storage first, then in the report of the call that brought it.

import { type AppError, toAppError } from '../../shared/domain/app-error.ts';
import type { Problem } from '../../shared/domain/library.ts';
import type { PhotoId, SpaceId } from '../../shared/domain/photo.ts';
import { problemKey } from '../../shared/domain/problem-key.ts';
import type { Source } from '../sources/source.ts';
import type { QueuedFile } from '../storage/schema.ts';
import { createBatcher } from './batcher.ts';
import type { IngestStore } from './ingest-store.ts';
import { type Item, withCompanions } from './item.ts';
import type { Resident } from './resident.ts';
import type { Job } from './run.ts';

export interface Settlement {
  /** @param as what it is counted as. */
  skipped(item: Item, as?: 'skipped' | 'binned'): Promise<void>;
  /** @param photoId where its content is known. */
  failed(item: Item, error: AppError, photoId?: PhotoId): Promise<void>;
  /** Their places in the queue end too: a cancelled file was not interrupted. */
  cancelled(items: readonly Item[]): Promise<void>;
  /** There is no room for them and their companions. Their places in the queue stay: they name what is missing if nobody is here when there is room. */
  stopped(items: readonly Item[]): void;
  /** Those that wait for room: each is handed out once. @param keys of their problems; all unless given. */
  takeWaiting(keys?: ReadonlySet<string>): readonly Item[];
  readonly waiting: readonly Item[];
  /** A photo's vector is stored, or did not come. */
  vector(photoId: PhotoId, file: Pick<QueuedFile, 'name' | 'path'>, job: Job, failure?: AppError): void;
  /** Storage itself failed: the person is told, and the file's queue row still says by name what is missing. */
  lost(thrown: unknown): void;
  /** Whether trying again can do anything: a photo is stored; of a file only this session has hold. */
  canRetry(problem: Problem): boolean;
  /** Files of this session that failed in a way that may pass; each is handed out once. */
  takeAgain(problems: readonly Problem[]): readonly Source[];
}

interface Options {
  readonly store: IngestStore;
  readonly resident: Resident;
  /** The one in use now. */
  readonly space: () => SpaceId;
  readonly onProblems: () => void;
  readonly onTrouble: (error: AppError) => void;
}

const rowsPerDrop = 256;

export function createSettlement({ store, resident, space, onProblems, onTrouble }: Options): Settlement {
  /** By the key of its problem. The page's File objects live as long as somebody holds them. */
  const retryable = new Map<string, Source>();
  let waiting: Item[] = [];
  const queueDrops = createBatcher<number>(rowsPerDrop, async (keys) => void (await store.dropQueued(keys)));
  const lost = (thrown: unknown) => onTrouble(toAppError(thrown, 'storage-failed'));

  return {
    lost,
    async skipped({ job, queueKey }, as = 'skipped') {
      await queueDrops.add(queueKey);
      job.settle(as);
    },
    async failed({ source, file, job, queueKey }, error, photoId) {
      const key = problemKey(file); // Not the photo: two damaged files may be the same, and each is named.
      if (error.retryable) retryable.set(key, source);
      const problem = { key, name: file.name, path: file.path, code: error.code, retryable: error.retryable, ...(photoId && { photoId }) };
      await store.recordProblem(problem, queueKey).catch(lost);
      job.settle({ failed: error.code, name: file.name });
      onProblems();
    },
    async cancelled(items) {
      await store.dropQueued(items.map(({ queueKey }) => queueKey)).catch(lost);
      for (const { file, job } of items) job.settle({ failed: 'cancelled', name: file.name });
    },
    stopped(items) {
      for (const { file, job } of withCompanions(items)) job.settle({ failed: 'storage-full', name: file.name });
      waiting.push(...items);
      onProblems();
    },
    takeWaiting(keys) {
      const taken = waiting.filter(({ file }) => keys?.has(problemKey(file)) ?? true);
      waiting = waiting.filter((item) => !taken.includes(item));
      return taken;
    },
    get waiting() {
      return waiting;
    },
    vector(photoId, file, job, failure) {
      if (!failure) return job.settle('added');
      const outcome = { failed: failure.code, name: file.name };
      // A model that cannot be had is no fault of the photo: it stays pending, and goes on once the model is there.
      if (failure.code !== 'model-failed' && failure.code !== 'worker-crashed') {
        if (failure.code !== 'cancelled' && failure.code !== 'storage-full') onTrouble(failure); // A full storage has its own way to say so.
        return job.settle(outcome);
      }
      const problem = { key: photoId, photoId, name: file.name, path: file.path, code: failure.code, retryable: true };
      void store
        .markFailed(problem)
        .then(() => resident.change({ kind: 'failed', space: space(), photoIds: [photoId] }))
        .catch(lost)
        .then(() => {
          job.settle(outcome);
          onProblems();
        });
    },
    canRetry: ({ key, photoId, retryable: mayPass }) => mayPass && (key === photoId || retryable.has(key)),
    takeAgain(problems) {
      const again = problems.flatMap(({ key }) => retryable.get(key) ?? []);
      for (const { key } of problems) retryable.delete(key);
      return again;
    },
  };
}
