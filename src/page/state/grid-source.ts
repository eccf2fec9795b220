// What a grid of photos asks of whatever it shows: the library in time order, or the hits of a search.

import { type Answer, type Hit, type Timeline, timelineFlag } from '../../shared/domain/library.ts';
import type { PhotoId } from '../../shared/domain/photo.ts';

/** A run of tiles under one heading. The heading's words are `sectionLabel` of ui/words.ts. */
export type GridSection = { readonly start: number; readonly count: number } & (
  | { readonly kind: 'month'; readonly year: number /** 0 to 11. */; readonly month: number }
  | { readonly kind: 'undated' }
  /** Results above the cut, of which there may be more than are here so far; and below it. */
  | { readonly kind: 'good'; readonly of: number }
  | { readonly kind: 'less-likely' }
  /** Results of filters alone, which are neither. */
  | { readonly kind: 'listed'; readonly of: number }
);

/** Columns by place, from 0. Immutable: a change is a new source, so `===` tells whether anything changed. */
export interface GridSource {
  readonly count: number;
  /** In order, without gaps: they cover 0..count. */
  readonly sections: readonly GridSection[];
  idAt(index: number): PhotoId;
  /** The place of a photo, −1 if it is not here. */
  indexOf(photoId: PhotoId): number;
  /** Width ÷ height of the upright picture; 1 where unknown. */
  aspectAt(index: number): number;
  /** 0xRRGGBB, shown until the thumbnail is there. */
  colourAt(index: number): number;
  /** Local wall-clock time as if it were UTC, in ms; NaN where unknown. */
  takenMsAt(index: number): number;
  /** Bits of `timelineFlag`. */
  flagsAt(index: number): number;
  /** Known for results; the library's names come with the tiles. */
  nameAt?(index: number): string;
  /** Cosine to the query, where there is one. Only results have it. */
  scoreAt?(index: number): number | undefined;
}

const hexOf = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** The id of the photo at `index`, written out only when asked for: 100,000 ids of 64 digits are not free. */
export function timelineId(timeline: Timeline, index: number): PhotoId {
  let id = '';
  for (let at = index * 32; at < index * 32 + 32; at++) id += hexOf[timeline.ids[at] ?? 0] ?? '';
  return id as PhotoId; // The digest's bytes are what the id spells.
}

/** The first 52 bits of an id: exact in a number, and apart for any two photos of one library but once in 10,000 libraries of a million. */
const prefixOf = (photoId: PhotoId): number => Number.parseInt(photoId.slice(0, 13), 16);
const prefixAt = ({ ids }: Timeline, index: number): number => {
  let prefix = 0;
  for (let at = index * 32; at < index * 32 + 6; at++) prefix = prefix * 256 + (ids[at] ?? 0);
  return prefix * 16 + ((ids[index * 32 + 6] ?? 0) >> 4);
};

const placesOf = new WeakMap<Timeline, Map<number, number>>();
/** Place of a photo in the timeline, −1 if absent. The map behind it is made at the first question. */
export function timelineIndex(timeline: Timeline, photoId: PhotoId): number {
  let places = placesOf.get(timeline);
  if (!places) {
    places = new Map();
    for (let index = 0; index < timeline.count; index++) places.set(prefixAt(timeline, index), index);
    placesOf.set(timeline, places);
  }
  const index = places.get(prefixOf(photoId)) ?? -1;
  return index >= 0 && timelineId(timeline, index) === photoId ? index : -1;
}

/** Runs of equal month, in the timeline's order. Photos without a date form a run of their own. */
export function monthSections({ takenMs, count }: Timeline): GridSection[] {
  const sections: GridSection[] = [];
  let start = 0;
  let [from, until] = [Number.NaN, Number.NaN]; // The month at hand, as ms: most photos need no Date.
  const close = (end: number) => {
    if (end === start) return;
    const date = new Date(from);
    const place = { start, count: end - start };
    sections.push(
      Number.isNaN(from)
        ? { kind: 'undated', ...place }
        : { kind: 'month', year: date.getUTCFullYear(), month: date.getUTCMonth(), ...place },
    );
    start = end;
  };
  for (let index = 0; index < count; index++) {
    const ms = takenMs[index] ?? Number.NaN;
    const same = Number.isNaN(ms) ? index > 0 && Number.isNaN(from) : ms >= from && ms < until;
    if (same) continue;
    close(index);
    const date = new Date(ms);
    from = Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1);
    until = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1);
  }
  close(count);
  return sections;
}

/** The whole library, by month. */
export const timelineSource = (timeline: Timeline): GridSource => ({
  count: timeline.count,
  sections: monthSections(timeline),
  idAt: (index) => timelineId(timeline, index),
  indexOf: (photoId) => timelineIndex(timeline, photoId),
  aspectAt: (index) => timeline.aspects[index] || 1,
  colourAt: (index) => timeline.colours[index] ?? 0,
  takenMsAt: (index) => timeline.takenMs[index] ?? Number.NaN,
  flagsAt: (index) => timeline.flags[index] ?? 0,
});

export interface HitsSource extends GridSource {
  /** The same with the hits that came after. @param answer begins with the hits that are here. */
  more(answer: Answer): HitsSource;
}

/** What a hit does not say of its photo, by place. It only grows, so sources of one answer share it. */
interface HitColumns {
  readonly places: number[];
  readonly indexes: Map<PhotoId, number>;
}

/** Hits in their own order; what a hit does not say of its photo is looked up in the timeline. */
export function hitsSource(answer: Answer, timeline: Timeline, columns: HitColumns = { places: [], indexes: new Map() }): HitsSource {
  const { hits, good, cut } = answer;
  const { places, indexes } = columns;
  for (let index = places.length; index < hits.length; index++) {
    const { photoId } = hits[index] as Hit; // `index` is below the length.
    places.push(timelineIndex(timeline, photoId));
    indexes.set(photoId, index);
  }
  const at = <T>(index: number, read: (place: number) => T | undefined, otherwise: T): T => {
    const place = places[index] ?? -1;
    return (place < 0 ? undefined : read(place)) ?? otherwise;
  };
  return {
    count: hits.length,
    sections: hitSections(hits.length, good, cut !== undefined),
    idAt: (index) => {
      const hit = hits[index];
      if (!hit) throw new RangeError(`no hit at ${index} of ${hits.length}`);
      return hit.photoId;
    },
    indexOf: (photoId) => {
      const index = indexes.get(photoId) ?? -1;
      return index < hits.length ? index : -1;
    },
    aspectAt: (index) => at(index, (place) => timeline.aspects[place], 1) || 1,
    colourAt: (index) => at(index, (place) => timeline.colours[place], 0x808080),
    takenMsAt: (index) => at(index, (place) => timeline.takenMs[place], Number.NaN),
    flagsAt: (index) => at(index, (place) => timeline.flags[place], 0),
    nameAt: (index) => hits[index]?.name ?? '',
    scoreAt: (index) => hits[index]?.score,
    more: (longer) => hitsSource(longer, timeline, columns),
  };
}

function hitSections(count: number, good: number, ranked: boolean): GridSection[] {
  if (count === 0) return [];
  if (!ranked) return [{ kind: 'listed', of: good, start: 0, count }];
  const first = Math.min(good, count);
  const sections: GridSection[] = [];
  if (first > 0) sections.push({ kind: 'good', of: good, start: 0, count: first });
  if (count > first) sections.push({ kind: 'less-likely', start: first, count: count - first });
  return sections;
}

export const isFavourite = (source: GridSource, index: number): boolean => (source.flagsAt(index) & timelineFlag.favourite) !== 0;
