// Where every tile of a grid lies: rows of photos in true proportions, each row as wide as the grid. Pure; in CSS pixels.

/** Places as columns, so that 100,000 tiles are six arrays and not 100,000 objects. Everything is a whole number of pixels. */
export interface GridLayout {
  readonly count: number;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly rowCount: number;
  /** First tile of each row; one entry more than there are rows, which holds `count`. */
  readonly rowFirst: Uint32Array;
  readonly rowTop: Int32Array;
  readonly rowHeight: Int32Array;
  /** Distance of each tile from the side where lines of text begin. */
  readonly tileStart: Int32Array;
  readonly tileWidth: Int32Array;
  /** Top of each section's heading. */
  readonly sectionTop: Int32Array;
}

export interface LayoutOptions {
  readonly widthPx: number;
  /** What a row should be as high as, before it is made to fit. */
  readonly rowHeightPx: number;
  readonly gapPx: number;
}

export interface LayoutSection {
  readonly count: number;
  /** 0 for none. */
  readonly headingPx: number;
}

/** How far a row's height may be from the wanted one. Wide enough that a break in true proportions is nearly always found. */
const [lowest, highest] = [0.7, 1.5];
/** A last row that would be at most this much too high is stretched to the full width: better than a sliver of nothing at its end. */
const lastRowStretch = 1.15;
/** What is narrower (1:30) is cut: its tile must be wide enough to be seen, hit and ticked. */
const narrowestAspect = 0.4;

export const heightLimits = (rowHeightPx: number): { minPx: number; maxPx: number } => ({
  minPx: Math.round(rowHeightPx * lowest),
  maxPx: Math.round(rowHeightPx * highest),
});

/** Fills rows from the first photo on, breaking each where its height comes nearest to the wanted one. A photo is cut at the sides only
 * where its row would leave `heightLimits` (a 30:1 panorama), or where it is narrower than a tile may be.
 * Greedy and not optimal: a photo that comes in moves what follows in its section, never what stands before.
 * @param aspectAt width ÷ height, positive; read once a photo, in order. @returns every row of a section but its last is exactly `widthPx` wide. */
export function layoutRows(
  sections: readonly LayoutSection[],
  aspectAt: (index: number) => number,
  { widthPx, rowHeightPx, gapPx }: LayoutOptions,
): GridLayout {
  const count = sections.reduce((sum, section) => sum + section.count, 0);
  const { minPx, maxPx } = heightLimits(rowHeightPx);
  const widestAspect = Math.max(widthPx / minPx, narrowestAspect);
  const aspects = new Float64Array(count);
  for (let index = 0; index < count; index++) aspects[index] = Math.min(Math.max(aspectAt(index), narrowestAspect), widestAspect);

  const tileStart = new Int32Array(count);
  const tileWidth = new Int32Array(count);
  const sectionTop = new Int32Array(sections.length);
  const rowFirst: number[] = [];
  const rowTop: number[] = [];
  const rowHeight: number[] = [];
  let top = 0;

  /** @param filledPx how much of the width the row takes. */
  function placeRow(from: number, to: number, sum: number, heightPx: number, filledPx: number): void {
    const forTiles = filledPx - gapPx * (to - from - 1);
    let before = 0;
    let start = 0;
    for (let index = from; index < to; index++) {
      before += aspects[index] ?? 0;
      const end = Math.round((before / sum) * forTiles); // Of the sum so far, so that rounding never adds up.
      tileStart[index] = start + gapPx * (index - from);
      tileWidth[index] = end - start;
      start = end;
    }
    rowFirst.push(from);
    rowTop.push(top);
    rowHeight.push(heightPx);
    top += heightPx + gapPx;
  }

  let index = 0;
  for (const [at, section] of sections.entries()) {
    sectionTop[at] = top;
    top += section.headingPx;
    const end = index + section.count;
    let from = index;
    let sum = 0;
    while (index < end) {
      const aspect = aspects[index] ?? 1;
      const without = (widthPx - gapPx * (index - from - 1)) / sum; // Infinite for an empty row.
      const height = (widthPx - gapPx * (index - from)) / (sum + aspect);
      if (height > rowHeightPx) {
        sum += aspect;
        index++;
        continue;
      }
      const breakBefore = index > from && without / rowHeightPx < rowHeightPx / height;
      if (!breakBefore) {
        sum += aspect;
        index++;
      }
      const chosen = breakBefore ? without : height;
      placeRow(from, index, sum, Math.min(Math.max(Math.round(chosen), minPx), maxPx), widthPx);
      from = index;
      sum = 0;
    }
    if (from < end) {
      const gaps = gapPx * (end - from - 1);
      const height = (widthPx - gaps) / sum;
      if (height <= rowHeightPx * lastRowStretch) placeRow(from, end, sum, Math.round(height), widthPx);
      else placeRow(from, end, sum, Math.round(rowHeightPx), Math.round(sum * rowHeightPx) + gaps);
    }
  }
  rowFirst.push(count);
  return {
    count,
    widthPx,
    heightPx: Math.max(top - gapPx, 0),
    rowCount: rowTop.length,
    rowFirst: Uint32Array.from(rowFirst),
    rowTop: Int32Array.from(rowTop),
    rowHeight: Int32Array.from(rowHeight),
    tileStart,
    tileWidth,
    sectionTop,
  };
}
