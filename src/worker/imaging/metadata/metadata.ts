// Everything a file says of itself besides its pixels.

import type { Metadata } from '../../../shared/domain/photo.ts';
import { findCaption } from './caption.ts';
import { findCamera, findExposure, findLens } from './equipment.ts';
import { findPlace } from './place.ts';
import { readTags } from './tags.ts';
import { findTaken } from './taken.ts';

/** @param modifiedAt of the file, in ms since 1970. @param now the same, of today. */
export function readMetadata(bytes: Uint8Array<ArrayBuffer>, name: string, modifiedAt: number, now: number): Metadata {
  const tags = readTags(bytes);
  const gps = findPlace(tags);
  const camera = findCamera(tags);
  const lens = findLens(tags);
  const exposure = findExposure(tags);
  return {
    ...findTaken(tags, name, modifiedAt, now),
    ...(gps && { gps }),
    ...(camera !== undefined && { camera }),
    ...(lens !== undefined && { lens }),
    ...(exposure && { exposure }),
    ...findCaption(tags),
  };
}
