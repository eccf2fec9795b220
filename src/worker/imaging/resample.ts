// A picture → the square of pixels that a model sees, equal to Pillow's `Image.resize` and centre crop, byte for byte.

import { AppError } from '../../shared/domain/app-error.ts';
import type { PixelRecipe, ResampleFilter } from '../../shared/domain/recipe.ts';
import type { ResampleKernel } from './kernel-module.ts';
import type { Pixels } from './pixels.ts';

interface Kernel {
  /** Half its width in source pixels when not shrinking. */
  readonly radius: number;
  readonly at: (x: number) => number;
}

const kernels: Record<ResampleFilter, Kernel> = {
  bilinear: { radius: 1, at: (x) => Math.max(0, 1 - Math.abs(x)) },
  // Keys' cubic with a = −0.5 (Pillow, and torchvision with antialias; a canvas and OpenCV take other values).
  bicubic: {
    radius: 2,
    at: (signed) => {
      const x = Math.abs(signed);
      if (x < 1) return (1.5 * x - 2.5) * x * x + 1;
      return x < 2 ? ((-0.5 * x + 2.5) * x - 4) * x + 2 : 0;
    },
  },
};

/** Where the square lies in the resized picture. */
export interface Placement {
  /** Size of the whole resized picture, of which only the square is computed. */
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly top: number;
}

/** `squash` ignores proportions; `crop` scales the shortest edge to the square's side, rounds the other down, and cuts the centre. */
export function place({ fit, sizePx }: PixelRecipe, width: number, height: number): Placement {
  if (fit === 'squash') return { width: sizePx, height: sizePx, left: 0, top: 0 };
  const long = Math.floor((sizePx * Math.max(width, height)) / Math.min(width, height));
  const offset = Math.floor((long - sizePx) / 2);
  return width < height ? { width: sizePx, height: long, left: 0, top: offset } : { width: long, height: sizePx, left: offset, top: 0 };
}

/** One pass, laid out as kernel/resample.ts reads it. */
interface Taps {
  readonly starts: Uint32Array<ArrayBuffer>;
  /** Pairs of taps of each output position. */
  readonly counts: Uint32Array<ArrayBuffer>;
  /** `pairs` × 4 an output position: high, high, low, low. */
  readonly weights: Int16Array<ArrayBuffer>;
  readonly pairs: number;
  /** The source positions that count: the first, and the one after the last. */
  readonly first: number;
  readonly end: number;
}

// Pillow's: 8 bits of value and 2 of headroom for the cubic's overshoot leave 22 of 32.
const fractionBits = 32 - 8 - 2;
const lowBits = 11;

/** Taps for the output positions `from` … `from + count` of a line of `source` pixels resized to `target`. */
function makeTaps({ radius, at }: Kernel, source: number, target: number, from: number, count: number): Taps {
  const scale = source / target;
  const widen = Math.max(scale, 1);
  const reach = radius * widen;
  const pairs = Math.ceil(reach) + 1;
  const starts = new Uint32Array(count);
  const counts = new Uint32Array(count);
  const weights = new Int16Array(count * pairs * 4);
  const exact = new Float64Array(2 * pairs);
  let end = 0;
  for (let i = 0; i < count; i++) {
    const centre = (from + i + 0.5) * scale;
    const start = Math.max(0, Math.trunc(centre - reach + 0.5));
    const length = Math.min(source, Math.trunc(centre + reach + 0.5)) - start;
    let sum = 0;
    for (let k = 0; k < length; k++) sum += exact[k] = at((start + k - centre + 0.5) / widen);
    for (let k = 0; k < length; k++) {
      const fraction = ((exact[k] ?? 0) / sum) * (1 << fractionBits);
      const weight = Math.trunc(fraction + Math.sign(fraction) * 0.5);
      const slot = (i * pairs + (k >> 1)) * 4 + (k & 1);
      weights[slot] = weight >> lowBits;
      weights[slot + 2] = weight & ((1 << lowBits) - 1);
    }
    starts[i] = start;
    counts[i] = (length + 1) >> 1;
    end = Math.max(end, start + length);
  }
  return { starts, counts, weights, pairs, first: starts[0] ?? 0, end };
}

