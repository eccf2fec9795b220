// Files as they come, good and bad, through reading, decoding and encoding in the browser.

import { expect, test } from 'vitest';
import { readRepositoryFile, readRepositoryJson } from '../../../tools/fixture.ts';
import { AppError } from '../../shared/domain/app-error.ts';
import type { PixelRecipe } from '../../shared/domain/recipe.ts';
import { openFile } from './open-file.ts';
import { type Prepared, prepare } from './prepare.ts';

const recipe: PixelRecipe = { sizePx: 224, fit: 'squash', filter: 'bicubic', mean: [0, 0, 0], std: [1, 1, 1] };
const modifiedAt = Date.UTC(2024, 4, 6, 7, 8, 9);

async function prepareFixture(path: string, shape: PixelRecipe = recipe): Promise<Prepared> {
  const name = path.split('/').at(-1) ?? path;
  const opened = await openFile(new File([await readRepositoryFile(path)], name), new AbortController().signal);
  return prepare({ bytes: await opened.bytes(), type: opened.type, name }, shape, modifiedAt);
}
const prepareEdge = (name: string) => prepareFixture(`e2e/fixtures/edge/${name}`);

async function pixelsOf(jpeg: ArrayBuffer): Promise<ImageData> {
  const bitmap = await createImageBitmap(new Blob([jpeg], { type: 'image/jpeg' }));
  const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
  if (!context) throw new Error('no canvas');
  context.drawImage(bitmap, 0, 0);
  return context.getImageData(0, 0, bitmap.width, bitmap.height);
}

/** Mean of the levels by which two squares of pixels differ. */
const distance = (a: Uint8Array, b: Uint8Array) => a.reduce((sum, value, i) => sum + Math.abs(value - (b[i] ?? Number.NaN)), 0) / a.length;
const rgbAt = (input: Uint8Array, x: number, y: number) => [...input.subarray((y * 224 + x) * 3, (y * 224 + x) * 3 + 3)];

interface EdgeFile {
  readonly file: string;
  readonly outcome: string;
  readonly until?: { readonly without: string; readonly outcome: string };
}
const edgeFiles = await readRepositoryJson<EdgeFile[]>('e2e/fixtures/edge/manifest.json');
const decoders = ['HEIC decoder', 'TIFF decoder'];

test.each(edgeFiles)('$file ends as its manifest says', async ({ file, outcome, until }) => {
  const expected = until && !decoders.includes(until.without) ? until.outcome : outcome;
  const ended = await prepareFixture(`e2e/fixtures/${file}`).then(
    () => 'indexed',
    (error: unknown) => (error instanceof AppError ? `failed:${error.code}` : String(error)),
  );
  expect(ended).toBe(expected === 'known' ? 'indexed' : expected); // Whether it is known is the library's to say.
});

test('an error names the file and the cause', async () => {
  const error: unknown = await prepareEdge('png-bomb-20000x10000-1bit.png').catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ subject: 'png-bomb-20000x10000-1bit.png', reason: '20000 × 10000 pixels', retryable: false });
});

test('a file that cannot be read is named so', async () => {
  const file = new File(['x'], 'gone.jpg');
  file.arrayBuffer = () => Promise.reject(new DOMException('it moved', 'NotFoundError'));
  await expect(openFile(file, new AbortController().signal)).rejects.toMatchObject({ code: 'unreadable-file', subject: 'gone.jpg' });
});

test('each EXIF orientation gives the same upright picture', async () => {
  const first = await prepareEdge('orientation-1.jpg');
  for (const orientation of [2, 3, 4, 5, 6, 7, 8]) {
    const turned = await prepareEdge(`orientation-${orientation}.jpg`);
    expect([turned.width, turned.height]).toEqual([320, 240]);
    const preview = await pixelsOf(turned.preview);
    expect([preview.width, preview.height]).toEqual([320, 240]);
    expect(distance(turned.input, first.input)).toBeLessThan(1.5); // Each was compressed on its own; a wrong turn gives 18 or more.
  }
});

