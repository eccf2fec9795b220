// Every store of the library's database, what one row of it is, and why it stands apart. Keys are in the rows where a row is an object.

import type { DBSchema, IDBPDatabase } from 'idb';
import type { ErrorCode } from '../../shared/domain/app-error.ts';
import type { Problem, SavedSearch, Timeline } from '../../shared/domain/library.ts';
import type { Photo, PhotoId, PhotoStatus, SpaceId } from '../../shared/domain/photo.ts';
import type { Spread } from '../../shared/domain/spread.ts';

/** All of a photo but its pixels, its vectors and its status, which belongs to a space. */
export interface PhotoRecord extends Omit<Photo, 'status'> {
  /** 0xRRGGBB, the picture's mean. */
  readonly colour: number;
  /** `takenAt` on the camera's own clock, as if that were UTC, in ms; absent where unknown. */
  readonly takenMs?: number;
  readonly thumbnailBytes: number;
  readonly previewBytes: number;
  /** Checksums of the two pictures. Absent in photos from before version 3, until their pictures have been looked through once. */
  readonly thumbnailSum?: number;
  readonly previewSum?: number;
}

/** Where a photo stands in a space. */
export interface Status {
  readonly space: SpaceId;
  readonly photoId: PhotoId;
  readonly state: PhotoStatus;
  /** Why it failed. */
  readonly code?: ErrorCode;
  /** How often the model was tried on it and failed. */
  readonly tries: number;
  /** Its input was given up for room: another is made from the preview. */
  readonly inputDropped?: true;
}

/** Where a photo's bytes were seen: lets a known file be recognised without reading it, and its original be opened again. Of kept folders
 * also what was looked at and is no photo: an archive, a sidecar, a damaged file, something else. */
export interface FileRow {
  /** Id of the kept folder it was found through; '' where there is none. */
  readonly folder: string;
  readonly path: string;
  /** Absent where it is no photo. */
  readonly photoId?: PhotoId;
  readonly size: number;
  /** As `File.lastModified`. */
  readonly modifiedAt: number;
  /** Of the same shot, and not the bytes that `photoId` names. */
  readonly beside?: true;
}

/** A file that a person named and nobody has read yet. */
export interface QueuedFile {
  readonly path: string;
  readonly name: string;
  readonly size: number;
  readonly modifiedAt: number;
  /** Path of the archive it is packed in: that is what has to be added again. */
  readonly archive?: string;
}
export interface QueueRow extends QueuedFile {
  readonly key: number;
  /** Of the run that named it. A row of an earlier session is a file that only adding it again brings back. */
  readonly session: string;
}

export interface ProblemRow extends Problem {
  readonly tries: number;
  /** Of the last try, ms since 1970. */
  readonly at: number;
}

/** The note that a person removed a photo, so that a rescan does not bring it back. */
export interface RemovedRow {
  readonly photoId: PhotoId;
  /** Ms since 1970. */
  readonly at: number;
  /** Names the removal while it can be undone; absent afterwards. */
  readonly batch?: number;
  /** The rows that undoing puts back; there exactly as long as `batch`. */
  readonly kept?: { readonly photo: PhotoRecord; readonly statuses: readonly Status[]; readonly problems: readonly ProblemRow[] };
}

/** Checksums of a record of vectors and of its ids. */
export interface VectorSums {
  readonly ids: number;
  readonly vectors: number;
}

export interface SpaceRow {
  readonly id: SpaceId;
  readonly dim: number;
  readonly addedAt: number;
}

export interface FolderRow {
  readonly id: string;
  readonly name: string;
  readonly handle: FileSystemDirectoryHandle;
  readonly addedAt: number;
  /** The person forgot it, in ms since 1970: until the library is opened again that can be undone. */
  readonly forgottenAt?: number;
}

/** Stored bytes, counted in the transactions that write them: summing them up would mean reading everything. */
export interface Totals {
  readonly thumbnails: number;
  readonly previews: number;
  /** Of all spaces, with rows that are no longer live but not yet dropped. */
  readonly vectors: number;
}

