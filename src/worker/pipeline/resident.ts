// The library as it stands in memory: what the grid and the search need of every photo, and the index of the active space.
// It is changed by changes alone. The writing tab applies each after its transaction and tells the others, which apply the same.

import { forwardTo } from '../../shared/domain/forward.ts';
import type { Timeline } from '../../shared/domain/library.ts';
import { timelineFlag } from '../../shared/domain/library.ts';
import type { PhotoId, PhotoStatus, SpaceId } from '../../shared/domain/photo.ts';
import type { PhotoFacts } from '../../shared/domain/query/facts.ts';
import { packVectors } from '../../shared/domain/vectors.ts';
import type { ResidentIndex } from '../ranking/resident-index.ts';
import type { PhotoRecord } from '../storage/schema.ts';
import { createSame, factsOf } from './photo-facts.ts';
import { createWordIndex, type WordIndex } from './word-index.ts';

export type LibraryChange =
  | { readonly kind: 'prepared' | 'noted'; readonly photos: readonly PhotoRecord[] }
  | {
      readonly kind: 'indexed';
      readonly space: SpaceId;
      readonly photoIds: readonly PhotoId[];
      readonly vectors: Float32Array<ArrayBuffer>;
    }
  | { readonly kind: 'failed'; readonly space: SpaceId; readonly photoIds: readonly PhotoId[] }
  | { readonly kind: 'removed'; readonly photoIds: readonly PhotoId[] }
  | { readonly kind: 'favourite'; readonly photoIds: readonly PhotoId[]; readonly on: boolean }
  | { readonly kind: 'cleared' };

/** These photos have these vectors from now on. @param rows each vector of the space's `dim`. */
export const indexedChange = (
  { space, dim }: { readonly space: SpaceId; readonly dim: number },
  rows: readonly { readonly photoId: PhotoId; readonly vector: Float32Array }[],
): LibraryChange => ({
  ...{ kind: 'indexed', space, photoIds: rows.map(({ photoId }) => photoId) },
  vectors: packVectors(
    rows.map(({ vector }) => vector),
    dim,
  ),
});

/** What is kept of a photo in memory. See [Note: Memory of the facts]. */
interface Entry {
  facts: PhotoFacts;
  /** Where it lies in time: taken, or else added. */
  readonly orderMs: number;
  readonly colour: number;
  failed: boolean;
  /** Of the index; −1 while it has no vector. Asking the index for the rows of 100,000 photos takes it 0.1 s. */
  row: number;
}

export interface Resident {
  readonly count: number;
  /** Rises with every change. */
  readonly revision: number;
  has(id: PhotoId): boolean;
  factsOf(id: PhotoId): PhotoFacts | undefined;
  nameOf(id: PhotoId): string | undefined;
  takenMsOf(id: PhotoId): number;
  statusOf(id: PhotoId): PhotoStatus;
  /** Row of the index, until the next change; −1 for a photo without a vector, or none. */
  rowOf(id: PhotoId): number;
  /** What filters are asked of, in no order. */
  entries(): Iterable<{ readonly facts: PhotoFacts; readonly row: number }>;
  readonly words: Pick<WordIndex, 'countOf' | 'photosWith' | 'enterSome'>;
  /** Every id, newest first. */
  order(): readonly PhotoId[];
  /** The ids of those that pass, newest first. */
  list(passes: (facts: PhotoFacts) => boolean): PhotoId[];
  timeline(): Timeline;
  change(change: LibraryChange): void;
  /** The same without telling anyone: for what is read, not changed. */
  apply(change: LibraryChange): void;
  readonly index: ResidentIndex;
  /** Another space takes the place of this one. @param rows of its index, by photo. */
  exchange(space: SpaceId, index: ResidentIndex, rows: ReadonlyMap<PhotoId, number>): void;
  /** The same photos with the vectors of another space, as they are now. */
  seenIn(index: ResidentIndex, rows: ReadonlyMap<PhotoId, number>): Resident;
}

