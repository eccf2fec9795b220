// Camera raw: the largest JPEG that the camera put beside the sensor's data, as a picture. Nothing of the sensor's data is read.

import { AppError } from '../../../shared/domain/app-error.ts';
import { turnUpright } from '../pixels.ts';
import { readSize } from '../size.ts';
import { boxesIn, findBoxes } from './boxes.ts';
import type { Bytes, Decoder } from './decoder.ts';
import { type Directory, openDirectories } from './directory.ts';
import { turnOf } from './orientation.ts';
import { canonParts, fujiJpeg } from './raw-parts.ts';
import { directoriesOf, isCanon3, isFuji, sensorKinds, textAt } from './raw-type.ts';

const tag = {
  jpegFromRaw: 0x2e, // Panasonic
  compression: 259,
  photometric: 262,
  stripOffsets: 273,
  orientation: 274,
  stripBytes: 279,
  jpegAt: 513,
  jpegBytes: 514,
  exif: 34665,
  makerNote: 37500,
} as const;

const lossyJpeg = new Set([6, 7]);

export const decodeRaw: Decoder = async (bytes, leastScale, decodeJpeg) => {
  const { previews, orientation } = findPreviews(bytes);
  const sized = previews.flatMap((jpeg) => {
    const size = readSize(jpeg);
    return size ? [{ jpeg, pixels: size.width * size.height }] : [];
  });
  if (sized.length === 0) throw new AppError('unsupported-format', { reason: 'a raw file without a preview' });
  let failure: unknown;
  for (const { jpeg } of sized.sort((a, b) => b.pixels - a.pixels)) {
    try {
      const decoded = await decodeJpeg(jpeg, leastScale);
      const turn = orientationOf(jpeg) === undefined ? turnOf(orientation) : turnOf(1); // The browser has turned those that say how.
      const turned = turn.rotation % 180 !== 0;
      const { width, height } = decoded;
      return { pixels: turnUpright(decoded.pixels, turn), width: turned ? height : width, height: turned ? width : height };
    } catch (error) {
      failure ??= error; // Cut off or of a kind no browser knows: the next smaller one may do.
    }
  }
  throw failure;
};
export { decodeRaw as decode };

export interface Previews {
  readonly previews: Bytes[];
  /** EXIF's, 1 to 8, of what says none itself. */
  readonly orientation: number | undefined;
}

/** Every JPEG that the file names, in no order. */
export function findPreviews(bytes: Bytes): Previews {
  const found = isFuji(bytes)
    ? { previews: [fujiJpeg(bytes) ?? bytes], orientation: undefined }
    : isCanon3(bytes)
      ? canonPreviews(bytes)
      : directoryPreviews(bytes);
  return { ...found, previews: found.previews.filter((jpeg) => jpeg[0] === 0xff && jpeg[1] === 0xd8 && jpeg[2] === 0xff) };
}

const canonPreview = 'uuid:eaf42b5e1c984b88b9fbb7dc406e4d16';

/** CR3: a preview of 1620 × 1080 in a box of its own, and the whole picture as the first track's only sample. */
function canonPreviews(bytes: Bytes): Previews {
  const previews = [...boxesIn(bytes)]
    .filter(({ name }) => name === canonPreview)
    .flatMap(({ content }) => findBoxes(content.subarray(8), ['PRVW']))
    .map((box) => box.subarray(16, 16 + viewOf(box).getUint32(12)));
  for (const table of findBoxes(bytes, ['moov', 'trak', 'mdia', 'minf', 'stbl'])) {
    const [sizes, offsets] = [findBoxes(table, ['stsz'])[0], findBoxes(table, ['co64'])[0]];
    if (!sizes || !offsets || sizes.length < 12 || offsets.length < 16) continue;
    const all = viewOf(sizes).getUint32(4);
    const length = all !== 0 ? all : sizes.length >= 16 ? viewOf(sizes).getUint32(12) : 0;
    const from = Number(viewOf(offsets).getBigUint64(8));
    previews.push(bytes.subarray(from, from + length));
  }
  const [camera] = canonParts(bytes);
  const orientation = camera && openDirectories(camera)?.chain(1)[0]?.number(tag.orientation);
  return { previews, orientation };
}

