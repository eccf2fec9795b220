// TIFF and BigTIFF: the first picture of a file, whatever it is packed with, as pixels. Packages read each some of these and the rest wrong
// without a word; docs/decisions/0011-formats.md has the table.

import { AppError } from '../../../shared/domain/app-error.ts';
import { type Pixels, turnUpright } from '../pixels.ts';
import { readProfile, toSrgb } from './colour-space.ts';
import { type Bytes, type DecodeJpeg, type Decoder, refusedPixels, type Upright } from './decoder.ts';
import { type Directory, openDirectories } from './directory.ts';
import { type Unpack, unpackBits, unpackDeflate, unpackLzw, unpackNone } from './inflate.ts';
import { turnOf } from './orientation.ts';
import { decodeRaw } from './raw.ts';
import { isRaw } from './raw-type.ts';
import { bytesPerRow, type SampleLayout, toBytes } from './samples.ts';
import { shrink, squareOf } from './shrink.ts';

const tag = {
  width: 256,
  height: 257,
  bits: 258,
  compression: 259,
  photometric: 262,
  fillOrder: 266,
  stripOffsets: 273,
  orientation: 274,
  samples: 277,
  rowsPerStrip: 278,
  stripBytes: 279,
  planar: 284,
  predictor: 317,
  palette: 320,
  tileWidth: 322,
  tileHeight: 323,
  tileOffsets: 324,
  tileBytes: 325,
  inkSet: 332,
  extraSamples: 338,
  sampleFormat: 339,
  jpegTables: 347,
  oldJpegAt: 513,
  oldJpegBytes: 514,
  subsampling: 530,
  profile: 34675,
} as const;

const packings: Readonly<Record<number, Unpack>> = {
  1: unpackNone,
  5: unpackLzw,
  8: unpackDeflate,
  32946: unpackDeflate,
  32773: unpackBits,
};
const [oldJpeg, jpeg] = [6, 7];
const colourKinds = { 0: 'white is zero', 1: 'grey', 2: 'rgb', 3: 'palette', 5: 'cmyk', 6: 'ycbcr' } as const;
type ColourKind = (typeof colourKinds)[keyof typeof colourKinds];

export const decode: Decoder = async (bytes, leastScale, decodeJpeg) => {
  const file = openDirectories(bytes);
  const page = file?.chain(1)[0];
  if (!file || !page) throw new AppError('damaged-file', { reason: 'no TIFF directory' });
  if (isRaw(file)) return decodeRaw(bytes, leastScale, decodeJpeg); // Nikon's, Pentax's and others' are TIFFs by their first bytes.
  const [width, height] = [page.number(tag.width) ?? 0, page.number(tag.height) ?? 0];
  if (!isCount(width) || !isCount(height)) throw new AppError('damaged-file', { reason: 'a TIFF without a size' });
  if (width * height >= refusedPixels) throw new AppError('too-many-pixels', { reason: `${width} × ${height} pixels` });

  const whole = await readPage(bytes, page, file.littleEndian, decodeJpeg);
  const transparent = hasAlpha(page);
  const pixels = shrink({ ...whole, stride: width * 4, transparent }, squareOf(leastScale({ width, height })));
  const profile = page.bytes(tag.profile);
  const space = profile && readProfile(profile);
  if (space) toSrgb(pixels, space);
  return finish(pixels, page, { width, height });
};

/** A damaged file can say 2.5 pixels, or none. */
const isCount = (value: number): boolean => Number.isInteger(value) && value > 0;

function finish(pixels: Pixels, page: Directory, { width, height }: { width: number; height: number }): Upright {
  const turn = turnOf(page.number(tag.orientation));
  const turned = turn.rotation % 180 !== 0;
  return { pixels: turnUpright(pixels, turn), width: turned ? height : width, height: turned ? width : height };
}

/** 2: the fourth sample of a pixel is its opacity. 1: and its colours are scaled by it, which counts as drawn on black. */
const hasAlpha = (page: Directory): boolean => page.number(tag.extraSamples) === 2 && kindOf(page) === 'rgb';

function kindOf(page: Directory): ColourKind {
  const number = page.number(tag.photometric) ?? 1;
  const kind = (colourKinds as Readonly<Record<number, ColourKind>>)[number]; // Any number may stand in a file.
  if (!kind) throw new AppError('unsupported-format', { reason: `TIFF of colour kind ${number}` });
  return kind;
}

/** Where the file keeps the picture's pieces: strips, which are as wide as the picture, or tiles. */
interface Pieces {
  readonly width: number;
  readonly height: number;
  readonly across: number;
  readonly down: number;
  /** The bytes of piece `i`, counted along rows, then down, then by plane. @throws {AppError} `damaged-file` where the file ends before. */
  read(i: number): Bytes;
}

