// An `.xmp` file → what it says of the photo it stands beside. It is read by the reader of pictures: put into the smallest PNG there is.

import type { Metadata } from '../../../shared/domain/photo.ts';
import { readMetadata } from './metadata.ts';

const text = new TextEncoder();
const pngStart = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10);
/** 1 × 1 pixels of 8 bits. */
const header = Uint8Array.of(0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0);
/** Keyword, not compressed, no language, no translation. */
const xmpKeyword = text.encode('XML:com.adobe.xmp\0\0\0\0\0');

/** @param now in ms since 1970. @returns nothing at all where it is no XMP. Its date is marked as a sidecar's. */
export function readXmp(bytes: Uint8Array<ArrayBuffer>, now: number): Metadata {
  const png = join(pngStart, chunk('IHDR', header), chunk('iTXt', join(xmpKeyword, bytes)), chunk('IEND', new Uint8Array()));
  const { takenFrom, ...metadata } = readMetadata(png, '', 0, now);
  return takenFrom ? { ...metadata, takenFrom: 'sidecar' } : metadata;
}

/** Its checksum, which the reader does not look at, is left at zero. */
const chunk = (kind: string, data: Uint8Array): Uint8Array<ArrayBuffer> => join(toBytes(data.length), text.encode(kind), data, toBytes(0));

const toBytes = (value: number): Uint8Array => Uint8Array.of(value >>> 24, value >>> 16, value >>> 8, value);

function join(...parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