/** Small values, each of its own kind. */
export interface MetaValues {
  /** What the grid shows of the whole library. Absent since photos or statuses were last written, until it is kept again: see timeline.ts. */
  timeline: Timeline;
  totals: Totals;
  'active-space': SpaceId;
  /** The model that is to be used next: its space is being filled. */
  'next-model': string | undefined;
  /** Models that are installed on this device: their entries, as the embedding room has them, the folder of their files, and those files. */
  models: readonly {
    readonly entry: object;
    readonly folder: string;
    readonly files: readonly { readonly path: string; readonly bytes?: number; readonly sha256?: string }[];
  }[];
  /** How cosines spread where nothing belongs together, as last measured in a space on so many photos. */
  background: { readonly space: SpaceId; readonly photos: number; readonly words: Spread; readonly pictures: Spread };
  /** How far the library has been looked through for damage: up to this photo, '' before a first; `doneAt` is when a whole round last ended. */
  'looked-through': { readonly after: string; readonly doneAt: number };
  /** Whether the person paused the run: it stays so until they resume it, also after a reload. */
  paused: boolean;
  /** How this device's cores are best shared out between image workers, as measured on it. */
  split: { readonly workers: number; readonly threads: number; readonly cores: number; readonly isolated: boolean };
}

export interface LibrarySchema extends DBSchema {
  /** The library itself. */
  photos: { key: PhotoId; value: PhotoRecord };
  /** JPEG. Apart from `photos`, so that listing the library reads no pixels; as ArrayBuffer, which reads 2 to 3 times as fast as a Blob. */
  thumbnails: { key: PhotoId; value: ArrayBuffer };
  /** JPEG. Apart from `thumbnails`: it is some ten times as large and read one at a time. */
  previews: { key: PhotoId; value: ArrayBuffer };
  /** What the model is to see, as it was decoded: uint8 RGB. Kept until the vector is there, so that work that was
   * interrupted ends with the very vectors it would have ended with. There exactly for what is pending or failed. */
  inputs: { key: [SpaceId, PhotoId]; value: ArrayBuffer };
  /** Where each photo stands in each space. Written in the transaction that writes its vector, never apart from it. */
  statuses: { key: [SpaceId, PhotoId]; value: Status; indexes: { 'by-state': [SpaceId, PhotoStatus, PhotoId] } };
  /** Whose vectors the record of the same key in `vectors` holds, row by row; '' where a row is no longer live. Apart from
   * them, so that dropping a photo rewrites 64 bytes a row instead of thousands. See [Note: Tails and chunks]. */
  vectorIds: { key: [SpaceId, number]; value: (PhotoId | '')[] };
  /** Float32 [ids × dim], each row of unit length. */
  vectors: { key: [SpaceId, number]; value: ArrayBuffer };
  /** Of the records of the same key in `vectors` and `vectorIds`. Apart from both, so that no damage takes a sum along with what it is of. Since version 3. */
  vectorSums: { key: [SpaceId, number]; value: VectorSums };
  /** Files named and not read yet. Outlives the tab: what an interruption leaves here is listed as "add again". */
  queue: { key: number; value: QueueRow; indexes: { 'by-path': [string, number] } };
  problems: { key: string; value: ProblemRow };
  files: { key: [string, string]; value: FileRow; indexes: { 'by-photo': PhotoId } };
  folders: { key: string; value: FolderRow };
  /** `by-batch` holds only what can still be undone. */
  removed: { key: PhotoId; value: RemovedRow; indexes: { 'by-batch': number } };
  spaces: { key: SpaceId; value: SpaceRow };
  /** Its text and its pictures are its key: a search is kept once. Since version 2. */
  searches: { key: [string, string[]]; value: SavedSearch };
  meta: { key: keyof MetaValues; value: MetaValues[keyof MetaValues] };
}

export type Database = IDBPDatabase<LibrarySchema>;
