// What the ingest writes of photos and their vectors, and what memory is told of it afterwards.

import { AppError } from '../../shared/domain/app-error.ts';
import type { PhotoId } from '../../shared/domain/photo.ts';
import { packVectors } from '../../shared/domain/vectors.ts';
import type { PreparedPhoto } from '../../shared/protocol/imaging.ts';
import type { Embedder } from '../embedding/embedder.ts';
import { createBatcher } from './batcher.ts';
import type { IngestStore, NotedFile } from './ingest-store.ts';
import type { Item } from './item.ts';
import { type Completed, createPhotoWrites } from './photo-writes.ts';
import { indexedChange, type Resident } from './resident.ts';

type Vector = Float32Array<ArrayBuffer>;

export interface Commits {
  /** Fulfilled when the photo is written, with its vector or without. @throws as `PhotoWrites.hold`. */
  hold(item: Item, photo: PreparedPhoto): Promise<void>;
  /** The library has the photo: one more place of it, and what its sidecars say there. @throws {AppError} `not-found` (retryable) where it was removed meanwhile; of storage. */
  note(noted: NotedFile): Promise<void>;
  /** There will be no vector for now. */
  release(photoId: PhotoId): void;
  /** Each with its photo where that is not written yet; the others' together. @throws {AppError} of storage. */
  commitVectors(photoIds: readonly PhotoId[], vectors: readonly Vector[]): Promise<void>;
  /** Forgets the photos that are not being written yet. Fulfilled when the rest is written, and says so itself. */
  drop(): Promise<void>;
}

interface Options {
  readonly store: IngestStore;
  readonly resident: Resident;
  readonly embedder: Pick<Embedder, 'space' | 'dim'>;
  readonly modelLoaded: () => boolean;
  /** Whether more photos are on their way here. */
  readonly moreComing: () => boolean;
}

export const photosPerTransaction = 8;
/** From one write to the next, while many come. */
const writeGapMs = 250;
/** So soon a photo is in the library once it is read, however slow the model; sooner while the model is still being loaded. */
const longestWaitMs = { loaded: 2000, loading: 250 };

export function createCommits({ store, resident, embedder, modelLoaded, moreComing }: Options): Commits {
  const commits = new Set<Promise<void>>();
  const vectorWrites = createBatcher(photosPerTransaction, writeVectors, writeGapMs);
  const notes = createBatcher(photosPerTransaction, writeNotes, writeGapMs);
  const photoWrites = createPhotoWrites({
    write: writePhotos,
    enough: photosPerTransaction,
    gapMs: writeGapMs,
    longestWaitMs: () => (modelLoaded() ? longestWaitMs.loaded : longestWaitMs.loading),
    moreComing,
  });

  async function writeNotes(rows: { readonly noted: NotedFile; gone: boolean }[]): Promise<void> {
    const { has, changes } = await store.noteFiles(rows.map(({ noted }) => noted));
    changes.forEach(resident.change);
    for (const row of rows) row.gone = !has(row.noted.photoId);
  }

  async function writePhotos(rows: readonly Completed<{ item: Item; photo: PreparedPhoto }>[]): Promise<readonly boolean[]> {
    const { changes, withVector } = await store.commitPrepared(
      rows.map(({ row: { item, photo }, vector }) => ({ photo, vector, file: item.file, queueKey: item.queueKey })),
    );
    changes.forEach(resident.change);
    return withVector;
  }

  async function writeVectors(rows: { photoId: PhotoId; vector: Vector }[]): Promise<void> {
    const photoIds = rows.map(({ photoId }) => photoId);
    const packed = packVectors(
      rows.map(({ vector }) => vector),
      embedder.dim,
    );
    const written = new Set(await store.commitVectors(photoIds, packed));
    const kept = rows.filter(({ photoId }) => written.has(photoId));
    resident.change(indexedChange(embedder, kept));
  }

  async function commit(photoIds: readonly PhotoId[], vectors: readonly Vector[]): Promise<void> {
    await Promise.all(
      vectors.map(async (vector, i) => {
        const photoId = photoIds[i];
        if (photoId === undefined) throw new AppError('internal', { reason: 'a photo id for each vector was promised' });
        if (!(await photoWrites.complete(photoId, vector))) await vectorWrites.add({ photoId, vector });
      }),
    );
  }

  return {
    hold: (item, photo) => photoWrites.hold(photo.photoId, { item, photo }),
    async note(noted) {
      const row = { noted, gone: false };
      await notes.add(row);
      if (row.gone)
        throw new AppError('not-found', { subject: noted.photoId, reason: 'removed while a file of it was read', retryable: true });
    },
    release: photoWrites.release,
    commitVectors(photoIds, vectors) {
      const done = commit(photoIds, vectors).finally(() => commits.delete(done));
      commits.add(done);
      return done;
    },
    async drop() {
      await photoWrites.drop();
      await vectorWrites.drained();
      await Promise.allSettled(commits);
    },
  };
}
