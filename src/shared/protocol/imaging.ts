// Every call between the library worker and an imaging worker. An imaging worker holds one opened file at a time per call chain:
// `file-open` reads and hashes, and keeps the bytes until `photo-prepare` or `file-close` for the same id.

import type { Metadata, PhotoId } from '../domain/photo.ts';
import type { PixelRecipe } from '../domain/recipe.ts';

export interface OpenedFile {
  readonly photoId: PhotoId;
  readonly bytes: number;
  /** Media type found from the content; absent where the content is no picture this app knows of. */
  readonly type?: string;
}

export interface PreparedPhoto {
  readonly photoId: PhotoId;
  readonly type: string;
  readonly bytes: number;
  readonly width: number;
  readonly height: number;
  readonly metadata: Metadata;
  /** 0xRRGGBB. */
  readonly colour: number;
  /** JPEG, long edge about 320 px. */
  readonly thumbnail: ArrayBuffer;
  /** JPEG, short edge 512 px, long edge at most 2,048, never enlarged. */
  readonly preview: ArrayBuffer;
  /** RGB, row by row, sizePx × sizePx × 3 bytes of the recipe. */
  readonly input: ArrayBuffer;
}

export interface ImagingCalls {
  /** @throws AppError `empty-file`, `unreadable-file`. */
  'file-open': { args: { file: File }; progress: never; result: OpenedFile };
  /** @throws AppError `unsupported-format`, `damaged-file`, `too-many-pixels`. The file is closed either way. */
  'photo-prepare': {
    args: { photoId: PhotoId; name: string; modifiedAt: number; recipe: PixelRecipe };
    /** With nothing in it: the bytes are in memory, or the picture is decoded. */
    progress: null;
    result: PreparedPhoto;
  };
  /** What an XMP file says of the photo that it stands beside. @throws AppError `unreadable-file`. */
  'sidecar-read': { args: { file: File }; progress: never; result: Metadata };
  'file-close': { args: { photoId: PhotoId }; progress: never; result: null };
  /** SHA-256 in hexadecimal, of a file that need not fit into memory. */
  'blob-digest': { args: { file: Blob }; progress: never; result: string };
  /** A picture to look at, whole, of a kind that the browser cannot show: a JPEG of at most 50 million pixels. */
  'picture-show': { args: { file: Blob; name: string }; progress: null; result: Blob };
  /** The model input of a picture that does not come into the library. */
  'input-make': { args: { file: Blob; name: string; recipe: PixelRecipe }; progress: null; result: ArrayBuffer };
  /** The thumbnail of a picture that is as large as a preview: JPEG. */
  'thumbnail-make': { args: { file: Blob; name: string }; progress: never; result: ArrayBuffer };
}
