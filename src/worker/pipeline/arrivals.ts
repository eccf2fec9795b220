// Files that wait to be read, in the order in which they are taken: first those that a person is looking for, then a few of each kind,
// then as they came.
//
// [Note: Scouts] Whoever wants to know how long a run takes must have seen what is in it. A folder of screenshots with a folder of HEICs
// behind it looks quick until the last third. So a few of each kind and size go first, from all over the run.

import { kindOf } from './time-left.ts';

export interface Arrivals<Item> {
  push(items: readonly Item[]): void;
  /** @returns undefined where none waits. */
  shift(): Item | undefined;
  /** Takes all away. @returns them, in no order. */
  clear(): Item[];
  readonly length: number;
}

interface Named {
  readonly source: { readonly name: string; readonly size: number };
}

const scoutsPerKind = 4;
/** And so many of each format, besides one a worker: a worker's first has to wait for the decoder. */
const scoutsPerFormat = 4;
/** So few files are read before anybody wants to know how long they take. */
const fewestForScouts = 64;

/** From all over `items`, as many of each kind as go first. */
export function pickScouts<Item extends Named>(items: readonly Item[], workers: number): Set<Item> {
  if (items.length < fewestForScouts) return new Set();
  const kinds = new Map<string, Item[]>();
  for (const item of items) {
    const kind = kindOf(item.source);
    const alike = kinds.get(kind);
    if (alike) alike.push(item);
    else kinds.set(kind, [item]);
  }
  const formatOf = (kind: string) => kind.slice(0, kind.indexOf(' '));
  const perFormat = new Map<string, number>();
  for (const kind of kinds.keys()) perFormat.set(formatOf(kind), (perFormat.get(formatOf(kind)) ?? 0) + 1);
  return new Set(
    [...kinds].flatMap(([kind, alike]) => {
      const wanted = Math.max(scoutsPerKind, Math.ceil((scoutsPerFormat + workers) / (perFormat.get(formatOf(kind)) ?? 1)));
      const step = Math.max(1, alike.length / wanted);
      const places = new Set(Array.from({ length: wanted }, (_, n) => Math.floor((n + 0.5) * step)));
      return alike.filter((_, place) => places.has(place));
    }),
  );
}

/** @param workers how many read at once. */
export function createArrivals<Item extends Named>(workers: () => number): Arrivals<Item> {
  let scouts: Item[] = [];
  let line: Item[] = [];
  /** A hundred thousand files are not moved up by one each time. */
  let at = 0;

  return {
    get length() {
      return scouts.length + line.length - at;
    },
    push(items) {
      const first = pickScouts(items, workers());
      scouts.push(...first);
      line = [...line.slice(at), ...items.filter((item) => !first.has(item))];
      at = 0;
    },
    shift: () => scouts.shift() ?? (at < line.length ? line[at++] : undefined),
    clear() {
      const left = [...scouts, ...line.slice(at)];
      [scouts, line, at] = [[], [], 0];
      return left;
    },
  };
}
