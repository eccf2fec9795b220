// A decoded picture in memory, and how to turn it upright.

/** RGBA, row by row from the top. sRGB, opaque: the fourth byte is 255. */
export interface Pixels {
  readonly data: Uint8ClampedArray<ArrayBuffer>;
  readonly width: number;
  readonly height: number;
}

/** Clockwise, in degrees; a flip is left to right, and comes after the turn. What EXIF's eight orientations come to. */
export interface Turn {
  readonly rotation: number;
  readonly flip: boolean;
}

/** The upright picture of pixels as the sensor wrote them; the same object where there is nothing to do. */
export function turnUpright(pixels: Pixels, { rotation, flip }: Turn): Pixels {
  const quarter = ((Math.round(rotation / 90) % 4) + 4) % 4;
  if (quarter === 0 && !flip) return pixels;
  const { width, height } = pixels;
  const from = new Uint32Array(pixels.data.buffer, pixels.data.byteOffset, width * height);
  const turned = quarter % 2 === 1;
  const upright = { width: turned ? height : width, height: turned ? width : height };
  // Where the upright picture's first pixel comes from, and the steps in `from` for one pixel to the right and one row down.
  const last = { row: (height - 1) * width, column: width - 1 };
  const [first, right, below] = [
    [0, 1, width] as const,
    [last.row, -width, 1] as const,
    [last.row + last.column, -1, -width] as const,
    [last.column, width, -1] as const,
  ][quarter] ?? [0, 1, width];
  const start = flip ? first + right * (upright.width - 1) : first;
  const step = flip ? -right : right;
  const to = new Uint32Array(width * height);
  let at = 0;
  for (let y = 0; y < upright.height; y++) {
    let source = start + y * below;
    for (let x = 0; x < upright.width; x++, source += step) to[at++] = from[source] ?? 0;
  }
  return { data: new Uint8ClampedArray(to.buffer), ...upright };
}
