// Parts of raw files that both their preview and their metadata come from.

import { findBoxes } from './boxes.ts';
import type { Bytes } from './decoder.ts';

/** The JPEG in a RAF: a whole one of the camera's, with EXIF. Where it lies stands at byte 84, high byte first. */
export function fujiJpeg(bytes: Bytes): Bytes | undefined {
  if (bytes.length < 92) return;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [from, length] = [view.getUint32(84), view.getUint32(88)];
  return bytes.subarray(from, from + length);
}

const canonMetadata = 'uuid:85c0b687820f11e08111f4ce462b6a48';

/** The EXIF of a CR3, in up to four parts: camera, exposure, maker's notes, place. Each is a TIFF of its own. */
export const canonParts = (bytes: Bytes): (Bytes | undefined)[] =>
  ['CMT1', 'CMT2', 'CMT3', 'CMT4'].map((name) => findBoxes(bytes, ['moov', canonMetadata, name])[0]);
