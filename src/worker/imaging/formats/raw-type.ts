// Which files are camera raw, told from their content, and whose.

import type { Bytes } from './decoder.ts';
import { type Directory, type DirectoryFile, openDirectories } from './directory.ts';

const tag = { photometric: 262, make: 271, subDirectories: 330, dngVersion: 50706 } as const;

/** Of the sensor: a mosaic, and DNG's linear data. */
export const sensorKinds: ReadonlySet<number> = new Set([32803, 34892]);

export const textAt = (bytes: Uint8Array, at: number, length: number): string => String.fromCharCode(...bytes.subarray(at, at + length));

export const isFuji = (bytes: Uint8Array): boolean => textAt(bytes, 0, 8) === 'FUJIFILM';
export const isCanon3 = (bytes: Uint8Array): boolean => textAt(bytes, 4, 8) === 'ftypcrx ';

/** The chain, and what lies below each. */
export function directoriesOf(file: DirectoryFile): Directory[] {
  return file.chain().flatMap((directory) => {
    const below = file.below(directory, tag.subDirectories).slice(0, 16);
    return [directory, ...below, ...below.flatMap((inner) => file.below(inner, tag.subDirectories).slice(0, 4))];
  });
}

/** Whether a TIFF holds a sensor's data. */
export const isRaw = (file: DirectoryFile): boolean =>
  directoriesOf(file).some((directory) => sensorKinds.has(directory.number(tag.photometric) ?? 0) || directory.fields.has(tag.dngVersion));

const headers: Readonly<Record<string, string>> = {
  IIRO: 'image/x-olympus-orf',
  IIRS: 'image/x-olympus-orf',
  MMOR: 'image/x-olympus-orf',
  'IIU\0': 'image/x-panasonic-rw2',
  FUJI: 'image/x-fujifilm-raf',
};

/** Of files whose first bytes are a camera maker's own. file-type knows the commonest only. @param head 4 bytes or more. */
export const rawTypeOfHead = (head: Uint8Array): string | undefined => headers[textAt(head, 0, 4)];

const makers: readonly (readonly [RegExp, string])[] = [
  [/^nikon/i, 'image/x-nikon-nef'],
  [/^sony/i, 'image/x-sony-arw'],
  [/^canon/i, 'image/x-canon-cr2'],
  [/^(pentax|ricoh)/i, 'image/x-pentax-pef'],
];

/** Of a TIFF by its first bytes: what raw it is, if it is one. */
export function rawTypeOfTiff(bytes: Bytes): string | undefined {
  const file = openDirectories(bytes);
  if (!file || !isRaw(file)) return;
  const [first] = file.chain(1);
  if (first?.fields.has(tag.dngVersion)) return 'image/x-adobe-dng';
  return makers.find(([name]) => name.test(first?.text(tag.make) ?? ''))?.[1] ?? 'image/x-raw';
}