/** @param onChange told after each change, with it. */
export function createResident(firstSpace: SpaceId, firstIndex: ResidentIndex, onChange: (change: LibraryChange) => void): Resident {
  let space = firstSpace;
  let index = firstIndex;
  const entries = new Map<PhotoId, Entry>();
  /** Newest first, but for those in `arrived`; may hold entries that are gone while `stale`. */
  let sorted: Entry[] = [];
  let arrived: Entry[] = [];
  let stale = false;
  let revision = 0;

  const words = createWordIndex();
  const same = createSame();

  /** Sorts what has arrived, not everything: it is asked for once a second while photos come in. */
  function inOrder(): readonly Entry[] {
    const live = (entry: Entry) => entries.get(entry.facts.id) === entry;
    if (stale) [sorted, arrived] = [sorted.filter(live), arrived.filter(live)];
    if (arrived.length > 0) sorted = mergeSorted(sorted, arrived.sort(newestFirst), newestFirst);
    [arrived, stale] = [[], false];
    return sorted;
  }

  const statusOf = (id: PhotoId): PhotoStatus => (index.has(id) ? 'indexed' : entries.get(id)?.failed ? 'failed' : 'pending');

  function put(record: PhotoRecord): void {
    const facts = factsOf(record, same);
    const known = entries.get(record.id);
    words.add(facts);
    const { failed = false, row = -1 } = known ?? {};
    const entry = { facts, orderMs: record.takenMs ?? Date.parse(record.addedAt), colour: record.colour, failed, row };
    entries.set(record.id, entry);
    arrived.push(entry);
    if (known) stale = true;
  }

  function apply(change: LibraryChange): void {
    revision++;
    if (change.kind === 'prepared' || change.kind === 'noted') for (const photo of change.photos) put(photo);
    else if (change.kind === 'indexed') {
      if (change.space !== space) return;
      const rows = index.append(change.photoIds, change.vectors);
      for (const [i, id] of change.photoIds.entries()) {
        const entry = entries.get(id);
        if (!entry) continue;
        entry.failed = false;
        entry.row = rows[i] ?? -1;
      }
    } else if (change.kind === 'failed') {
      if (change.space !== space) return;
      for (const id of change.photoIds) {
        const entry = entries.get(id);
        if (entry) entry.failed = true;
      }
    } else if (change.kind === 'removed') {
      for (const id of change.photoIds) {
        entries.delete(id);
        words.remove(id);
      }
      for (const { photoId, row } of index.remove(change.photoIds)) {
        const entry = entries.get(photoId);
        if (entry) entry.row = row;
      }
      stale = true;
    } else if (change.kind === 'favourite') {
      for (const id of change.photoIds) {
        const entry = entries.get(id);
        if (entry) entry.facts = { ...entry.facts, favourite: change.on };
      }
    } else {
      entries.clear();
      words.clear();
      index.clear();
      [sorted, arrived, stale] = [[], [], false];
    }
  }

  const resident: Resident = {
    get count() {
      return entries.size;
    },
    get revision() {
      return revision;
    },
    index: forwardTo(() => index),
    words,
    has: (id) => entries.has(id),
    factsOf: (id) => entries.get(id)?.facts,
    nameOf: (id) => entries.get(id)?.facts.names[0],
    takenMsOf: (id) => entries.get(id)?.orderMs ?? Number.NaN,
    statusOf,
    rowOf: (id) => entries.get(id)?.row ?? -1,
    entries: () => entries.values(),
    order: () => inOrder().map(({ facts }) => facts.id),
    list(passes) {
      const ids: PhotoId[] = [];
      for (const { facts } of inOrder()) if (passes(facts)) ids.push(facts.id);
      return ids;
    },
    timeline: () => columnsOf(inOrder(), statusOf),
    apply,
    change(change) {
      apply(change);
      onChange(change);
    },
    exchange(nextSpace, nextIndex, rows) {
      const moved = new Map(rows);
      // Photos that were removed while it was read.
      for (const { photoId, row } of nextIndex.remove([...rows.keys()].filter((id) => !entries.has(id)))) moved.set(photoId, row);
      [space, index] = [nextSpace, nextIndex];
      revision++;
      for (const [id, entry] of entries) {
        entry.failed = false;
        entry.row = moved.get(id) ?? -1;
      }
    },
    seenIn: (other, rows) => ({
      ...resident,
      index: other,
      rowOf: (id) => rows.get(id) ?? -1,
      statusOf: (id) => (rows.has(id) ? 'indexed' : 'pending'),
      entries: () => [...entries.values()].map(({ facts }) => ({ facts, row: rows.get(facts.id) ?? -1 })),
    }),
  };
  return resident;
}

const newestFirst = (a: Entry, b: Entry): number => b.orderMs - a.orderMs || (a.facts.id < b.facts.id ? -1 : 1);

function mergeSorted<T>(a: readonly T[], b: readonly T[], compare: (a: T, b: T) => number): T[] {
  const merged: T[] = [];
  let [i, j] = [0, 0];
  for (;;) {
    const [x, y] = [a[i], b[j]];
    if (x === undefined) return merged.concat(b.slice(j));
    if (y === undefined) return merged.concat(a.slice(i));
    if (compare(x, y) <= 0) {
      merged.push(x);
      i++;
    } else {
      merged.push(y);
      j++;
    }
  }
}

function columnsOf(entries: readonly Entry[], statusOf: (id: PhotoId) => PhotoStatus): Timeline {
  const count = entries.length;
  const [aspects, takenMs, colours, flags] = [
    new Float32Array(count),
    new Float64Array(count),
    new Uint32Array(count),
    new Uint8Array(count),
  ];
  const ids = new Uint8Array(count * 32);
  for (const [i, { facts, colour }] of entries.entries()) {
    writeDigest(facts.id, ids, i * 32);
    aspects[i] = facts.width / facts.height;
    takenMs[i] = facts.takenMs ?? Number.NaN;
    colours[i] = colour;
    const status = statusOf(facts.id);
    flags[i] = (facts.favourite ? timelineFlag.favourite : 0) | (status === 'indexed' ? 0 : timelineFlag[status]);
  }
  return { count, ids, aspects, takenMs, colours, flags };
}

/** 64 hex digits → 32 bytes at `offset`. */
function writeDigest(id: PhotoId, bytes: Uint8Array, offset: number): void {
  for (let i = 0; i < 32; i++) bytes[offset + i] = hexDigit(id, 2 * i) * 16 + hexDigit(id, 2 * i + 1);
}
const hexDigit = (text: string, at: number): number => {
  const code = text.charCodeAt(at);
  return code < 58 ? code - 48 : code - 87;
};
