// What TIFF packs its samples with: LZW, PackBits and Deflate.

import { AppError } from '../../../shared/domain/app-error.ts';
import type { Bytes } from './decoder.ts';

/** `source` unpacked. @param length of the result, in bytes: what is beyond is dropped. @throws {AppError} `damaged-file` where there is less. */
export type Unpack = (source: Bytes, length: number) => Bytes | Promise<Bytes>;

const cut = (got: number, length: number) => new AppError('damaged-file', { reason: `${got} of ${length} bytes unpacked` });

export const unpackNone: Unpack = (source, length) => {
  if (source.length < length) throw cut(source.length, length);
  return source.slice(0, length); // The predictor is undone in place, and the file's own bytes are read again for its metadata.
};

export const unpackBits: Unpack = (source, length) => {
  const out = new Uint8Array(length);
  let [at, to] = [0, 0];
  while (to < length && at < source.length) {
    const head = source[at++] ?? 0;
    if (head < 128) {
      const run = source.subarray(at, Math.min(at + head + 1, at + length - to));
      out.set(run, to);
      at += head + 1;
      to += run.length;
    } else if (head > 128) {
      out.fill(source[at++] ?? 0, to, to + 257 - head);
      to += 257 - head;
    }
  }
  if (to < length) throw cut(to, length);
  return out;
};

export const unpackDeflate: Unpack = async (source, length) => {
  const out = new Uint8Array(length);
  let to = 0;
  const reader = new Blob([source]).stream().pipeThrough(new DecompressionStream('deflate')).getReader();
  try {
    while (to < length) {
      const { done, value } = await reader.read();
      if (done) break;
      out.set(value.subarray(0, length - to), to);
      to = Math.min(length, to + value.length);
    }
  } catch (error) {
    // Some writers pad what is packed, which the stream takes for damage, but only after all is out.
    if (to < length) throw new AppError('damaged-file', { reason: `${to} of ${length} bytes unpacked`, cause: error });
  } finally {
    await reader.cancel().catch(() => undefined); // It may have failed already: said above.
  }
  if (to < length) throw cut(to, length);
  return out;
};

const clearCode = 256;
const endCode = 257;
const mostCodes = 4096;

/** TIFF's LZW: codes of 9 to 12 bits, high bit first, which grow one code early (TIFF 6.0, section 13). */
export const unpackLzw: Unpack = (source, length) => {
  const out = new Uint8Array(length);
  // A code's text stands in `out` already: where, and how long. Each new one is the last code's text and one byte more, which follows it there.
  const [from, lengths] = [new Uint32Array(mostCodes), new Uint16Array(mostCodes)];
  let [codes, width, last, lastAt] = [endCode + 1, 9, -1, 0];
  let [held, bits, at, to] = [0, 0, 0, 0];
  while (to < length) {
    while (bits < width) {
      if (at >= source.length) throw cut(to, length);
      held = ((held << 8) | (source[at++] ?? 0)) & 0xff_ffff;
      bits += 8;
    }
    const code = (held >> (bits - width)) & ((1 << width) - 1);
    bits -= width;
    if (code === endCode) break;
    if (code === clearCode) {
      [codes, width, last] = [endCode + 1, 9, -1];
      continue;
    }
    const begin = to;
    if (last >= 0 && codes < mostCodes) {
      from[codes] = lastAt;
      lengths[codes] = (last < clearCode ? 1 : (lengths[last] ?? 0)) + 1;
      codes++;
    }
    if (code < clearCode) out[to++] = code;
    else {
      if (code >= codes) throw new AppError('damaged-file', { reason: `LZW code ${code} of ${codes}` });
      const start = from[code] ?? 0;
      const end = Math.min(length, to + (lengths[code] ?? 0));
      for (let i = start; to < end; ) out[to++] = out[i++] ?? 0; // May read what it has just written.
    }
    [last, lastAt] = [code, begin];
    if (codes + 1 >= 1 << width && width < 12) width++;
  }
  if (to < length) throw cut(to, length);
  return out;
};
