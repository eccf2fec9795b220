// Something that may be a photo, before anybody has read it: a file, a member of an archive, an address.

import type { Metadata, PhotoId } from '../../shared/domain/photo.ts';

export interface Source {
  /** Where it lies: `Holiday/1.jpg`, `takeout.zip/Holiday/1.jpg`. */
  readonly path: string;
  /** The last part of the path. */
  readonly name: string;
  /** In bytes; 0 where nobody knows before it is read. */
  readonly size: number;
  /** As `File.lastModified`. */
  readonly modifiedAt: number;
  /** Id of the kept folder it was found in. */
  readonly folder?: string;
  /** Path of the archive it is packed in: what has to be added again if it is not read. */
  readonly archive?: string;
  /** No picture by its name, and dear to read: it is passed over. */
  readonly passedOver?: true;
  /** The person named it as a picture: if it is none, that is a problem, whatever its name. */
  readonly promised?: true;
  /** Whether a photo of these contents is to be left out: the person removed it, and this is no adding by a person. */
  refuses?(photoId: PhotoId): boolean;
  /** Called when its turn comes, and again if it is tried again. @throws {AppError} why it cannot be read; AbortError. */
  open(signal: AbortSignal): Promise<File>;
  /** A file that says something of a photo among those it came with. */
  readonly sidecar?: true;
  /** What is known of it from elsewhere. Never throws: a sidecar that cannot be read says nothing. */
  describe?(): Promise<Description>;
}

/** What files beside a photo say of it. */
export interface Description {
  /** It lay in the bin of what it was exported from: nobody wants it here. */
  readonly binned: boolean;
  /** Adds it to what the photo says of itself, or to what the library knows of it. */
  applyTo(own: Metadata): Metadata;
}
