// One pointer, followed from where it went down until it is lifted.

export interface PointerFollower {
  move(event: PointerEvent): void;
  /** Lifted, taken by the browser for a scroll, or stopped. */
  end?(): void;
}

/** @returns stop; it also runs by itself at the end. */
export function followPointer(down: PointerEvent, follower: PointerFollower): () => void {
  const listening = new AbortController();
  const { signal } = listening;
  const isOurs = (event: PointerEvent) => event.pointerId === down.pointerId;
  const stop = () => {
    if (signal.aborted) return;
    listening.abort();
    follower.end?.();
  };
  addEventListener('pointermove', (event) => isOurs(event) && follower.move(event), { signal });
  for (const name of ['pointerup', 'pointercancel'] as const) addEventListener(name, (event) => isOurs(event) && stop(), { signal });
  return stop;
}

export const distance = (a: { clientX: number; clientY: number }, b: { clientX: number; clientY: number }): number =>
  Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY);
