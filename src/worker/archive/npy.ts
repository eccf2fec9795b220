// NumPy's file of one array, version 1.0: a header, then the values row by row.
// https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html

import type { Bytes } from '../../shared/zip/writer.ts';

const magic = '\x93NUMPY\x01\x00';
/** The magic, and the header's length in two bytes. */
const prefixBytes = 10;
/** Values begin at a multiple of it, so that they can be mapped into memory. */
const alignment = 64;

export interface NpyShape {
  readonly rows: number;
  readonly dim: number;
}

/** The header of float32 [rows × dim], little-endian. */
export function npyHeader({ rows, dim }: NpyShape): Bytes {
  const says = `{'descr': '<f4', 'fortran_order': False, 'shape': (${rows}, ${dim}), }`;
  const length = Math.ceil((prefixBytes + says.length + 1) / alignment) * alignment;
  const header = `${says.padEnd(length - prefixBytes - 1)}\n`;
  const letters = `${magic}${String.fromCharCode(header.length & 255, header.length >> 8)}${header}`;
  return Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
}

/** So many bytes hold any header of two dimensions. */
export const longestNpyHeader = 1024;

/** @param head the file's first bytes, `longestNpyHeader` of them where it has so many.
 * @returns where the values begin, and their shape; undefined for what is not float32 [rows × dim], little-endian, row by row. */
export function readNpyHeader(head: Uint8Array): (NpyShape & { readonly at: number }) | undefined {
  const text = String.fromCharCode(...head);
  if (!text.startsWith(magic)) return undefined;
  const at = prefixBytes + (head[8] ?? 0) + 256 * (head[9] ?? 0);
  if (at > text.length) return undefined;
  const header = text.slice(prefixBytes, at);
  const [, rows, dim] = /'shape': *\((\d{1,10}), *(\d{1,6})\)/.exec(header) ?? [];
  if (rows === undefined || dim === undefined || !/'descr': *'<f4'/.test(header) || !/'fortran_order': *False/.test(header))
    return undefined;
  return { at, rows: Number(rows), dim: Number(dim) };
}
