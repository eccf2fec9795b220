// Raw files whose metadata ExifReader does not find → a JPEG without a picture, in which it does: the same EXIF and XMP in a frame it knows.

import { boxesIn } from '../formats/boxes.ts';
import type { Bytes } from '../formats/decoder.ts';
import { type DirectoryFile, type Field, openDirectories } from '../formats/directory.ts';
import { canonParts, fujiJpeg } from '../formats/raw-parts.ts';
import { isCanon3, isFuji, rawTypeOfHead } from '../formats/raw-type.ts';

const [exifTag, gpsTag, makerNoteTag] = [34665, 34853, 37500];
/** A segment of a JPEG is at most 64 KB; what is larger than this is a maker's notes or a picture. */
const largestValue = 4096;
const largestSegment = 65_000;
const canonXmp = 'uuid:be7acfcb97a942e89c71999491e3afac';

/** @returns `bytes` themselves where ExifReader knows their kind. */
export function standIn(bytes: Bytes): Bytes {
  if (isFuji(bytes)) return fujiJpeg(bytes) ?? bytes;
  if (isCanon3(bytes)) return canonStandIn(bytes);
  return rawTypeOfHead(bytes) === undefined ? bytes : directoryStandIn(bytes);
}

function directoryStandIn(bytes: Bytes): Bytes {
  const file = openDirectories(bytes);
  const [first] = file?.chain(1) ?? [];
  if (!file || !first) return bytes;
  const fieldsBelow = (tag: number) => [...(file.below(first, tag)[0]?.fields.values() ?? [])];
  const exif = frameExif(file.littleEndian, [...first.fields.values()], { exif: fieldsBelow(exifTag), gps: fieldsBelow(gpsTag) });
  return makeJpeg(exif, undefined);
}

/** CR3 keeps what is one EXIF elsewhere in parts, each with a header of its own. */
function canonStandIn(bytes: Bytes): Bytes {
  const [camera, exposure, , place] = canonParts(bytes).map((part) => part && openDirectories(part));
  const fieldsOf = (part: DirectoryFile | undefined) =>
    part && part.littleEndian === camera?.littleEndian ? [...(part.chain(1)[0]?.fields.values() ?? [])] : [];
  const xmp = [...boxesIn(bytes)].find(({ name }) => name === canonXmp)?.content;
  return makeJpeg(frameExif(camera?.littleEndian ?? true, fieldsOf(camera), { exif: fieldsOf(exposure), gps: fieldsOf(place) }), xmp);
}

/** A TIFF of three directories. @param first fields of the one that names the others. */
function frameExif(
  littleEndian: boolean,
  first: readonly Field[],
  { exif, gps }: { exif: readonly Field[]; gps: readonly Field[] },
): Bytes {
  const small = (fields: readonly Field[]) => fields.filter(({ tag, bytes }) => bytes.length <= largestValue && tag !== makerNoteTag);
  const main = small(first).filter(({ tag }) => tag !== exifTag && tag !== gpsTag);
  const below = [small(exif), small(gps)];
  const lengthOf = (fields: readonly Field[], extra: number) =>
    fields.reduce((sum, { bytes }) => sum + (bytes.length > 4 ? bytes.length + (bytes.length % 2) : 0), 6 + 12 * (fields.length + extra));
  const [exifAt, gpsAt] = [8 + lengthOf(main, 2), 8 + lengthOf(main, 2) + lengthOf(below[0] ?? [], 0)];
  const out = new Uint8Array(gpsAt + lengthOf(below[1] ?? [], 0));
  const view = new DataView(out.buffer);
  const order = littleEndian ? 0x49 : 0x4d;
  out.set([order, order]);
  view.setUint16(2, 42, littleEndian);
  view.setUint32(4, 8, littleEndian);

  const pointer = (tag: number, to: number): Field => {
    const bytes = new Uint8Array(4);
    new DataView(bytes.buffer).setUint32(0, to, littleEndian);
    return { tag, type: 4, count: 1, bytes };
  };
  const write = (start: number, fields: readonly Field[]) => {
    view.setUint16(start, fields.length, littleEndian);
    let dataAt = start + 6 + 12 * fields.length;
    for (const [i, { tag, type, count, bytes }] of fields.toSorted((a, b) => a.tag - b.tag).entries()) {
      const at = start + 2 + 12 * i;
      view.setUint16(at, tag, littleEndian);
      view.setUint16(at + 2, type, littleEndian);
      view.setUint32(at + 4, count, littleEndian);
      if (bytes.length <= 4) out.set(bytes, at + 8);
      else {
        view.setUint32(at + 8, dataAt, littleEndian);
        out.set(bytes, dataAt);
        dataAt += bytes.length + (bytes.length % 2);
      }
    }
  };
  write(8, [...main, pointer(exifTag, exifAt), pointer(gpsTag, gpsAt)]);
  write(exifAt, below[0] ?? []);
  write(gpsAt, below[1] ?? []);
  return out;
}

function makeJpeg(exif: Bytes, xmp: Bytes | undefined): Bytes {
  const segment = (head: string, content: Bytes): number[] => {
    if (content.length > largestSegment) return [];
    const length = head.length + content.length + 2;
    return [0xff, 0xe1, length >> 8, length & 255, ...Array.from(head, (character) => character.charCodeAt(0)), ...content];
  };
  const xmpSegment = xmp ? segment('http://ns.adobe.com/xap/1.0/\0', xmp) : [];
  const frame = [0xff, 0xc0, 0, 11, 8, 0, 1, 0, 1, 1, 1, 0x11, 0];
  return Uint8Array.from([0xff, 0xd8, ...segment('Exif\0\0', exif), ...xmpSegment, ...frame, 0xff, 0xd9]);
}
