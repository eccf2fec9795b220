// What a photo is to everyone: its id, and all that is known of it besides its pixels and vectors.

declare const photoId: unique symbol;
/** SHA-256 of the file's bytes, 64 lower-case hex digits. Names and paths are attributes of a photo, many to one. */
export type PhotoId = string & { readonly [photoId]: true };

declare const spaceId: unique symbol;
/** Provider + model + revision + preprocessing version. Vectors of two spaces are never compared. */
export type SpaceId = string & { readonly [spaceId]: true };

/** @throws nothing: answers whether `text` has the form of a photo id; it need not exist. */
export const isPhotoId = (text: string): text is PhotoId => /^[0-9a-f]{64}$/.test(text);

export type PhotoStatus = 'pending' | 'indexed' | 'failed';

/** Where `takenAt` comes from: the first of these that gives a plausible date. */
export type TakenFrom = 'exif' | 'sidecar' | 'name' | 'file';

export interface Exposure {
  readonly seconds?: number;
  readonly fNumber?: number;
  readonly iso?: number;
  /** In millimetres, as engraved on the lens, not the 35 mm equivalent. */
  readonly focalLengthMm?: number;
}

/** Everything read from a file besides its pixels. A field that the file does not state, or states absurdly, is absent. */
export interface Metadata {
  /** ISO 8601 local time, with offset where the file gives one: `2024-06-01T18:30:00+02:00`. */
  readonly takenAt?: string;
  readonly takenFrom?: TakenFrom;
  /** Degrees, WGS 84; north and east positive. Never 0,0, which cameras write for "unknown". */
  readonly gps?: { readonly lat: number; readonly lon: number };
  readonly camera?: string;
  readonly lens?: string;
  readonly exposure?: Exposure;
  /** 1 to 5. */
  readonly rating?: number;
  readonly title?: string;
  readonly caption?: string;
  readonly keywords?: readonly string[];
  readonly author?: string;
  readonly licence?: string;
  /** Names of who is in it, as an export says. */
  readonly people?: readonly string[];
  /** Albums that it lies in, as an export says. */
  readonly albums?: readonly string[];
  /** Marked as one in an export. */
  readonly favourite?: boolean;
}

/** A photo as scripts and screens see it. */
export interface Photo extends Metadata {
  readonly id: PhotoId;
  /** The last part of the newest path. */
  readonly name: string;
  /** Every place it was added from, newest first, then files of the same shot (a raw file beside its JPEG); a loose file's path is its name. */
  readonly paths: readonly string[];
  /** Of the upright picture, in pixels. */
  readonly width: number;
  readonly height: number;
  /** Media type found from the content: `image/jpeg`. */
  readonly type: string;
  readonly bytes: number;
  /** In the active space. */
  readonly status: PhotoStatus;
  readonly favourite: boolean;
  readonly tags: readonly string[];
  /** No file of it is left in the folders that it was found in. */
  readonly missing?: boolean;
  /** When it came into the library, ISO 8601 in UTC. */
  readonly addedAt: string;
}
