// The library's archive: what its members are called, what stands in them, and how large any of it may be.
// docs/library-archive.md says the same for people; docs/decisions/0018 why.

import type { PhotoId, SpaceId } from '../../shared/domain/photo.ts';
import type { PortableRecord } from '../storage/whole-photos.ts';

/** First in the archive, stored: a look at its first bytes tells what it is, as with EPUB and OpenDocument. */
export const mediaType = 'application/vnd.afterimage.library+zip';
/** Raised when an older reader would misread what a newer writer writes. */
export const formatVersion = 1;

export const memberNames = {
  ...{ mediaType: 'mimetype', readme: 'README.txt', manifest: 'manifest.json' },
  ...{ searches: 'searches.json', settings: 'settings.json', folders: 'folders.json', removed: 'removed.ndjson' },
} as const;

export type PartKind = 'photos' | 'thumbnails' | 'previews';
const partExtension: Record<PartKind, string> = { photos: 'ndjson', thumbnails: 'tar', previews: 'tar' };
/** @param part from 0. */
export const partPath = (kind: PartKind, part: number): string => `${kind}/${String(part).padStart(5, '0')}.${partExtension[kind]}`;
export const vectorsPath = (space: number): string => `vectors/${space}.npy`;
export const vectorIdsPath = (space: number): string => `vectors/${space}.csv`;
/** The first line of `vectors/N.csv`; its other lines are the rows of `vectors/N.npy`. */
export const vectorIdsHeader = 'photo_id,crc32';

/** @returns the number of the part of photos that a path names, or undefined. */
export function partOfPath(path: string): number | undefined {
  const [, digits] = /^photos\/(\d{5,7})\.ndjson$/.exec(path) ?? [];
  return digits !== undefined && partPath('photos', Number(digits)) === path ? Number(digits) : undefined;
}

/** Photos a part: so many that the directory stays short, so few that a part fits into memory (some 25 MB with previews), and that damage
 * to one takes little with it. */
export const photosPerPart = 256;

/** Where a picture lies in the part's pack, and the checksum of its bytes. */
export interface Piece {
  readonly at: number;
  readonly bytes: number;
  /** 8 hexadecimal digits. */
  readonly crc32: string;
}

/** A line of `photos/N.ndjson`. */
export interface PhotoLine {
  readonly photo: PortableRecord;
  readonly thumbnail: Piece;
  /** Absent where the person left previews out. */
  readonly preview?: Piece;
}

export interface Manifest {
  readonly format: typeof mediaType;
  readonly version: number;
  /** ISO 8601 in UTC. */
  readonly exportedAt: string;
  readonly photos: number;
  readonly parts: number;
  readonly previews: boolean;
  readonly spaces: readonly ManifestSpace[];
}
export interface ManifestSpace {
  readonly id: SpaceId;
  readonly dim: number;
  readonly vectors: number;
}

export interface RemovedLine {
  readonly photoId: PhotoId;
  /** Ms since 1970. */
  readonly at: number;
}

/** What is read of an archive at most. A person's own is far below each; one that is above was made to do harm. */
export const largest = {
  parts: 100_000,
  /** Unpacked, of what is read as text at once. */
  textBytes: 64 * 1024 * 1024,
  lineLetters: 1024 * 1024,
  thumbnailBytes: 1024 * 1024,
  previewBytes: 16 * 1024 * 1024,
  /** Of a picture's side, in pixels. */
  thumbnailPx: 2_048,
  previewPx: 8_192,
  spaces: 64,
  dim: 16_384,
  /** Of vectors that are packed: what is stored costs nothing to open, what is deflated is unpacked to disk. */
  unpackedBytes: 4 * 1024 ** 3,
  settingsBytes: 64 * 1024,
  searches: 10_000,
  removed: 1_000_000,
  /** Of what is refused, how much is named. */
  refused: 1_000,
} as const;

export const crcText = (crc: number): string => crc.toString(16).padStart(8, '0');
