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
  /** Where each section's heading stands, and how much of the width is its own. Short sections side by side have one top. */
  readonly sectionTop: Int32Array;
  readonly sectionStart: Int32Array;
  readonly sectionWidth: Int32Array;
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
  /** Whether it may stand beside the one before, if both are short. */
  readonly sharesRows: boolean;
}

/** How far a row's height may be from the wanted one. Wide enough that a break in true proportions is nearly always found. */
const [lowest, highest] = [0.7, 1.5];
/** A last row that would be at most this much too high is stretched to the full width: better than a sliver of nothing at its end. */
const lastRowStretch = 1.15;
/** A section that takes at most this share of one row stands beside others of its kind: months of one photo would be mostly nothing. */
const shortSection = 0.6;
/** Room for its heading: "September 2024". */
const narrowestSectionPx = 148;
const betweenSectionsPx = 24;
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
  const sectionStart = new Int32Array(sections.length);
  const sectionWidth = new Int32Array(sections.length).fill(widthPx);
  const rowFirst: number[] = [];
  const rowTop: number[] = [];
  const rowHeight: number[] = [];
  let top = 0;

  /** @param filledPx how much of the width the tiles take, from `startPx` on. */
  function placeTiles(from: number, to: number, sum: number, filledPx: number, startPx = 0): void {
    const forTiles = filledPx - gapPx * (to - from - 1);
    let before = 0;
    let start = 0;
    for (let index = from; index < to; index++) {
      before += aspects[index] ?? 0;
      const end = Math.round((before / sum) * forTiles); // Of the sum so far, so that rounding never adds up.
      tileStart[index] = startPx + start + gapPx * (index - from);
      tileWidth[index] = end - start;
      start = end;
    }
  }
  function addRow(from: number, heightPx: number): void {
    rowFirst.push(from);
    rowTop.push(top);
    rowHeight.push(heightPx);
    top += heightPx + gapPx;
  }

  /** Where the next short section may stand in the last row, if that is one of short sections. */
  let free = Number.POSITIVE_INFINITY;
  let index = 0;
  for (const [at, section] of sections.entries()) {
    const end = index + section.count;
    const naturalPx = naturalWidth(aspects.subarray(index, end), rowHeightPx, gapPx);
    if (section.sharesRows && naturalPx <= widthPx * shortSection) {
      const ownPx = Math.min(widthPx, Math.max(naturalPx, narrowestSectionPx));
      if (free + ownPx > widthPx) {
        sectionTop[at] = top;
        top += section.headingPx;
        addRow(index, Math.round(rowHeightPx));
        free = 0;
      } else sectionTop[at] = sectionTop[at - 1] ?? 0;
      sectionStart[at] = free;
      sectionWidth[at] = ownPx;
      placeTiles(
        index,
        end,
        aspects.subarray(index, end).reduce((sum, aspect) => sum + aspect, 0),
        naturalPx,
        free,
      );
      free += ownPx + betweenSectionsPx;
      index = end;
      continue;
    }
    free = Number.POSITIVE_INFINITY;
    sectionTop[at] = top;
    top += section.headingPx;
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
      placeTiles(from, index, sum, widthPx);
      addRow(from, Math.min(Math.max(Math.round(breakBefore ? without : height), minPx), maxPx));
      from = index;
      sum = 0;
    }
    if (from < end) {
      const gaps = gapPx * (end - from - 1);
      const height = (widthPx - gaps) / sum;
      const fills = height <= rowHeightPx * lastRowStretch;
      placeTiles(from, end, sum, fills ? widthPx : Math.round(sum * rowHeightPx) + gaps);
      addRow(from, Math.round(fills ? height : rowHeightPx));
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
    sectionStart,
    sectionWidth,
  };
}

/** How wide photos are in one row of that height. Stops counting where they are wider than any row. */
function naturalWidth(aspects: Float64Array, rowHeightPx: number, gapPx: number): number {
  let sum = 0;
  for (const aspect of aspects) {
    sum += aspect;
    if (sum > 1e3) return Number.POSITIVE_INFINITY;
  }
  return Math.round(sum * rowHeightPx) + gapPx * (aspects.length - 1);
}
