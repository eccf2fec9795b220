// Whether a grid is being scrolled: then what comes into view is shown at once. A fade costs the main thread a layer a picture.

const restMs = 200;
let scrolledMs = Number.NEGATIVE_INFINITY;

export function noteScroll(): void {
  scrolledMs = performance.now();
}

export const isScrolling = (): boolean => performance.now() - scrolledMs < restMs;