test('a large JPEG that is scaled in the decoder is turned upright too', async () => {
  const canvas = new OffscreenCanvas(4000, 3000);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no canvas');
  context.fillStyle = 'rgb(200, 0, 0)';
  context.fillRect(0, 0, 4000, 1500);
  context.fillStyle = 'rgb(0, 0, 200)';
  context.fillRect(0, 1500, 4000, 1500);
  const jpeg = new Uint8Array(await (await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.9 })).arrayBuffer());
  const oriented = withOrientation(jpeg, 6); // Stored lying on its side: the top is to show at the right.
  const { width, height, input, preview } = await prepare({ bytes: oriented, type: 'image/jpeg', name: 'side.jpg' }, recipe, 0);
  expect([width, height]).toEqual([3000, 4000]);
  const shown = await pixelsOf(preview);
  expect([shown.width, shown.height]).toEqual([512, 683]);
  expect(rgbAt(input, 30, 112)[2]).toBeGreaterThan(190);
  expect(rgbAt(input, 200, 112)[0]).toBeGreaterThan(190);
});

/** Puts an EXIF segment with nothing but an orientation right after the start marker. */
function withOrientation(jpeg: Uint8Array, orientation: number): Uint8Array<ArrayBuffer> {
  const tiff = [0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0];
  const payload = [0x45, 0x78, 0x69, 0x66, 0, 0, ...tiff];
  return Uint8Array.from([0xff, 0xd8, 0xff, 0xe1, 0, payload.length + 2, ...payload, ...jpeg.subarray(2)]);
}

test('a panorama is not squeezed', async () => {
  const { width, height, thumbnail, preview } = await prepareEdge('panorama-6000x200.jpg');
  expect([width, height]).toEqual([6000, 200]);
  for (const jpeg of [thumbnail, preview]) {
    const picture = await pixelsOf(jpeg);
    expect(picture.width / picture.height).toBeCloseTo(30, 0);
  }
});

test('transparent parts are drawn on white', async () => {
  const { input, preview } = await prepareEdge('png-alpha-goldfish.png');
  expect(rgbAt(input, 0, 0)).toEqual([255, 255, 255]);
  expect([...(await pixelsOf(preview)).data.subarray(0, 3)]).toEqual([255, 255, 255]);
});

test('a grey picture has three equal channels', async () => {
  const { input } = await prepareEdge('jpeg-grayscale-coffee.jpg');
  for (let i = 0; i < input.length; i += 3) if (input[i] !== input[i + 1] || input[i] !== input[i + 2]) expect.fail(`pixel ${i / 3}`);
});

test.each([
  ['jpeg-cmyk-citrus.jpg', 'citrus-slices.jpg', 4], // Inverted colours give 143.
  ['jpeg-progressive-dahlia.jpg', 'flower-dahlia.jpg', 4],
  ['webp-koala.webp', 'koala-in-tree.jpg', 4],
  ['heic-red-panda.heic', 'red-panda.jpg', 4],
  ['heic-named-jpg.jpg', 'red-panda.jpg', 4],
  ['tiff-pyramid.tiff', 'pyramid-in-desert.jpg', 1],
  ['avif-kingfisher.avif', 'kingfisher.jpg', 4],
  ['png-palette-dahlia.png', 'flower-dahlia.jpg', 10],
  ['jpeg-trailing-garbage-horses.jpg', 'horses-on-hill.jpg', 4],
])('%s looks like the photo it was made from', async (edge, sample, atMost) => {
  const [made, original] = [await prepareEdge(edge), await prepareFixture(`public/samples/${sample}`)];
  expect(distance(made.input, original.input)).toBeLessThan(atMost);
});

test('metadata comes along, and what is absurd does not', async () => {
  expect((await prepareEdge('webp-koala.webp')).metadata).toMatchObject({
    takenAt: '2021-06-05T10:11:12',
    takenFrom: 'exif',
    gps: { lat: 52.36666666666667, lon: 4.883333333333333 },
    camera: 'Apple iPhone 12',
  });
  const future = await prepareEdge('exif-future-date-null-island.jpg');
  expect(future.metadata).toMatchObject({ takenFrom: 'file' });
  expect(future.metadata.gps).toBeUndefined();
});

test('the colour is the mean of the picture', async () => {
  const { colour, input } = await prepareFixture('public/samples/sunset-over-hills.jpg');
  const mean = [0, 1, 2].map((channel) =>
    Math.round(input.filter((_, i) => i % 3 === channel).reduce((sum, x) => sum + x, 0) / (224 * 224)),
  );
  expect(colour).toBe(((mean[0] ?? 0) << 16) | ((mean[1] ?? 0) << 8) | (mean[2] ?? 0));
});