/** Source rows go through the kernel's memory in bands of this size, or one row if that is larger. */
const bandBytes = 4 << 20;

/** Resizes and cuts as the recipe says, horizontally first, rounding and clipping to 0..255 between the passes as Pillow does
 * (without that clip the cubic is up to 26 levels off on sharp edges). Computes only the rows and columns that the square needs.
 * @param recipe `sizePx` is even.
 * @returns RGB [sizePx × sizePx × 3].
 * @see https://github.com/python-pillow/Pillow/blob/12.0.0/src/libImaging/Resample.c */
export function resample(module: ResampleKernel, source: Pixels, recipe: PixelRecipe): Uint8Array<ArrayBuffer> {
  const { sizePx, filter } = recipe;
  if (sizePx % 2 !== 0) throw new AppError('internal', { reason: `the kernel writes two pixels at a time: ${sizePx} is odd` });
  const placed = place(recipe, source.width, source.height);
  // Equal sizes need no special case: the kernel is 1 at the pixel and 0 at its neighbours.
  const across = makeTaps(kernels[filter], source.width, placed.width, placed.left, sizePx);
  const down = makeTaps(kernels[filter], source.height, placed.height, placed.top, sizePx);
  const rows = down.end - down.first;
  const rowBytes = source.width * 4;
  const bandRows = Math.min(rows, Math.max(1, Math.floor(bandBytes / rowBytes)));

  const memory = layOut(module.memory, {
    acrossStarts: across.starts.byteLength,
    acrossCounts: across.counts.byteLength,
    acrossWeights: across.weights.byteLength,
    downStarts: down.starts.byteLength,
    downCounts: down.counts.byteLength,
    downWeights: down.weights.byteLength,
    strip: rows * sizePx * 4,
    band: bandRows * rowBytes,
    square: sizePx * sizePx * 3 + 1,
  });
  memory.put('acrossStarts', across.starts);
  memory.put('acrossCounts', across.counts);
  memory.put('acrossWeights', across.weights);
  memory.put(
    'downStarts',
    down.starts.map((start) => start - down.first),
  );
  memory.put('downCounts', down.counts);
  memory.put('downWeights', down.weights);
  const { at } = memory;
  for (let row = 0; row < rows; row += bandRows) {
    const count = Math.min(bandRows, rows - row);
    const from = (down.first + row) * rowBytes;
    memory.put('band', source.data.subarray(from, from + count * rowBytes));
    const strip = at.strip + row * sizePx * 4;
    module.resampleRows(at.band, source.width, count, at.acrossStarts, at.acrossCounts, at.acrossWeights, across.pairs, strip, sizePx);
  }
  module.resampleColumns(at.strip, sizePx, at.downStarts, at.downCounts, at.downWeights, down.pairs, at.square, sizePx);
  return memory.take('square', sizePx * sizePx * 3);
}

/** Gives each region its place, 16 bytes apart at least: a kernel may read a pixel or a row past the end of what it is given. */
function layOut<Region extends string>(memory: WebAssembly.Memory, bytes: Record<Region, number>) {
  let end = 0;
  const at = {} as Record<Region, number>; // Filled below, one for one.
  for (const region of Object.keys(bytes) as Region[]) {
    at[region] = end;
    end += (bytes[region] + 31) & ~15;
  }
  const missing = end - memory.buffer.byteLength;
  if (missing > 0) memory.grow(Math.ceil(missing / 65_536));
  return {
    at,
    put(region: Region, values: ArrayBufferView): void {
      new Uint8Array(memory.buffer).set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), at[region]);
    },
    take: (region: Region, count: number): Uint8Array<ArrayBuffer> => new Uint8Array(memory.buffer.slice(at[region], at[region] + count)),
  };
}
