// What filters and words can ask of a photo: all that is known of it besides its pixels and vectors.

import type { Metadata, PhotoId, PhotoStatus } from '../photo.ts';

export interface PhotoFacts extends Omit<Metadata, 'takenAt' | 'takenFrom'> {
  readonly id: PhotoId;
  /** File names, the newest first. */
  readonly names: readonly string[];
  /** The folders it was added from, without the name; none for a loose file. */
  readonly folders: readonly string[];
  /** Of the upright picture, in pixels. */
  readonly width: number;
  readonly height: number;
  /** Media type, `image/jpeg`. */
  readonly type: string;
  readonly bytes: number;
  /** On the camera's own clock, as if that were UTC, in ms; absent where unknown. */
  readonly takenMs?: number;
  readonly favourite: boolean;
  readonly tags: readonly string[];
  /** As in `Photo`. */
  readonly missing?: boolean;
}

/** What a filter needs besides the photo. */
export interface MatchContext {
  /** The person's own clock as if it were UTC, in ms, as `PhotoFacts.takenMs` is. */
  readonly nowMs: number;
  /** In the active space. */
  readonly statusOf: (photoId: PhotoId) => PhotoStatus;
}

export type Matcher = (photo: PhotoFacts) => boolean;
