// What a file's EXIF, XMP, IPTC and PNG text say, behind one way of asking.

import { DOMParser, onErrorStopParsing } from '@xmldom/xmldom';
import ExifReader from 'exifreader';
import { standIn } from './stand-in.ts';

export type Group = 'exif' | 'xmp' | 'iptc' | 'pngText' | 'gps';

export interface Tags {
  /** Text without outer spaces and trailing zeros; undefined where it is absent or blank. Of XMP's languages the default one. */
  text(group: Group, name: string): string | undefined;
  /** Each item of a list; one item where the file has a single value. */
  texts(group: Group, name: string): string[];
  /** Finite; undefined where it is absent or no number, such as a division by zero. */
  number(group: Group, name: string): number | undefined;
}

/** A tag as ExifReader gives it: what each field holds depends on the group, the tag and the number of values. */
interface RawTag {
  readonly value?: unknown;
  readonly computed?: unknown;
  readonly description?: unknown;
}

/** Never throws: a photo whose metadata cannot be read is a photo without metadata.
 * Wants the whole file, and touches little of it: a TIFF's, WebP's and JXL's metadata can stand at the end. */
export function readTags(bytes: Uint8Array<ArrayBuffer>): Tags {
  const groups = load(bytes);
  const find = (group: Group, name: string): RawTag | RawTag[] | undefined => groups[group]?.[name];
  const texts = (group: Group, name: string) => textsOf(find(group, name));
  return {
    texts,
    text: (group, name) => texts(group, name)[0],
    number(group, name) {
      const tag = find(group, name);
      const value: unknown = typeof tag === 'object' && 'computed' in tag ? tag.computed : tag; // `gps` holds plain numbers.
      const number = typeof value === 'number' ? value : Number(texts(group, name)[0] ?? Number.NaN);
      return Number.isFinite(number) ? number : undefined;
    },
  };
}

type Groups = Partial<Record<Group, Record<string, RawTag | RawTag[]>>>;

function load(bytes: Uint8Array<ArrayBuffer>): Groups {
  try {
    const known = standIn(bytes);
    return ExifReader.loadView(new DataView(known.buffer, known.byteOffset, known.byteLength), {
      expanded: true,
      computed: true,
      // A worker has no DOMParser. Without one ExifReader leaves XMP unread.
      domParser: new DOMParser({ onError: onErrorStopParsing }),
      excludeTags: { thumbnail: true, makerNotes: true, mpf: true, icc: true },
    }) as unknown as Groups; // Its own types know neither the lists nor the missing values seen in real files.
  } catch {
    return {}; // It throws where there is no metadata, and on formats it does not know.
  }
}

/** XMP: a list of tags, or one in several languages. IPTC: one tag, or several for several values. EXIF: a tag with a list of one text. */
function textsOf(tag: RawTag | RawTag[] | undefined): string[] {
  if (tag === undefined) return [];
  if (Array.isArray(tag)) return tag.flatMap(textsOf);
  const { value, computed, description } = tag;
  if (isTags(value)) return value.flatMap(textsOf);
  const text = [computed, description, value].find((candidate) => typeof candidate === 'string');
  const clean = text?.replaceAll('\0', ' ').trim();
  return clean ? [clean] : [];
}

const isTags = (value: unknown): value is RawTag[] =>
  Array.isArray(value) && value.every((item) => typeof item === 'object' && item !== null && 'description' in item);
