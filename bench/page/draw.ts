// A sample → a picture such as a phone holds: a camera's, a screenshot, one that came in a chat.

export type PhotoKind = 'camera' | 'screenshot' | 'chat';

/** Sensor noise: without it an enlarged picture is smooth, and its JPEG a third of a camera's. Largest step, in levels of 255. */
const grain = 9;
const cameraPx = { long: 4000, short: 3000 };
const screenPx = { width: 1080, height: 2340 };
const chatLongPx = 640;

/** @returns the file in base64. */
export async function draw(url: string, kind: PhotoKind, seed: number): Promise<{ base64: string; extension: string }> {
  const bitmap = await createImageBitmap(await (await fetch(url)).blob());
  const canvas = canvases[kind](bitmap, seed);
  const { type, quality, extension } = encodings[kind];
  const blob = await canvas.convertToBlob({ type, quality });
  return { base64: toBase64(new Uint8Array(await blob.arrayBuffer())), extension };
}

const encodings = {
  camera: { type: 'image/jpeg', quality: 0.88, extension: '.jpg' },
  screenshot: { type: 'image/png', quality: 1, extension: '.png' },
  chat: { type: 'image/webp', quality: 0.8, extension: '.webp' },
} as const;

const canvases: Readonly<Record<PhotoKind, (bitmap: ImageBitmap, seed: number) => OffscreenCanvas>> = {
  /** Whatever the sample's own shape, 4:3 or 3:4. */
  camera(bitmap, seed) {
    const upright = bitmap.height > bitmap.width;
    const { canvas, context } = open(upright ? cameraPx.short : cameraPx.long, upright ? cameraPx.long : cameraPx.short);
    context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    const image = context.getImageData(0, 0, canvas.width, canvas.height);
    addGrain(image.data, seed);
    context.putImageData(image, 0, 0);
    return canvas;
  },
  /** An app that shows the sample, with lines of text below it. */
  screenshot(bitmap, seed) {
    const { canvas, context } = open(screenPx.width, screenPx.height);
    context.fillStyle = '#fafafa';
    context.fillRect(0, 0, canvas.width, canvas.height);
    const height = Math.min(1400, (bitmap.height * canvas.width) / bitmap.width);
    context.drawImage(bitmap, 0, 180, canvas.width, height);
    context.fillStyle = '#202124';
    context.font = '40px sans-serif';
    context.fillText(`Album ${seed}`, 60, 110);
    for (let y = 180 + height + 90; y < canvas.height - 60; y += 68)
      context.fillText(`${seed}.${y} 12 people like this picture of ours`, 60, y);
    return canvas;
  },
  chat(bitmap) {
    const scale = chatLongPx / Math.max(bitmap.width, bitmap.height);
    const { canvas, context } = open(Math.round(bitmap.width * scale), Math.round(bitmap.height * scale));
    context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    return canvas;
  },
};

function open(width: number, height: number) {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('no canvas');
  context.imageSmoothingQuality = 'high';
  return { canvas, context };
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