function findPieces(bytes: Bytes, page: Directory, width: number, height: number): Pieces {
  const tileWidth = page.number(tag.tileWidth);
  const offsets = page.numbers(tileWidth ? tag.tileOffsets : tag.stripOffsets);
  const counts = page.numbers(tileWidth ? tag.tileBytes : tag.stripBytes);
  const [pieceWidth, pieceHeight] = tileWidth
    ? [tileWidth, page.number(tag.tileHeight) ?? 0]
    : [width, Math.min(height, page.number(tag.rowsPerStrip) ?? height)];
  if (!isCount(pieceWidth) || !isCount(pieceHeight) || pieceWidth * pieceHeight >= refusedPixels)
    throw new AppError('damaged-file', { reason: `pieces of ${pieceWidth} × ${pieceHeight}` });
  return {
    width: pieceWidth,
    height: pieceHeight,
    across: Math.ceil(width / pieceWidth),
    down: Math.ceil(height / pieceHeight),
    read(i) {
      const [from, count] = [offsets[i], counts[i] ?? (offsets.length === 1 ? bytes.length : undefined)];
      if (from === undefined || count === undefined || from + (counts.length > 0 ? count : 0) > bytes.length)
        throw new AppError('damaged-file', { reason: `piece ${i} lies beyond the end` });
      return bytes.subarray(from, from + count);
    },
  };
}

/** The page as it is stored: RGBA, not turned, in its own colour space. */
async function readPage(bytes: Bytes, page: Directory, littleEndian: boolean, decodeJpeg: DecodeJpeg): Promise<Pixels> {
  const [width, height] = [page.number(tag.width) ?? 0, page.number(tag.height) ?? 0];
  const compression = page.number(tag.compression) ?? 1;
  const out: Pixels = { data: new Uint8ClampedArray(width * height * 4), width, height };
  const whole = compression === oldJpeg ? oldJpegOf(bytes, page) : undefined;
  if (whole) {
    paste(out, (await decodeJpeg(whole, () => 1)).pixels, 0, 0);
    return out;
  }
  const pieces = findPieces(bytes, page, width, height);
  const read = compression === jpeg ? jpegPieces(page, pieces, decodeJpeg) : packedPieces(page, pieces, compression, littleEndian, height);
  for (let row = 0; row < pieces.down; row++)
    for (let column = 0; column < pieces.across; column++) paste(out, await read(row, column), column * pieces.width, row * pieces.height);
  return out;
}

type ReadPiece = (row: number, column: number) => Promise<Pixels>;

function packedPieces(page: Directory, pieces: Pieces, compression: number, littleEndian: boolean, height: number): ReadPiece {
  const unpack = packings[compression];
  if (!unpack) throw new AppError('unsupported-format', { reason: `TIFF packed in way ${compression}` });
  const kind = kindOf(page);
  const samples = page.number(tag.samples) ?? 1;
  const planes = page.number(tag.planar) === 2 ? samples : 1;
  const layout: SampleLayout = {
    bits: page.number(tag.bits) ?? 1,
    kind: kindOfSamples(page),
    littleEndian,
    predictor: page.number(tag.predictor) ?? 1,
    together: samples / planes,
  };
  const subsampled = kind === 'ycbcr' && page.numbers(tag.subsampling).some((step) => step !== 1);
  if (subsampled || (kind === 'ycbcr' && !page.fields.has(tag.subsampling)) || page.number(tag.fillOrder) === 2)
    throw new AppError('unsupported-format', { reason: 'TIFF with coarse chroma, or its bits in reverse' });
  const paint = painterOf(page, kind, samples);
  return async (row, column) => {
    // A tile is whole even where it hangs over the edge; the last strip is not.
    const rows = page.fields.has(tag.tileWidth) ? pieces.height : Math.min(pieces.height, height - row * pieces.height);
    const size = { width: pieces.width, rows, spread: kind !== 'palette' };
    const all: Bytes[] = [];
    for (let plane = 0; plane < planes; plane++) {
      const packed = pieces.read((plane * pieces.down + row) * pieces.across + column);
      all.push(toBytes(await unpack(packed, bytesPerRow(layout, pieces.width) * rows), layout, size));
    }
    const count = pieces.width * rows;
    const data = new Uint8ClampedArray(count * 4);
    const [first] = all;
    if (first) paint(planes === 1 ? first : interleave(all, count), data, count);
    return { data, width: pieces.width, height: rows };
  };
}

