// Makes photos: cut-outs of the samples, turned, tinted and grained by chance, each with EXIF of its own.

import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { chromiumArgs, chromiumPath } from '../chromium.ts';
import { createRandom } from '../random.ts';
import { withExif } from './exif.ts';
import { inventFacts } from './facts.ts';

const samples = join(import.meta.dirname, '../../public/samples');

/** One picture to be drawn; everything that chance decides is decided here, so that the browser only draws. */
interface Drawing {
  readonly sample: number;
  /** Shares of the sample's sides. */
  readonly left: number;
  readonly top: number;
  readonly size: number;
  readonly mirrored: boolean;
  /** CSS colour laid softly over all. */
  readonly tint: string;
  readonly pixels: number;
  /** Moves the grain. */
  readonly grainX: number;
  readonly grainY: number;
}

export interface MakePhotosOptions {
  readonly count: number;
  /** Folder; made where it does not exist. */
  readonly out: string;
  readonly megapixels: number;
  readonly seed: number;
  readonly onProgress?: (done: number) => void;
}

/** Writes `count` different JPEGs as `OUT/2019-07/IMG_0042.jpg`. Equal arguments and an equal browser give equal files.
 * @returns their paths, in the order they were taken. */
export async function makePhotos({ count, out, megapixels, seed, onProgress }: MakePhotosOptions): Promise<string[]> {
  const manifest = JSON.parse(readFileSync(join(samples, 'manifest.json'), 'utf8')) as readonly { file: string }[]; // As the app reads it.
  const random = createRandom(seed);
  const paths: string[] = [];
  const browser = await chromium.launch({ executablePath: chromiumPath(), args: [...chromiumArgs] });
  try {
    const page = await browser.newPage();
    await loadSamples(
      page,
      manifest.map(({ file }) => readFileSync(join(samples, file), 'base64')),
    );
    // Few enough that a batch of large pictures fits into one message.
    const atOnce = Math.max(1, Math.min(32, Math.round(16 / megapixels)));
    const facts = inventFacts(count, seed);
    for (let from = 0; from < count; from += atOnce) {
      const batch = facts.slice(from, from + atOnce);
      const drawings = batch.map(() => inventDrawing(random, manifest.length, megapixels * 1e6));
      for (const [n, base64] of (await page.evaluate(drawAll, drawings)).entries()) {
        const fact = batch[n];
        if (!fact) throw new Error('more pictures than were asked for');
        const uniqueId = createHash('md5').update(`${seed} ${fact.path}`).digest('hex');
        const path = join(out, fact.path);
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(path, withExif(Buffer.from(base64, 'base64'), fact, uniqueId));
        paths.push(path);
      }
      onProgress?.(paths.length);
    }
  } finally {
    await browser.close();
  }
  return paths;
}

function inventDrawing(random: () => number, samplesCount: number, pixels: number): Drawing {
  const size = 0.45 + 0.5 * random();
  return {
    sample: Math.floor(random() * samplesCount),
    left: random() * (1 - size),
    top: random() * (1 - size),
    size,
    mirrored: random() < 0.5,
    tint: `hsl(${Math.floor(random() * 360)} ${Math.floor(30 + 50 * random())}% ${Math.floor(35 + 30 * random())}%)`,
    pixels,
    grainX: Math.floor(random() * 256),
    grainY: Math.floor(random() * 256),
  };
}

declare global {
  interface Window {
    samplePictures: ImageBitmap[];
    grain: OffscreenCanvas;
  }
}

/** Decodes the samples once, in the page, and makes a tile of grain: enlarged pictures are smoother than any camera's. */
async function loadSamples(page: Page, files: readonly string[]): Promise<void> {
  await page.evaluate(async (encoded) => {
    window.samplePictures = await Promise.all(
      encoded.map((base64) => createImageBitmap(new Blob([Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))]))),
    );
    const side = 512;
    window.grain = new OffscreenCanvas(side, side);
    const noise = new ImageData(side, side);
    let state = 1;
    for (let at = 0; at < noise.data.length; at += 4) {
      state = (Math.imul(state, 1664525) + 1013904223) | 0;
      noise.data.fill(state >>> 24, at, at + 3);
      noise.data[at + 3] = 255;
    }
    window.grain.getContext('2d')?.putImageData(noise, 0, 0);
  }, files);
}

/** Runs in the page. @returns JPEGs in base64. */
async function drawAll(drawings: readonly Drawing[]): Promise<string[]> {
  const results: string[] = [];
  for (const { sample, left, top, size, mirrored, tint, pixels, grainX, grainY } of drawings) {
    const picture = window.samplePictures[sample];
    if (!picture) throw new Error(`no sample ${sample}`);
    const width = Math.round(Math.sqrt((pixels * picture.width) / picture.height));
    const height = Math.round(pixels / width);
    const canvas = new OffscreenCanvas(width, height);
    const context = canvas.getContext('2d');
    if (!context) throw new Error('no canvas');
    if (mirrored) context.setTransform(-1, 0, 0, 1, width, 0);
    const { width: w, height: h } = picture;
    context.drawImage(picture, left * w, top * h, size * w, size * h, 0, 0, width, height);
    context.globalCompositeOperation = 'soft-light';
    context.globalAlpha = 0.35;
    context.fillStyle = tint; // Not `filter`: all of it then takes twice as long without a GPU (measured).
    context.fillRect(0, 0, width, height);
    context.globalCompositeOperation = 'overlay';
    context.globalAlpha = 0.08;
    const pattern = context.createPattern(window.grain, 'repeat');
    if (!pattern) throw new Error('no grain');
    pattern.setTransform(new DOMMatrix().translate(grainX, grainY));
    context.fillStyle = pattern;
    context.fillRect(0, 0, width, height);
    const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.85 });
    results.push(
      await new Promise<string>((resolve, reject) => {
        const reader = new FileReader();
        reader.onload = () => resolve(typeof reader.result === 'string' ? (reader.result.split(',')[1] ?? '') : '');
        reader.onerror = () => reject(reader.error ?? new Error('not read'));
        reader.readAsDataURL(blob);
      }),
    );
  }
  return results;
}