const viewOf = (bytes: Bytes) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

function directoryPreviews(bytes: Bytes): Previews {
  const file = openDirectories(bytes);
  if (!file) return { previews: [], orientation: undefined };
  const directories = directoriesOf(file);
  const [first] = directories;
  const previews = directories.flatMap((directory) => {
    const [at, length] = [directory.number(tag.jpegAt), directory.number(tag.jpegBytes)];
    const linked = at !== undefined && length !== undefined ? [bytes.subarray(at, at + length)] : [];
    const held = directory.bytes(tag.jpegFromRaw);
    return [...linked, ...stripPreview(bytes, directory), ...(held ? [held] : [])];
  });
  const notes = first ? file.below(first, tag.exif).flatMap((exif) => olympusPreview(bytes, exif.bytes(tag.makerNote))) : [];
  return { previews: [...previews, ...notes], orientation: first?.number(tag.orientation) };
}

/** A JPEG that is a directory's only strip; the sensor's own data may be packed as (lossless) JPEG too. */
function stripPreview(bytes: Bytes, directory: Directory): Bytes[] {
  const [offsets, counts] = [directory.numbers(tag.stripOffsets), directory.numbers(tag.stripBytes)];
  const [from, length] = [offsets[0], counts[0]];
  if (from === undefined || length === undefined || offsets.length !== 1) return [];
  if (!lossyJpeg.has(directory.number(tag.compression) ?? 0) || sensorKinds.has(directory.number(tag.photometric) ?? 0)) return [];
  return [bytes.subarray(from, from + length)];
}

const olympusSettings = 0x2020;
const [olympusAt, olympusBytes] = [0x101, 0x102];

/** Olympus names its preview in its maker's notes: a directory that counts from the notes' own beginning, or, of old cameras, from the file's. */
function olympusPreview(bytes: Bytes, notes: Bytes | undefined): Bytes[] {
  if (!notes) return [];
  const head = textAt(notes, 0, 9);
  const start = head.startsWith('OLYMPUS\0') ? 8 : head.startsWith('OM SYSTEM') ? 12 : undefined;
  const own = start !== undefined;
  const notesAt = notes.byteOffset - bytes.byteOffset;
  const base = own ? bytes.subarray(notesAt) : bytes;
  // Given a header that says where the directory begins, it reads as any other.
  const framed = base.slice();
  const order = own ? textAt(notes, start, 2) : textAt(bytes, 0, 2);
  const view = viewOf(framed);
  const firstAt = own ? start + 4 : notesAt + 8;
  framed.set([order.charCodeAt(0), order.charCodeAt(1)]);
  view.setUint16(2, 42, order === 'II');
  view.setUint32(4, firstAt, order === 'II');
  const file = openDirectories(framed);
  const settings = file?.chain(1).flatMap((directory) => file.below(directory, olympusSettings)) ?? [];
  return settings.flatMap((directory) => {
    const [at, length] = [directory.number(olympusAt), directory.number(olympusBytes)];
    return at === undefined || length === undefined ? [] : [base.subarray(at, at + length)];
  });
}

/** EXIF's orientation, as a JPEG states it in its first kilobytes. */
export function orientationOf(jpeg: Bytes): number | undefined {
  const view = viewOf(jpeg);
  for (let at = 2; at + 10 < jpeg.length && jpeg[at] === 0xff; at += 2 + view.getUint16(at + 2)) {
    if (jpeg[at + 1] === 0xda) return;
    if (jpeg[at + 1] === 0xe1 && textAt(jpeg, at + 4, 4) === 'Exif')
      return openDirectories(jpeg.slice(at + 10, at + 2 + view.getUint16(at + 2)))
        ?.chain(1)[0]
        ?.number(tag.orientation);
  }
}
