// Every filter of the query language, a row each. To add one, add a row: what it reads of a photo, how its values are read, and when they match
// follow from its kind. Parser, printer, search and completion know it from here; docs/query-language.md says it to people, and a test holds that page to this table.

import { type DateReader, readDate } from './dates.ts';
import type { MatchContext, Matcher, PhotoFacts } from './facts.ts';
import { fold } from './fold.ts';
import { readRange, type Units } from './numbers.ts';
import { distanceKm, readCircle } from './place.ts';
import { isScreenshot } from './screenshot.ts';

export interface Field {
  /** As a person writes it after the name and the colon. */
  readonly example: string;
  /** @returns undefined where the values are none that this filter understands. */
  readonly read: (values: readonly string[]) => ((context: MatchContext) => Matcher) | undefined;
  /** What a photo could be found by with this filter, for completion; absent where that is endless. */
  readonly valuesOf?: (photo: PhotoFacts) => readonly string[];
}

/** All of `values` must be understood; any one of them may match. */
function anyOf<T>(read: (value: string) => T | undefined, match: (wanted: readonly T[], context: MatchContext) => Matcher): Field['read'] {
  return (values) => {
    const wanted = values.map(read).filter((value) => value !== undefined);
    return wanted.length === values.length ? (context) => match(wanted, context) : undefined;
  };
}

type Reads<T> = (photo: PhotoFacts) => T;
const list = (text: string | undefined): readonly string[] => (text === undefined ? [] : [text]);

/** Asks once of each text: most photos share a few cameras, folders and tags, and folding each took half the time of a filter. */
function remembering(matches: (text: string) => boolean): (text: string) => boolean {
  const known = new Map<string, boolean>();
  return (text) => {
    let matched = known.get(text);
    if (matched === undefined) known.set(text, (matched = matches(text)));
    return matched;
  };
}

/** Matches a part of any of the texts. @param own whether each photo has its own, so that remembering them gains nothing. */
const text = (example: string, reads: Reads<readonly string[]>, own = false): Field => ({
  example,
  valuesOf: reads,
  read: anyOf(fold, (wanted) => {
    const hasPart = (text: string) => wanted.some((part) => fold(text).includes(part));
    const matches = own ? hasPart : remembering(hasPart);
    return (photo) => reads(photo).some(matches);
  }),
});

/** Matches one of the texts whole. */
const label = (example: string, reads: Reads<readonly string[]>, spell = fold): Field => ({
  example,
  valuesOf: reads,
  read: anyOf(spell, (wanted) => {
    const matches = remembering((text) => wanted.includes(spell(text)));
    return (photo) => reads(photo).some(matches);
  }),
});

/** @param slack how far from a single number still counts, as a share of it. */
const number = (
  example: string,
  reads: Reads<number | undefined>,
  { units = {}, slack = 0 }: { units?: Units; slack?: number } = {},
): Field => ({
  example,
  read: anyOf(
    (value) => readRange(value, units, slack),
    (ranges) => (photo) => {
      const own = reads(photo);
      return own !== undefined && ranges.some(({ from, to }) => own >= from && own <= to);
    },
  ),
});

/** @param within whether a moment lies in the span that was named. */
const date = (example: string, within: (ms: number, span: ReturnType<DateReader>) => boolean): Field => ({
  example,
  read: anyOf(readDate, (readers, { nowMs }) => {
    const spans = readers.map((reader) => reader(nowMs));
    return ({ takenMs }) => takenMs !== undefined && spans.some((span) => within(takenMs, span));
  }),
});

const choice = (example: string, kinds: Readonly<Record<string, (photo: PhotoFacts, context: MatchContext) => boolean>>): Field => ({
  example,
  valuesOf: () => Object.keys(kinds),
  read: anyOf(
    (value) => (Object.hasOwn(kinds, value.toLowerCase()) ? kinds[value.toLowerCase()] : undefined),
    (wanted, context) => (photo) => wanted.some((holds) => holds(photo, context)),
  ),
});

const megabyte = 1_000_000;
const sizes = { b: 1, kb: 1000, mb: megabyte, gb: 1000 * megabyte };
const roughly = { slack: 0.05 };

/** `image/jpeg` and `jpg` are both `jpeg`. */
function spellType(type: string): string {
  const kind = fold(type).replace(/^(image|video)\/(x-)?/, '');
  return { jpg: 'jpeg', tif: 'tiff', heif: 'heic' }[kind] ?? kind;
}

