// Rows of a TIFF's samples, as they come unpacked → 8 bits each.

import { AppError } from '../../../shared/domain/app-error.ts';
import { encode } from './colour-space.ts';
import type { Bytes } from './decoder.ts';

export interface SampleLayout {
  /** Of one sample; all alike. */
  readonly bits: number;
  readonly kind: 'unsigned' | 'float';
  readonly littleEndian: boolean;
  /** 1 none, 2 difference to the sample before, 3 the same of the bytes of floats. */
  readonly predictor: number;
  /** Samples of a pixel that lie together. */
  readonly together: number;
}

export const bytesPerRow = ({ bits, together }: SampleLayout, width: number): number => Math.ceil((width * together * bits) / 8);

/** @param raw `rows` rows of `width` pixels; changed in place where there is a predictor.
 * @param spread whether levels of fewer than 8 bits are spread over 0..255; not for numbers of a palette's colours.
 * @throws {AppError} `unsupported-format` for depths that no camera or editor writes. */
export function toBytes(
  raw: Bytes,
  layout: SampleLayout,
  { width, rows, spread }: { width: number; rows: number; spread: boolean },
): Bytes {
  const { bits, kind, littleEndian, predictor, together } = layout;
  const perRow = bytesPerRow(layout, width);
  if (predictor === 3)
    for (let row = 0; row < rows; row++) joinFloatBytes(raw.subarray(row * perRow, (row + 1) * perRow), together, bits / 8);
  const little = predictor === 3 ? false : littleEndian;
  const count = width * together;
  const view = new DataView(raw.buffer, raw.byteOffset, raw.byteLength);
  const out = bits === 8 && kind === 'unsigned' ? raw : new Uint8Array(count * rows);

  if (kind === 'float') {
    if (bits !== 32 && bits !== 64) throw new AppError('unsupported-format', { reason: `TIFF with floats of ${bits} bits` });
    const read = bits === 32 ? (i: number) => view.getFloat32(i * 4, little) : (i: number) => view.getFloat64(i * 8, little);
    for (let i = 0; i < out.length; i++) out[i] = encode(read(i)); // Floats are linear light.
  } else if (bits === 8) {
    if (predictor === 2)
      for (let row = 0; row < rows; row++)
        for (let i = row * count + together; i < (row + 1) * count; i++) raw[i] = (raw[i] ?? 0) + (raw[i - together] ?? 0);
  } else if (bits === 16) {
    for (let row = 0; row < rows; row++)
      for (let i = row * count; i < (row + 1) * count; i++) {
        let value = view.getUint16(i * 2, little);
        if (predictor === 2 && i >= row * count + together) {
          value = (value + view.getUint16((i - together) * 2, little)) & 0xffff;
          view.setUint16(i * 2, value, little);
        }
        out[i] = (value * 255 + 32_895) >>> 16; // Exactly the nearest of 255 levels.
      }
  } else if (bits === 32) {
    for (let row = 0; row < rows; row++)
      for (let i = row * count; i < (row + 1) * count; i++) {
        let value = view.getUint32(i * 4, little);
        if (predictor === 2 && i >= row * count + together) {
          value = (value + view.getUint32((i - together) * 4, little)) >>> 0;
          view.setUint32(i * 4, value, little);
        }
        out[i] = value >>> 24;
      }
  } else if (bits < 16 && predictor !== 2) {
    const most = 2 ** bits - 1;
    for (let row = 0; row < rows; row++)
      for (let i = 0; i < count; i++) {
        const value = readBits(raw, row * perRow * 8 + i * bits, bits);
        out[row * count + i] = spread ? Math.round((value * 255) / most) : value;
      }
  } else throw new AppError('unsupported-format', { reason: `TIFF of ${bits} bits a sample with predictor ${predictor}` });
  return out;
}

/** High bit first. */
function readBits(bytes: Uint8Array, at: number, bits: number): number {
  const byte = at >> 3;
  const three = ((bytes[byte] ?? 0) << 16) | ((bytes[byte + 1] ?? 0) << 8) | (bytes[byte + 2] ?? 0);
  return (three >> (24 - (at & 7) - bits)) & ((1 << bits) - 1);
}

/** Photoshop's predictor 3: a row's bytes are differences, and lie apart by significance, the highest of all samples first (TIFF Technical Note 3). */
function joinFloatBytes(row: Bytes, together: number, size: number): void {
  for (let i = together; i < row.length; i++) row[i] = (row[i] ?? 0) + (row[i - together] ?? 0);
  const apart = row.slice();
  const count = row.length / size;
  for (let i = 0; i < count; i++) for (let byte = 0; byte < size; byte++) row[i * size + byte] = apart[byte * count + i] ?? 0;
}
