// Storage as the ingest asks for it: one space, one session, and each write told as the change it makes in memory.

import type { PhotoId, SpaceId } from '../shared/domain/photo.ts';
import type { IngestStore } from './pipeline/ingest-store.ts';
import { indexedChange, type LibraryChange } from './pipeline/resident.ts';
import { rowsPerChunk, sealTails } from './storage/chunks.ts';
import { type Noted, noteFiles } from './storage/files.ts';
import { readRecordsOf } from './storage/photos.ts';
import { commitPrepared } from './storage/prepared.ts';
import { recordProblems } from './storage/problems.ts';
import { dropQueue, enqueue } from './storage/queue.ts';
import type { Database } from './storage/schema.ts';
import { cancelPending, markFailed, readIdsByState, readIdsOfDroppedInputs, readInputs, retryFailed } from './storage/statuses.ts';
import { commitVectors, readVectors } from './storage/vectors.ts';

/** Photos that a removal had hidden, each as it stood then, as changes. */
export async function restoredChanges(db: Database, space: SpaceId, photoIds: readonly PhotoId[]): Promise<LibraryChange[]> {
  if (photoIds.length === 0) return [];
  const [photos, { ids, vectors }, failed] = await Promise.all([
    readRecordsOf(db, photoIds),
    readVectors(db, space, photoIds),
    readIdsByState(db, space, 'failed'),
  ]);
  return [
    { kind: 'prepared', photos },
    { kind: 'indexed', space, photoIds: ids, vectors },
    { kind: 'failed', space, photoIds: failed.filter((id) => photoIds.includes(id)) },
  ];
}

const isRestored = ({ outcome }: Noted): boolean => outcome === 'restored';

/** @param session names this run among the queue's rows. @param onTrouble hears of what was not asked for: tails that could not be sealed stay as they are. */
export function createIngestStorage(
  db: Database,
  {
    space,
    dim,
    session,
    remakeInput,
    onTrouble,
  }: {
    space: SpaceId;
    dim: number;
    session: string;
    /** From the preview, where the input itself was given up. */
    remakeInput: (photoId: PhotoId) => Promise<ArrayBuffer>;
    onTrouble: (error: unknown) => undefined;
  },
): IngestStore & { seal(): Promise<void> } {
  let tailRows = 0;
  let sealing: Promise<void> | undefined;

  async function sealAll(): Promise<void> {
    while (await sealTails(db, space));
  }
  function seal(): Promise<void> {
    tailRows = 0;
    sealing ??= sealAll()
      .catch(onTrouble)
      .finally(() => {
        sealing = undefined;
      });
    return sealing;
  }

  function countTails(rows: number): void {
    tailRows += rows;
    if (tailRows >= rowsPerChunk(dim)) void seal();
  }

  return {
    seal,
    enqueue: (files) => enqueue(db, files, session),
    dropQueued: (keys) => dropQueue(db, keys),
    async commitPrepared(rows) {
      const committed = await commitPrepared(db, space, rows);
      const restored = committed.filter(({ outcome }) => outcome === 'restored').map(({ photo }) => photo.id);
      const indexed = rows.flatMap(({ photo: { photoId }, vector }, i) => (vector && committed[i]?.indexed ? [{ photoId, vector }] : []));
      countTails(indexed.length);
      return {
        withVector: committed.map((row) => row.indexed),
        changes: [
          { kind: 'prepared', photos: committed.map(({ photo }) => photo) },
          ...(await restoredChanges(db, space, restored)),
          indexedChange({ space, dim }, indexed),
        ],
      };
    },
    async commitVectors(photoIds, vectors) {
      const written = await commitVectors(db, space, photoIds, vectors);
      countTails(written.length);
      return written;
    },
    async noteFiles(rows) {
      const noted = await noteFiles(db, rows);
      const [restored, known] = [[...noted.values()].filter(isRestored), [...noted.values()].filter((one) => !isRestored(one))];
      const changed = known.filter((one) => one.changed).map(({ photo }) => photo);
      const changes: LibraryChange[] = changed.length > 0 ? [{ kind: 'noted', photos: changed }] : [];
      const ids = restored.map(({ photo }) => photo.id);
      return { has: (photoId) => noted.has(photoId), changes: [...changes, ...(await restoredChanges(db, space, ids))] };
    },
    recordProblem: (problem, queueKey) => recordProblems(db, [{ problem, queueKey }]),
    markFailed: ({ photoId, code, retryable }) => markFailed(db, space, [{ photoId, code, retryable }]),
    listPending: () => readIdsByState(db, space, 'pending'),
    async readInputs(photoIds) {
      const inputs = await readInputs(db, space, photoIds);
      const dropped = new Set(inputs.includes(undefined) ? await readIdsOfDroppedInputs(db, space) : []);
      return Promise.all(
        photoIds.map(async (photoId, i) => inputs[i] ?? (dropped.has(photoId) ? remakeInput(photoId).catch(onTrouble) : undefined)),
      );
    },
    retryFailed: (photoIds) => retryFailed(db, space, photoIds),
    async cancelPending() {
      const cancelled = await cancelPending(db, space);
      return cancelled.map(({ photoId }) => photoId);
    },
  };
}
