// Which years stand beside the date scrubber, and where. Pure.

import type { GridSection } from '../../state/grid-source.ts';
import type { GridLayout } from './justified-rows.ts';

/** Nearer marks would lie on each other, as a share of the scrubber's length: 20 pixels of 800. */
const closest = 0.028;

/** @returns each year at the share of the grid's height where its newest month begins; years too near to the one before are left out. */
export function yearMarks(
  sections: readonly GridSection[],
  layout: Pick<GridLayout, 'sectionTop' | 'heightPx'>,
): { year: number; share: number }[] {
  const marks: { year: number; share: number }[] = [];
  let [year, last] = [Number.NaN, Number.NEGATIVE_INFINITY];
  for (const [at, section] of sections.entries()) {
    if (section.kind !== 'month' || section.year === year) continue;
    year = section.year;
    const share = (layout.sectionTop[at] ?? 0) / Math.max(1, layout.heightPx);
    if (share - last < closest) continue;
    marks.push({ year, share });
    last = share;
  }
  return marks;
}