const isSquare = ({ width, height }: PhotoFacts) => Math.abs(width / height - 1) <= 0.05;
const isFavourite = ({ favourite }: PhotoFacts) => favourite;

export const fields = {
  date: date('2023-06..2023-08', (ms, { fromMs, toMs }) => ms >= fromMs && ms < toMs),
  before: date('2023-06', (ms, { fromMs }) => ms < fromMs),
  after: date('last-month', (ms, { toMs }) => ms >= toMs),

  name: text('IMG_2031', ({ names }) => names, true),
  folder: text('holiday', ({ folders }) => folders),
  title: text('"opening night"', ({ title }) => list(title), true),
  caption: text('lisbon', ({ caption }) => list(caption), true),
  album: text('"trip to rome"', ({ albums = [] }) => albums),
  person: text('ana', ({ people = [] }) => people),
  tag: label('family', ({ tags, keywords = [] }) => [...tags, ...keywords]),
  author: text('"Ana Lima"', ({ author }) => list(author)),
  licence: text('CC-BY', ({ licence }) => list(licence)),

  type: label('png,heic', ({ type }) => [spellType(type)], spellType),
  is: choice('portrait', {
    portrait: (photo) => photo.height > photo.width && !isSquare(photo),
    landscape: (photo) => photo.width > photo.height && !isSquare(photo),
    square: isSquare,
    panorama: ({ width, height }) => Math.max(width / height, height / width) >= 2,
    screenshot: isScreenshot,
    favourite: isFavourite,
    favorite: isFavourite,
    missing: ({ missing = false }) => missing,
    indexed: ({ id }, { statusOf }) => statusOf(id) === 'indexed',
    pending: ({ id }, { statusOf }) => statusOf(id) === 'pending',
    failed: ({ id }, { statusOf }) => statusOf(id) === 'failed',
  }),
  has: choice('place', {
    date: ({ takenMs }) => takenMs !== undefined,
    place: ({ gps }) => gps !== undefined,
    camera: ({ camera }) => camera !== undefined,
    caption: ({ caption }) => caption !== undefined,
    title: ({ title }) => title !== undefined,
    tag: ({ tags, keywords = [] }) => tags.length + keywords.length > 0,
    rating: ({ rating }) => rating !== undefined,
    album: ({ albums }) => albums !== undefined,
    person: ({ people }) => people !== undefined,
    problem: ({ id }, { statusOf }) => statusOf(id) === 'failed',
  }),
  rating: number('4..', ({ rating }) => rating),
  width: number('1920..', ({ width }) => width, { units: { px: 1 } }),
  height: number('..1080', ({ height }) => height, { units: { px: 1 } }),
  megapixels: number('12..', ({ width, height }) => (width * height) / 1e6, { units: { mp: 1 }, ...roughly }),
  size: number('2mb..10mb', ({ bytes }) => bytes, { units: sizes, ...roughly }),

  camera: text('pixel,iphone', ({ camera }) => list(camera)),
  lens: text('50mm', ({ lens }) => list(lens)),
  iso: number('..400', ({ exposure }) => exposure?.iso),
  aperture: number('1.4..2.8', ({ exposure }) => exposure?.fNumber, { slack: 0.01 }),
  focal: number('24mm..70mm', ({ exposure }) => exposure?.focalLengthMm, { units: { mm: 1 }, ...roughly }),
  exposure: number('1/500..1/60', ({ exposure }) => exposure?.seconds, { units: { s: 1 }, ...roughly }),

  near: {
    example: '48.85,2.35,5km',
    read(values) {
      const circle = readCircle(values);
      return (
        circle &&
        (() =>
          ({ gps }) =>
            gps !== undefined && distanceKm(gps, circle.centre) <= circle.radiusKm)
      );
    },
  },
} as const satisfies Readonly<Record<string, Field>>;

export type FieldName = keyof typeof fields;
export const fieldNames = Object.keys(fields) as readonly FieldName[]; // The keys of the table, as TypeScript will not say.
export const isFieldName = (name: string): name is FieldName => Object.hasOwn(fields, name);
/** A row, whatever its kind. */
export const fieldOf = (name: FieldName): Field => fields[name];
