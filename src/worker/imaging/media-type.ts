// What a file is, told from its content alone: names lie.

import { fileTypeFromBlob, fileTypeFromBuffer } from 'file-type';
import { rawTypeOfHead, rawTypeOfTiff } from './formats/raw-type.ts';

/** The media type of a picture, `image/…`; undefined where the content is none that is known here. SVG counts as none: it is a program.
 * Wants the whole file: of 4,100 bytes a TIFF and a DNG are told as nothing. */
export async function findMediaType(file: Uint8Array<ArrayBuffer> | Blob): Promise<string | undefined> {
  const head = file instanceof Blob ? new Uint8Array(await file.slice(0, 4).arrayBuffer()) : file;
  const raw = rawTypeOfHead(head);
  if (raw) return raw;
  const found = await (file instanceof Blob ? fileTypeFromBlob(file) : fileTypeFromBuffer(file));
  if (found?.mime === 'image/tiff' && !(file instanceof Blob)) return rawTypeOfTiff(file) ?? found.mime; // Of a Blob the decoder finds out.
  return found?.mime.startsWith('image/') ? found.mime : undefined;
}
