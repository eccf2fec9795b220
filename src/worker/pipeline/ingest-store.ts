// What the ingest asks of storage. Each call is one transaction, so that a kill at any moment leaves a library that adds up.

import type { Problem } from '../../shared/domain/library.ts';
import type { PhotoId } from '../../shared/domain/photo.ts';
import type { PreparedPhoto } from '../../shared/protocol/imaging.ts';
import type { PhotoRecord, QueuedFile } from '../storage/schema.ts';

export interface Prepared {
  readonly photo: PreparedPhoto;
  readonly file: QueuedFile;
  /** Its queue row, which goes in the same transaction. */
  readonly queueKey: number;
}

export interface IngestStore {
  /** @returns a queue key for each file, in order. */
  enqueue(files: readonly QueuedFile[]): Promise<readonly number[]>;
  dropQueued(queueKeys: readonly number[]): Promise<void>;
  /** Photo, thumbnail, preview, model input, status pending. @returns the records as stored. */
  commitPrepared(rows: readonly Prepared[]): Promise<readonly PhotoRecord[]>;
  /** Vectors, statuses; the inputs go. @returns those of `photoIds` that were still pending. */
  commitVectors(photoIds: readonly PhotoId[], vectors: Float32Array<ArrayBuffer>): Promise<readonly PhotoId[]>;
  /** The same photo from another place. @returns the record as stored. */
  notePath(photoId: PhotoId, file: QueuedFile, queueKey: number): Promise<PhotoRecord | undefined>;
  recordProblem(problem: Problem, queueKey?: number): Promise<void>;
  /** The photo stays, without a vector in this space. */
  markFailed(photoId: PhotoId, problem: Problem): Promise<void>;
  /** Every pending photo of the space, in id order. */
  listPending(): Promise<readonly PhotoId[]>;
  /** The kept model inputs, in the order asked for; absent where the photo is pending no more. */
  readInputs(photoIds: readonly PhotoId[]): Promise<readonly (ArrayBuffer | undefined)[]>;
  /** Failed photos whose input is kept are pending again, their problems gone. */
  retryFailed(photoIds: readonly PhotoId[]): Promise<void>;
  /** Deletes every pending photo wholly, and the queue rows of this session. @returns their ids. */
  cancelPending(): Promise<readonly PhotoId[]>;
}
