// The k-th largest of the numbers seen so far.

export interface KthLargest {
  /** −∞ until k numbers are there; +∞ for k = 0. */
  readonly value: number;
  offer(x: number): void;
}

/** A binary heap of the k largest, the smallest of them on top: n numbers in any order, O(n + those that get in · log k). */
export function createKthLargest(k: number): KthLargest {
  const heap: number[] = [];
  let value = k > 0 ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;

  function rise(x: number): void {
    let at = heap.length;
    for (let parent = (at - 1) >> 1; at > 0 && x < (heap[parent] ?? x); at = parent, parent = (at - 1) >> 1) heap[at] = heap[parent] ?? x;
    heap[at] = x;
  }

  function sink(x: number): void {
    let at = 0;
    for (let child = 1; child < k; child = 2 * at + 1) {
      if ((heap[child + 1] ?? Number.POSITIVE_INFINITY) < (heap[child] ?? x)) child++;
      if ((heap[child] ?? x) >= x) break;
      heap[at] = heap[child] ?? x;
      at = child;
    }
    heap[at] = x;
  }

  return {
    get value() {
      return value;
    },
    offer(x) {
      if (heap.length < k) rise(x);
      else if (x > value) sink(x);
      else return;
      if (heap.length === k) value = heap[0] ?? value;
    },
  };
}