function kindOfSamples(page: Directory): SampleLayout['kind'] {
  const format = page.number(tag.sampleFormat) ?? 1;
  if (format !== 1 && format !== 3) throw new AppError('unsupported-format', { reason: `TIFF with samples of format ${format}` });
  return format === 3 ? 'float' : 'unsigned';
}

function interleave(planes: readonly Bytes[], count: number): Bytes {
  const out = new Uint8Array(count * planes.length);
  for (const [p, plane] of planes.entries()) for (let i = 0; i < count; i++) out[i * planes.length + p] = plane[i] ?? 0;
  return out;
}

/** Samples of 8 bits → RGBA. */
function painterOf(page: Directory, kind: ColourKind, samples: number): (from: Bytes, to: Uint8ClampedArray, count: number) => void {
  const needed = { rgb: 3, ycbcr: 3, cmyk: 4, grey: 1, 'white is zero': 1, palette: 1 }[kind];
  if (samples < needed) throw new AppError('damaged-file', { reason: `${kind} with ${samples} samples a pixel` });
  const palette = page.numbers(tag.palette).map((level) => level >> 8);
  const colours = palette.length / 3;
  const alpha = hasAlpha(page) && samples > 3;
  return (from, to, count) => {
    for (let i = 0, at = 0, out = 0; i < count; i++, at += samples, out += 4) {
      const [a = 0, b = 0, c = 0, d = 0] = [from[at], from[at + 1], from[at + 2], from[at + 3]];
      let [red, green, blue] = [a, b, c];
      if (kind === 'grey') green = blue = a;
      else if (kind === 'white is zero') red = green = blue = 255 - a;
      else if (kind === 'palette') [red, green, blue] = [palette[a] ?? 0, palette[a + colours] ?? 0, palette[a + 2 * colours] ?? 0];
      else if (kind === 'cmyk')
        [red, green, blue] = [((255 - a) * (255 - d)) / 255, ((255 - b) * (255 - d)) / 255, ((255 - c) * (255 - d)) / 255];
      else if (kind === 'ycbcr')
        [red, green, blue] = [a + 1.402 * (c - 128), a - 0.344136 * (b - 128) - 0.714136 * (c - 128), a + 1.772 * (b - 128)];
      to[out] = red;
      to[out + 1] = green;
      to[out + 2] = blue;
      to[out + 3] = alpha ? d : 255;
    }
  };
}

/** What is beyond the edge is dropped. */
function paste(onto: Pixels, piece: Pixels, left: number, top: number): void {
  const width = Math.min(piece.width, onto.width - left);
  for (let row = 0; row < Math.min(piece.height, onto.height - top); row++) {
    const from = row * piece.width * 4;
    onto.data.set(piece.data.subarray(from, from + width * 4), ((top + row) * onto.width + left) * 4);
  }
}

/** JPEG pieces share their tables, which stand once. A JPEG that is RGB, not YCbCr, says so only in the TIFF: Adobe's marker says it to the browser. */
function jpegPieces(page: Directory, pieces: Pieces, decodeJpeg: DecodeJpeg): ReadPiece {
  const kind = kindOf(page);
  if (kind === 'cmyk' || page.number(tag.planar) === 2)
    throw new AppError('unsupported-format', { reason: `TIFF with JPEGs of ${kind} in planes` });
  const tables = page.bytes(tag.jpegTables)?.slice(2, -2) ?? new Uint8Array();
  const adobe = kind === 'rgb' ? [0xff, 0xee, 0, 14, 0x41, 0x64, 0x6f, 0x62, 0x65, 0, 100, 0, 0, 0, 0, 0] : [];
  return async (row, column) => {
    const piece = pieces.read(row * pieces.across + column).subarray(2);
    const bytes = new Uint8Array(2 + adobe.length + tables.length + piece.length);
    bytes.set([0xff, 0xd8, ...adobe]);
    bytes.set(tables, 2 + adobe.length);
    bytes.set(piece, 2 + adobe.length + tables.length);
    return (await decodeJpeg(bytes, () => 1)).pixels;
  };
}

/** The way before Technical Note 2: one JPEG for all. @throws {AppError} `unsupported-format` where it lies in parts. */
function oldJpegOf(bytes: Bytes, page: Directory): Bytes {
  const [from, length] = [page.number(tag.oldJpegAt), page.number(tag.oldJpegBytes)];
  if (from === undefined || length === undefined || bytes[from] !== 0xff || bytes[from + 1] !== 0xd8)
    throw new AppError('unsupported-format', { reason: 'TIFF with a JPEG in parts, the old way' });
  return bytes.subarray(from, from + length);
}
