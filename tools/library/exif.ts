// Writes EXIF into a JPEG that has none: one APP1 segment with a little-endian TIFF of three directories.
// See CIPA DC-008 (Exif 2.32), sections 4.5 and 4.6, for tags and types.

import type { PhotoFacts } from './facts.ts';

interface Field {
  readonly tag: number;
  readonly type: 1 | 2 | 3 | 4 | 5 | 7;
  readonly count: number;
  readonly data: Buffer;
}

const ascii = (tag: number, text: string): Field => ({ tag, type: 2, count: text.length + 1, data: Buffer.from(`${text}\0`, 'latin1') });
const bytes = (tag: number, type: 1 | 7, data: Buffer): Field => ({ tag, type, count: data.length, data });
function short(tag: number, value: number): Field {
  const data = Buffer.alloc(2);
  data.writeUInt16LE(value);
  return { tag, type: 3, count: 1, data };
}
function long(tag: number, value: number): Field {
  const data = Buffer.alloc(4);
  data.writeUInt32LE(value);
  return { tag, type: 4, count: 1, data };
}
function rationals(tag: number, values: readonly (readonly [numerator: number, denominator: number])[]): Field {
  const data = Buffer.alloc(8 * values.length);
  for (const [at, [numerator, denominator]] of values.entries()) {
    data.writeUInt32LE(numerator, 8 * at);
    data.writeUInt32LE(denominator, 8 * at + 4);
  }
  return { tag, type: 5, count: values.length, data };
}
/** Degrees, minutes and seconds to 1/100. */
function angle(tag: number, degrees: number): Field {
  const hundredths = Math.round(Math.abs(degrees) * 360_000);
  return rationals(tag, [
    [Math.floor(hundredths / 360_000), 1],
    [Math.floor(hundredths / 6_000) % 60, 1],
    [hundredths % 6_000, 100],
  ]);
}

const overflow = ({ data }: Field) => (data.length > 4 ? data.length + (data.length % 2) : 0);
const sizeOf = (fields: readonly Field[]) => 2 + 12 * fields.length + 4 + fields.reduce((sum, field) => sum + overflow(field), 0);

/** @param at offset of the directory in the TIFF: values over four bytes lie behind it, and are pointed to from the start. */
function directory(fields: readonly Field[], at: number): Buffer {
  const result = Buffer.alloc(sizeOf(fields));
  result.writeUInt16LE(fields.length);
  let behind = 2 + 12 * fields.length + 4;
  for (const [n, field] of [...fields].sort((a, b) => a.tag - b.tag).entries()) {
    const entry = 2 + 12 * n;
    result.writeUInt16LE(field.tag, entry);
    result.writeUInt16LE(field.type, entry + 2);
    result.writeUInt32LE(field.count, entry + 4);
    if (overflow(field) === 0) field.data.copy(result, entry + 8);
    else {
      result.writeUInt32LE(at + behind, entry + 8);
      field.data.copy(result, behind);
      behind += overflow(field);
    }
  }
  return result;
}

/** @param jpeg without EXIF. @param uniqueId 32 hex digits, so that no two files of a library are equal. */
export function withExif(jpeg: Buffer, facts: PhotoFacts, uniqueId: string): Buffer {
  const taken = facts.takenAt.replaceAll('-', ':').replace('T', ' ');
  const exif = [
    rationals(0x829a, [[1, Math.round(1 / facts.exposureSeconds)]]),
    rationals(0x829d, [[Math.round(facts.fNumber * 100), 100]]),
    short(0x8827, facts.iso),
    bytes(0x9000, 7, Buffer.from('0232')),
    ascii(0x9003, taken),
    ascii(0x9011, facts.offset),
    rationals(0x920a, [[Math.round(facts.focalLengthMm * 100), 100]]),
    ascii(0xa420, uniqueId),
    ascii(0xa434, facts.lens),
  ];
  const gps = facts.gps && [
    bytes(0, 1, Buffer.from([2, 3, 0, 0])),
    ascii(1, facts.gps.lat < 0 ? 'S' : 'N'),
    angle(2, facts.gps.lat),
    ascii(3, facts.gps.lon < 0 ? 'W' : 'E'),
    angle(4, facts.gps.lon),
  ];
  const main = (exifAt: number, gpsAt: number) => [
    ascii(0x10f, facts.make),
    ascii(0x110, facts.model),
    short(0x112, 1),
    ascii(0x132, taken),
    long(0x8769, exifAt),
    ...(gps ? [long(0x8825, gpsAt)] : []),
  ];
  const exifAt = 8 + sizeOf(main(0, 0));
  const gpsAt = exifAt + sizeOf(exif);
  const header = Buffer.from([0x49, 0x49, 42, 0, 8, 0, 0, 0]);
  const tiff = [header, directory(main(exifAt, gpsAt), 8), directory(exif, exifAt), ...(gps ? [directory(gps, gpsAt)] : [])];
  const body = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), ...tiff]);
  const marker = Buffer.from([0xff, 0xe1, (body.length + 2) >> 8, (body.length + 2) & 0xff]);
  return Buffer.concat([jpeg.subarray(0, 2), marker, body, jpeg.subarray(2)]);
}
