// The best k of many scores, without sorting the many.

import type { PhotoId } from '../../shared/domain/photo.ts';

export interface Scored {
  readonly photoId: PhotoId;
  readonly score: number;
}

/** Whether `a` ranks before `b`: by score, then by id, so that equal scores come in the same order each time. */
const before = (a: Scored, b: Scored): boolean => a.score > b.score || (a.score === b.score && a.photoId < b.photoId);

export interface TopK {
  /** What a score must at least be to get in. −∞ until k are there. */
  readonly floor: number;
  offer(photoId: PhotoId, score: number): void;
  /** Best first. Ends the selection. */
  sorted(): Scored[];
}

/** A binary heap of at most `k` with the worst on top: a score below it costs one comparison, n scores O(n + hits · log k). */
export function createTopK(k: number): TopK {
  const heap: Scored[] = [];
  let floor = k > 0 ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;

  /** True where heap[a] must lie above heap[b]: it ranks after it. */
  const worse = (a: Scored | undefined, b: Scored | undefined): boolean => a !== undefined && (b === undefined || before(b, a));

  function place(at: number, item: Scored): void {
    heap[at] = item;
  }

  function rise(item: Scored): void {
    let at = heap.length;
    place(at, item);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const above = heap[parent];
      if (above === undefined || !worse(item, above)) break;
      place(at, above);
      place(parent, item);
      at = parent;
    }
  }

  function sink(item: Scored): void {
    let at = 0;
    for (;;) {
      const left = 2 * at + 1;
      const child = worse(heap[left + 1], heap[left]) ? left + 1 : left;
      const below = heap[child];
      if (below === undefined || !worse(below, item)) break;
      place(at, below);
      at = child;
    }
    place(at, item);
  }

  return {
    get floor() {
      return floor;
    },
    offer(photoId, score) {
      const item = { photoId, score };
      if (heap.length < k) rise(item);
      else if (heap[0] && before(item, heap[0])) sink(item);
      else return;
      if (heap.length === k) floor = heap[0]?.score ?? floor;
    },
    sorted: () => heap.sort((a, b) => (before(a, b) ? -1 : 1)),
  };
}
