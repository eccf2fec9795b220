// Where a key leads in a grid of rows. Pure.

import { rectOf, tileAt, tileBeside } from './grid-geometry.ts';
import type { GridLayout } from './justified-rows.ts';

/** @param toLeft whether lines of text run from right to left. @param pageHeightPx how far Page Up and Page Down go.
 * @returns the tile that `key` leads to from `index`, or undefined if the key leads nowhere. */
export function keyTarget(
  layout: GridLayout,
  index: number,
  key: string,
  { toLeft = false, pageHeightPx }: { toLeft?: boolean; pageHeightPx: number },
): number | undefined {
  const last = layout.count - 1;
  const clamp = (at: number) => Math.min(Math.max(at, 0), last);
  const page = (step: -1 | 1) => {
    const { start, top, width, height } = rectOf(layout, index);
    return tileAt(layout, start + width / 2, top + height / 2 + step * pageHeightPx);
  };
  switch (key) {
    case 'ArrowLeft':
      return clamp(index + (toLeft ? 1 : -1));
    case 'ArrowRight':
      return clamp(index + (toLeft ? -1 : 1));
    case 'ArrowUp':
      return tileBeside(layout, index, -1);
    case 'ArrowDown':
      return tileBeside(layout, index, 1);
    case 'Home':
      return 0;
    case 'End':
      return last;
    case 'PageUp':
      return page(-1);
    case 'PageDown':
      return page(1);
    default:
      return undefined;
  }
}
