// A small photo → one of the size and weight that a phone takes.

/** Sensor noise: without it an enlarged picture is smooth, and its JPEG a third of a camera's. Largest step, in levels of 255. */
const grain = 9;

/** @param longPx its long edge; the short one is three quarters of it, whatever the photo's own shape. @returns a JPEG as base64. */
export async function enlarge(url: string, longPx: number, seed: number): Promise<string> {
  const shortPx = Math.round(longPx * 0.75);
  const bitmap = await createImageBitmap(await (await fetch(url)).blob());
  const upright = bitmap.height > bitmap.width;
  const canvas = new OffscreenCanvas(upright ? shortPx : longPx, upright ? longPx : shortPx);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('no canvas');
  context.imageSmoothingQuality = 'high';
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  const image = context.getImageData(0, 0, canvas.width, canvas.height);
  addGrain(image.data, seed);
  context.putImageData(image, 0, 0);
  const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.88 });
  return toBase64(new Uint8Array(await blob.arrayBuffer()));
}

/** The same step on all three channels of a pixel, from xorshift32. */
function addGrain(data: Uint8ClampedArray, seed: number): void {
  let state = seed || 1;
  for (let at = 0; at < data.length; at += 4) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    const step = ((state >>> 16) % (2 * grain + 1)) - grain;
    data[at] = (data[at] ?? 0) + step;
    data[at + 1] = (data[at + 1] ?? 0) + step;
    data[at + 2] = (data[at + 2] ?? 0) + step;
  }
}

function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(text);
}
