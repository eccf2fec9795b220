// The colour that holds a photo's place until its thumbnail is there.

/** Mean of RGB pixels, three bytes each → 0xRRGGBB. */
export function meanColour(rgb: Uint8Array): number {
  const count = rgb.length / 3;
  let [red, green, blue] = [0, 0, 0];
  for (let i = 0; i + 2 < rgb.length; i += 3) {
    red += rgb[i] ?? 0;
    green += rgb[i + 1] ?? 0;
    blue += rgb[i + 2] ?? 0;
  }
  return (Math.round(red / count) << 16) | (Math.round(green / count) << 8) | Math.round(blue / count);
}
