// A line of an archive → a photo's record, if every field is what it says. Whoever made the file may have meant harm: nothing is taken over unseen.

import type { Exposure, TakenFrom } from '../../shared/domain/photo.ts';
import { isPhotoId } from '../../shared/domain/photo.ts';
import type { PortableRecord } from '../storage/whole-photos.ts';
import { type Check, fieldsOf, finite, isObject, listOf, oneOf, parseJson, text, whole } from './check.ts';
import { largest, type PhotoLine, type Piece } from './format.ts';

const date: Check<string> = (value) =>
  typeof value === 'string' && /^[+-]?\d{4,6}-\d\d-\d\d/.test(value) && value.length <= 40 && !Number.isNaN(Date.parse(value))
    ? value
    : undefined;

/** A path is shown, searched and matched, and never opened. What leads out of anything is no path that a file had. */
const path: Check<string> = (value) => {
  const whole = text(4_096)(value);
  if (whole === undefined || whole.includes('\0')) return undefined;
  const parts = whole.split('/');
  return parts.some((part) => part === '..' || part === '.') || parts.at(-1) === '' ? undefined : whole;
};

const gps: Check<{ lat: number; lon: number }> = (value) => fieldsOf(value, { lat: finite(-90, 90), lon: finite(-180, 180) });

const exposureFields: { readonly [Key in keyof Required<Exposure>]: Check<Exposure[Key]> } = {
  seconds: finite(0, 1e7),
  fNumber: finite(0, 1e4),
  iso: finite(0, 1e9),
  focalLengthMm: finite(0, 1e6),
};
const exposure: Check<Exposure> = (value) => fieldsOf(value, {}, exposureFields);

type Needed = 'id' | 'paths' | 'width' | 'height' | 'type' | 'bytes' | 'colour' | 'favourite' | 'tags' | 'addedAt';
/** With `possible`, every field of a record that goes along. The compiler asks for one that is missing here. */
const needed: { readonly [Key in Needed]: Check<PortableRecord[Key]> } = {
  id: (value) => (typeof value === 'string' && isPhotoId(value) ? value : undefined),
  paths: listOf(path, 1, 10_000),
  width: whole(1, 1_000_000),
  height: whole(1, 1_000_000),
  type: (value) => (typeof value === 'string' && /^[\w.+-]{1,60}\/[\w.+-]{1,100}$/.test(value) ? value : undefined),
  bytes: whole(0, Number.MAX_SAFE_INTEGER),
  colour: whole(0, 0xffffff),
  favourite: (value) => (typeof value === 'boolean' ? value : undefined),
  tags: listOf(text(1_000), 0, 10_000),
  addedAt: date,
};
const possible: { readonly [Key in Exclude<keyof PortableRecord, Needed>]-?: Check<PortableRecord[Key]> } = {
  takenAt: date,
  takenFrom: oneOf<TakenFrom>('exif', 'sidecar', 'name', 'file'),
  gps,
  camera: text(1_000),
  lens: text(1_000),
  exposure,
  rating: finite(0, 5),
  title: text(100_000),
  caption: text(100_000),
  keywords: listOf(text(1_000), 0, 10_000),
  author: text(10_000),
  licence: text(10_000),
  people: listOf(text(1_000), 0, 10_000),
  albums: listOf(text(1_000), 0, 10_000),
};

const piece =
  (largestBytes: number): Check<Piece> =>
  (value) =>
    fieldsOf<Piece>(value, {
      at: whole(0, Number.MAX_SAFE_INTEGER),
      bytes: whole(0, largestBytes),
      crc32: (crc) => (typeof crc === 'string' && /^[0-9a-f]{8}$/.test(crc) ? crc : undefined),
    });

/** @returns undefined for what is no photo's line; else the line, and which fields of the photo were no good and are left out. */
export function checkPhotoLine(line: string): (PhotoLine & { readonly leftOut: readonly string[] }) | undefined {
  const said = line.length <= largest.lineLetters ? parseJson(line) : undefined;
  if (!isObject(said)) return undefined;
  const leftOut: string[] = [];
  const photo = fieldsOf<PortableRecord>(said.photo, needed, possible, leftOut);
  const thumbnail = piece(largest.thumbnailBytes)(said.thumbnail);
  const preview = said.preview === undefined ? undefined : piece(largest.previewBytes)(said.preview);
  if (!photo || !thumbnail || (said.preview !== undefined && !preview)) return undefined;
  return { photo, thumbnail, ...(preview && { preview }), leftOut };
}
