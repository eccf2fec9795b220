// The sample photos under other names and without a word in them, so that only the pictures can answer.

import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { createRandom, shuffled } from '../../tools/random.ts';

const root = join(import.meta.dirname, '../..');
const folder = join(root, 'public/samples');

export interface AnonymousPhoto {
  /** `IMG_0001.jpg` */
  readonly name: string;
  /** The name it has in public/samples. */
  readonly original: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

export const sampleNames = (): string[] =>
  readdirSync(folder)
    .filter((name) => /\.(jpg|png)$/.test(name))
    .sort();
export const samplePath = (name: string): string => join(folder, name);

/** All samples in an order that `seed` gives, so that neither name nor order tells what they show. */
export function anonymousSamples(seed: number): AnonymousPhoto[] {
  return shuffled(createRandom(seed), sampleNames()).map((original, at) => {
    const bytes = readFileSync(join(folder, original));
    const isPng = extname(original) === '.png';
    return {
      name: `IMG_${String(at + 1).padStart(4, '0')}${extname(original)}`,
      original,
      mimeType: isPng ? 'image/png' : 'image/jpeg',
      buffer: isPng ? withoutPngText(bytes) : withoutJpegText(bytes),
    };
  });
}

/** Drops APP1 (EXIF, XMP), APP13 (IPTC) and comments: everything up to the picture that can hold words. */
function withoutJpegText(bytes: Buffer): Buffer {
  const kept = [bytes.subarray(0, 2)];
  let at = 2;
  while (bytes[at] === 0xff && bytes[at + 1] !== 0xda) {
    const end = at + 2 + bytes.readUInt16BE(at + 2);
    const marker = bytes[at + 1] ?? 0;
    if (![0xe1, 0xed, 0xfe].includes(marker)) kept.push(bytes.subarray(at, end));
    at = end;
  }
  return Buffer.concat([...kept, bytes.subarray(at)]);
}

/** Drops the chunks that hold words. Each chunk is length, type, data, checksum. */
function withoutPngText(bytes: Buffer): Buffer {
  const kept = [bytes.subarray(0, 8)];
  for (let at = 8; at < bytes.length; ) {
    const end = at + 12 + bytes.readUInt32BE(at);
    if (!['tEXt', 'iTXt', 'zTXt', 'eXIf'].includes(bytes.toString('latin1', at + 4, at + 8))) kept.push(bytes.subarray(at, end));
    at = end;
  }
  return Buffer.concat(kept);
}
