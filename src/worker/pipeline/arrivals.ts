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
/** So few files are read before anybody wants to know how long they take. */
const fewestForScouts = 64;

/** From all over `items`, as many of each kind as go first. */
export function pickScouts<Item extends Named>(items: readonly Item[]): Set<Item> {
  if (items.length < fewestForScouts) return new Set();
  const kinds = new Map<string, Item[]>();
  for (const item of items) {
    const kind = kindOf(item.source);
    const alike = kinds.get(kind);
    if (alike) alike.push(item);
    else kinds.set(kind, [item]);
  }
  return new Set(
    [...kinds.values()].flatMap((alike) => {
      const step = Math.max(1, alike.length / scoutsPerKind);
      const places = new Set(Array.from({ length: scoutsPerKind }, (_, n) => Math.floor((n + 0.5) * step)));
      return alike.filter((_, place) => places.has(place));
    }),
  );
}

export function createArrivals<Item extends Named>(): Arrivals<Item> {
  let scouts: Item[] = [];
  let line: Item[] = [];
  /** A hundred thousand files are not moved up by one each time. */
  let at = 0;

  return {
    get length() {
      return scouts.length + line.length - at;
    },
    push(items) {
      const first = pickScouts(items);
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
