// What keeps its place on the screen while the grid around it changes: photos come and go, rows are laid out anew.

import type { GridSource } from '../../state/grid-source.ts';
import { rectOf, tileAt } from './grid-geometry.ts';
import type { GridLayout } from './justified-rows.ts';

export interface GridAnchor {
  readonly source: GridSource;
  readonly index: number;
  /** Which height of the tile is held: 0 its top, 1 its bottom. */
  readonly share: number;
  /** Where it is held, in pixels below the top of the view. */
  readonly heldAt: number;
}

/** Holds whatever lies at a point of the view. @param viewTop of the view, in the grid's coordinates. */
export function anchorAt(source: GridSource, layout: GridLayout, viewTop: number, x: number, heldAt: number): GridAnchor | undefined {
  if (layout.count === 0) return undefined;
  const index = tileAt(layout, x, viewTop + heldAt);
  const { top, height } = rectOf(layout, index);
  return { source, index, share: (viewTop + heldAt - top) / height, heldAt };
}

/** Where the held photo is now. If it went away, its nearest neighbour that did not. −1 if all did. */
export function findAnchor({ source, index }: GridAnchor, now: GridSource): number {
  if (source === now) return index;
  for (let at = index; at < source.count; at++) {
    const found = now.indexOf(source.idAt(at));
    if (found >= 0) return found;
  }
  for (let at = index - 1; at >= 0; at--) {
    const found = now.indexOf(source.idAt(at));
    if (found >= 0) return found;
  }
  return -1;
}

/** The view's top at which the anchor is where it was. */
export function heldTop(anchor: GridAnchor, now: GridSource, layout: GridLayout): number | undefined {
  const index = findAnchor(anchor, now);
  if (index < 0) return undefined;
  const { top, height } = rectOf(layout, index);
  return top + anchor.share * height - anchor.heldAt;
}
