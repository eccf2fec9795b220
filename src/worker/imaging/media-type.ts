// What a file is, told from its content alone: names lie.

import { fileTypeFromBlob, fileTypeFromBuffer } from 'file-type';

/** The media type of a picture, `image/…`; undefined where the content is none that is known here. SVG counts as none: it is a program.
 * Wants the whole file: of 4,100 bytes a TIFF and a DNG are told as nothing. */
export async function findMediaType(file: Uint8Array | Blob): Promise<string | undefined> {
  const found = await (file instanceof Blob ? fileTypeFromBlob(file) : fileTypeFromBuffer(file));
  return found?.mime.startsWith('image/') ? found.mime : undefined;
}
