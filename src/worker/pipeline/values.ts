// What a filter can be completed with: the library's own cameras, folders, years and tags, each with how many photos it finds.

import type { FilterValue } from '../../shared/domain/library.ts';
import type { MatchContext, PhotoFacts } from '../../shared/domain/query/facts.ts';
import { type FieldName, fieldOf } from '../../shared/domain/query/fields.ts';
import { fold } from '../../shared/domain/query/fold.ts';

export interface ValueQuery {
  /** Absent: whatever field has a value in which a word begins like this. */
  readonly field?: FieldName;
  /** What is typed so far, without quotes; with `field` it may be empty. */
  readonly partial: string;
  readonly limit: number;
}

export interface Values {
  /** The likeliest first; none that finds nothing. */
  list(query: ValueQuery, signal?: AbortSignal): Promise<FilterValue[]>;
  /** The library changed. */
  forget(): void;
}

interface Options {
  readonly photos: () => Iterable<{ readonly facts: PhotoFacts }>;
  /** Asked at each question: the time goes on. */
  readonly context: () => MatchContext;
}

/** Photos that are one to a field: with the same camera, of the same day. */
interface Group {
  /** One of them. */
  readonly facts: PhotoFacts;
  photos: number;
}
interface Candidate {
  readonly value: string;
  /** How well it goes with what is typed; 0 is best. */
  readonly place: number;
  /** Photos that say just this: what candidates are ordered by. What the filter finds can be more. */
  own: number;
}

/** Fields whose values people know by name: what is typed as a bare word may be one. */
const known: readonly FieldName[] = ['is', 'camera', 'lens', 'folder', 'album', 'person', 'tag'];
const relativeDates = ['today', 'yesterday', 'this-week', 'last-week', 'this-month', 'last-month', 'this-year', 'last-year'];
const ratings = ['5', '4..', '3..', '2..', '1..'];
const isDate = (field: FieldName) => field === 'date' || field === 'before' || field === 'after';
/** Looked at before others are let through, so that a query never waits for a completion: 1 to 2 ms. */
const photosAtOnce = 10_000;
const dayMs = 86_400_000;

export function createValues({ photos, context }: Options): Values {
  /** Every photo is looked at once a field, until the library changes. */
  let groups = new Map<FieldName, Promise<readonly Group[]>>();

  async function group(field: FieldName): Promise<readonly Group[]> {
    const keyOf = keysOf(field, context());
    const byKey = new Map<string | number, Group>();
    let left = photosAtOnce;
    for (const { facts } of photos()) {
      const key = keyOf(facts);
      const same = key === undefined ? undefined : byKey.get(key);
      if (same) same.photos++;
      else if (key !== undefined) byKey.set(key, { facts, photos: 1 });
      if (--left > 0) continue;
      left = photosAtOnce;
      await new Promise((resolve) => setTimeout(resolve, 0));
    }
    return [...byKey.values()];
  }

  function groupsOf(field: FieldName): Promise<readonly Group[]> {
    const made = groups.get(field) ?? group(field);
    groups.set(field, made);
    return made;
  }

  /** How many photos the filter finds, exactly: a text matches also where it is a part of a longer one. */
  function find(field: FieldName, value: string, among: readonly Group[]): FilterValue {
    const matches = fieldOf(field).read([value])?.(context()) ?? (() => false);
    return { field, value, photos: among.reduce((sum, { facts, photos }) => (matches(facts) ? sum + photos : sum), 0) };
  }

  async function listOf(field: FieldName, partial: string): Promise<{ found: FilterValue; place: number }[]> {
    const among = await groupsOf(field);
    const candidates = isDate(field) ? datesLike(partial, among) : textsLike(fold(partial), field, among);
    return candidates.map(({ value, place }) => ({ found: find(field, value, among), place })).filter(({ found }) => found.photos > 0);
  }

  return {
    async list({ field, partial, limit }, signal) {
      const lists = await Promise.all(
        (field ? [field] : /^\d{4}/.test(partial) ? ['date' as const] : known).map((one) => listOf(one, partial)),
      );
      signal?.throwIfAborted();
      const all = lists.flat();
      if (field) return all.slice(0, limit).map(({ found }) => found);
      const begun = all.filter(({ place }) => place < within);
      return begun
        .sort((a, b) => a.place - b.place || b.found.photos - a.found.photos)
        .slice(0, limit)
        .map(({ found }) => found);
    },
    forget() {
      groups = new Map();
    },
  };
}

