// Many pixels → fewer, before the costlier steps: the mean of squares of n × n.

import type { Pixels } from '../pixels.ts';
import type { Size } from '../size.ts';

export interface Rows extends Size {
  /** RGBA. */
  readonly data: Uint8Array | Uint8ClampedArray;
  /** Bytes from one row to the next. */
  readonly stride: number;
  /** Whether the fourth byte means anything. What shows through is drawn on white. */
  readonly transparent: boolean;
}

/** The side of the square that becomes one pixel: the largest at which the result is no smaller than `leastScale` asks. */
export const squareOf = (leastScale: number): number => Math.max(1, Math.floor(1 / leastScale + 1e-9));

/** Opaque pixels in memory of their own. At the right and lower edge a square may be cut: its mean is of what there is. */
export function shrink({ data, stride, width, height, transparent }: Rows, n: number): Pixels {
  const [outWidth, outHeight] = [Math.ceil(width / n), Math.ceil(height / n)];
  const out = new Uint8ClampedArray(outWidth * outHeight * 4); // Rounds what it is given.
  const sums = new Uint32Array(outWidth * 3);
  for (let y = 0; y < outHeight; y++) {
    sums.fill(0);
    const rows = Math.min(n, height - y * n);
    for (let row = 0; row < rows; row++) addRow(sums, data, (y * n + row) * stride, { width, n, transparent });
    for (let x = 0, to = y * outWidth * 4; x < outWidth; x++, to += 4) {
      const count = rows * Math.min(n, width - x * n);
      for (let channel = 0; channel < 3; channel++) out[to + channel] = (sums[x * 3 + channel] ?? 0) / count;
      out[to + 3] = 255;
    }
  }
  return { data: out, width: outWidth, height: outHeight };
}

function addRow(
  sums: Uint32Array,
  data: Rows['data'],
  from: number,
  { width, n, transparent }: { width: number; n: number; transparent: boolean },
): void {
  let [at, to, inSquare] = [from, 0, 0];
  for (let x = 0; x < width; x++, at += 4) {
    const alpha = transparent ? (data[at + 3] ?? 255) : 255;
    for (let channel = 0; channel < 3; channel++) {
      const value = data[at + channel] ?? 0;
      sums[to + channel] = (sums[to + channel] ?? 0) + (alpha === 255 ? value : Math.round((value * alpha + 255 * (255 - alpha)) / 255));
    }
    if (++inSquare === n) {
      inSquare = 0;
      to += 3;
    }
  }
}
