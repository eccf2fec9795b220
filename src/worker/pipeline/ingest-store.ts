// What the ingest asks of storage. Each call is one transaction, so that a kill at any moment leaves a library that adds up.

import type { Problem } from '../../shared/domain/library.ts';
import type { Metadata, PhotoId } from '../../shared/domain/photo.ts';
import type { FoundFile } from '../storage/files.ts';
import type { PreparedRow } from '../storage/prepared.ts';
import type { QueuedFile } from '../storage/schema.ts';
import type { LibraryChange } from './resident.ts';

/** A file of a photo that the library has. */
export interface NotedFile {
  readonly photoId: PhotoId;
  readonly file: FoundFile;
  readonly queueKey: number;
  /** Adds what is said of it there. */
  readonly describe?: ((own: Metadata) => Metadata) | undefined;
}

export interface IngestStore {
  /** @returns a queue key for each file, in order. */
  enqueue(files: readonly QueuedFile[]): Promise<readonly number[]>;
  dropQueued(queueKeys: readonly number[]): Promise<unknown>;
  /** Photo, thumbnail, preview; the vector and status indexed, or else the model input and status pending. @returns what that
   * changed, and for each row whether its vector was written. */
  commitPrepared(
    rows: readonly PreparedRow[],
  ): Promise<{ readonly changes: readonly LibraryChange[]; readonly withVector: readonly boolean[] }>;
  /** Vectors [photoIds × dim] and statuses; the inputs go. @returns those of `photoIds` that were still pending. */
  commitVectors(photoIds: readonly PhotoId[], vectors: Float32Array<ArrayBuffer>): Promise<readonly PhotoId[]>;
  /** Photos from another place each, or from the same. @returns what that changed, and which of them the library has. */
  noteFiles(rows: readonly NotedFile[]): Promise<{ readonly changes: readonly LibraryChange[]; has(photoId: PhotoId): boolean }>;
  recordProblem(problem: Problem, queueKey: number): Promise<unknown>;
  /** The photo stays, without a vector in this space. */
  markFailed(problem: Problem & { readonly photoId: PhotoId }): Promise<unknown>;
  /** Every pending photo of the space, in id order. */
  listPending(): Promise<readonly PhotoId[]>;
  /** The kept model inputs, in the order asked for; absent where the photo is pending no more. */
  readInputs(photoIds: readonly PhotoId[]): Promise<readonly (ArrayBuffer | undefined)[]>;
  /** Failed photos are pending again, their problems gone. */
  retryFailed(photoIds: readonly PhotoId[]): Promise<unknown>;
  /** Deletes every pending photo wholly. @returns their ids. */
  cancelPending(): Promise<readonly PhotoId[]>;
}