/** What of a photo makes it one with others to a field; undefined where it says nothing. */
function keysOf(field: FieldName, context: MatchContext): (facts: PhotoFacts) => string | number | undefined {
  if (isDate(field)) return ({ takenMs }) => (takenMs === undefined ? undefined : Math.floor(takenMs / dayMs));
  if (field === 'rating') return ({ rating }) => rating;
  const { valuesOf, read } = fieldOf(field);
  if (field === 'is' || field === 'has') {
    let kinds: { kind: string; holds: (facts: PhotoFacts) => boolean }[] | undefined;
    return (facts) => {
      kinds ??= valuesOf?.(facts).map((kind) => ({ kind, holds: read([kind])?.(context) ?? (() => false) })) ?? [];
      return kinds.map(({ holds }) => (holds(facts) ? '1' : '0')).join('');
    };
  }
  return (facts) => valuesOf?.(facts).join('\0') || undefined;
}

/** From here on what is typed stands within a word only. */
const within = 2;
function placeOf(wanted: string, text: string): number | undefined {
  const at = text.indexOf(wanted);
  if (at <= 0) return at === 0 ? 0 : undefined;
  const beginsWord = [...text.matchAll(/(?<=[^\p{L}\p{N}])[\p{L}\p{N}]/gu)].some(({ index }) => text.startsWith(wanted, index));
  return beginsWord ? 1 : within;
}

/** Of those that go best with what is typed; each is counted. More than `is:` has kinds. */
const candidatesKept = 12;

/** @param wanted folded. */
function textsLike(wanted: string, field: FieldName, among: readonly Group[]): Candidate[] {
  const found = new Map<string, Candidate>();
  for (const { facts, photos } of among)
    for (const value of field === 'rating' ? ratings : valuesOf(field, facts)) {
      const key = fold(value);
      const before = found.get(key);
      const place = before?.place ?? placeOf(wanted, key);
      if (before) before.own += photos;
      else if (place !== undefined) found.set(key, { value, place, own: photos });
    }
  if (found.has('favourite')) found.delete('favorite'); // Another spelling of what is offered anyway.
  return [...found.values()].sort((a, b) => a.place - b.place || b.own - a.own).slice(0, candidatesKept);
}

/** A folder is within those above it. */
const withFoldersAbove = (folder: string): string[] =>
  folder
    .split('/')
    .map((_, at, parts) => parts.slice(0, at + 1).join('/'))
    .filter((path) => path !== '');
const valuesOf = (field: FieldName, facts: PhotoFacts): readonly string[] => {
  const values = fieldOf(field).valuesOf?.(facts) ?? [];
  return field === 'folder' ? [...new Set(values.flatMap(withFoldersAbove))] : values;
};

/** Years, and the months of a year that is named; spans such as `last-month`, where nothing or their beginning is typed. The newest first. */
function datesLike(partial: string, among: readonly Group[]): Candidate[] {
  const yearNamed = /^\d{4}/.test(partial);
  const ofPhoto = ({ facts: { takenMs = 0 } }: Group) => {
    const month = new Date(takenMs).toISOString().slice(0, -17);
    return yearNamed ? [month.slice(0, -3), month] : [month.slice(0, -3)];
  };
  const fixed = [...new Set(among.flatMap(ofPhoto))].sort((a, b) => a.length - b.length || (a < b ? 1 : -1));
  // Where nothing is typed yet, a few of each kind.
  const offered = partial === '' ? [...fixed.slice(0, 6), 'last-month', 'last-week'] : [...fixed, ...relativeDates];
  return offered.filter((value) => value.startsWith(partial.toLowerCase())).map((value) => ({ value, place: 0, own: 0 }));
}
