// What the browser's decoders make of colour spaces, sizes and missing parts. Edge files: prepare.browser.test.ts.

import { afterEach, expect, test, vi } from 'vitest';
import { readRepositoryFile } from '../../../tools/fixture.ts';
import { decode } from './decode.ts';

afterEach(() => vi.unstubAllGlobals());

async function makePicture(width: number, height: number, colour: string, type = 'image/jpeg'): Promise<Uint8Array<ArrayBuffer>> {
  const context = new OffscreenCanvas(width, height).getContext('2d');
  if (!context) throw new Error('no canvas');
  context.fillStyle = colour;
  context.fillRect(0, 0, width, height);
  return new Uint8Array(await (await context.canvas.convertToBlob({ type, quality: 1 })).arrayBuffer());
}
const whole = () => 1;

test.each([
  [0.1, 500, 375],
  [0.125, 500, 375],
  [0.2, 1000, 750],
  [0.3, 1500, 1125],
  [0.5, 2000, 1500],
  [0.51, 4000, 3000], // From five eighths on the whole picture is faster.
  [1, 4000, 3000],
])('a JPEG of 4000 × 3000 wanted at %f is decoded at %i × %i', async (scale, width, height) => {
  const bytes = await makePicture(4000, 3000, 'teal');
  const decoded = await decode({ bytes, type: 'image/jpeg', name: 'large.jpg' }, () => scale);
  expect([decoded.pixels.width, decoded.pixels.height]).toEqual([width, height]);
  expect([decoded.width, decoded.height]).toEqual([4000, 3000]);
});

test.each([
  [8, 64, 'drawn as it is'],
  [800, 640, 'scaled in the decoder'],
])('a colour profile is honoured: %i × %i, %s', async (width, height) => {
  const red = await makePicture(width, height, 'rgb(220, 20, 20)');
  const profiled = withProfile(red, swappedProfile());
  const { pixels } = await decode({ bytes: profiled, type: 'image/jpeg', name: 'swapped.jpg' }, () => (width > 100 ? 0.25 : 1));
  const [r = 0, g = 0] = pixels.data;
  expect(g - r).toBeGreaterThan(150); // The profile says that what is called red is green.
});

const u32 = (value: number) => [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255];
const ascii = (text: string) => Array.from(text, (character) => character.charCodeAt(0));

/** An ICC profile like sRGB's, but for its red and green, which are exchanged. */
function swappedProfile(): number[] {
  const xyz = (values: number[]) => [...ascii('XYZ '), 0, 0, 0, 0, ...values.flatMap((value) => u32(Math.round(value * 65_536)))];
  const curve = [...ascii('curv'), 0, 0, 0, 0, ...u32(1), 0x02, 0x33, 0, 0]; // Gamma 2.2, padded to four bytes.
  const tags: [string, number[]][] = [
    ['rXYZ', xyz([0.38506, 0.71688, 0.0971])],
    ['gXYZ', xyz([0.43607, 0.2225, 0.01393])],
    ['bXYZ', xyz([0.14308, 0.06062, 0.71417])],
    ['wtpt', xyz([0.9642, 1, 0.82491])],
    ...(['rTRC', 'gTRC', 'bTRC'] as const).map((name): [string, number[]] => [name, curve]),
  ];
  let at = 128 + 4 + tags.length * 12;
  const table: number[] = [];
  for (const [name, data] of tags) {
    table.push(...ascii(name), ...u32(at), ...u32(data.length));
    at += data.length;
  }
  const header = [
    ...u32(at),
    ...[0, 0, 0, 0],
    ...[2, 0x40, 0, 0],
    ...ascii('mntrRGB XYZ '),
    ...new Array<number>(12).fill(0),
    ...ascii('acsp'),
    ...new Array<number>(28).fill(0),
    ...[0.9642, 1, 0.82491].flatMap((value) => u32(Math.round(value * 65_536))),
    ...new Array<number>(48).fill(0),
  ];
  return [...header, ...u32(tags.length), ...table, ...tags.flatMap(([, data]) => data)];
}

function withProfile(jpeg: Uint8Array, profile: number[]): Uint8Array<ArrayBuffer> {
  const payload = [...ascii('ICC_PROFILE\0'), 1, 1, ...profile];
  const length = payload.length + 2;
  return Uint8Array.from([0xff, 0xd8, 0xff, 0xe2, length >> 8, length & 255, ...payload, ...jpeg.subarray(2)]);
}

test('without ImageDecoder the pictures are the same, but for chroma', async () => {
  const source = { bytes: await readRepositoryFile('e2e/fixtures/edge/orientation-6.jpg'), type: 'image/jpeg', name: 'six.jpg' };
  const usual = await decode(source, whole);
  vi.stubGlobal('ImageDecoder', undefined);
  Reflect.deleteProperty(globalThis, 'ImageDecoder');
  const other = await decode(source, whole);
  expect([other.width, other.height, other.pixels.width]).toEqual([usual.width, usual.height, usual.pixels.width]);
  const most = other.pixels.data.reduce((max, value, i) => Math.max(max, Math.abs(value - (usual.pixels.data[i] ?? Number.NaN))), 0);
  expect(most).toBeLessThanOrEqual(2);
});

test.each([
  ['jpeg-truncated-horses.jpg', 'image/jpeg', 'damaged-file'],
  ['heic-red-panda.heic', 'image/vnd.ms-photo', 'unsupported-format'],
])('without ImageDecoder %s still is said to be what it is', async (file, type, code) => {
  const bytes = await readRepositoryFile(`e2e/fixtures/edge/${file}`);
  vi.stubGlobal('ImageDecoder', undefined);
  Reflect.deleteProperty(globalThis, 'ImageDecoder');
  await expect(decode({ bytes, type, name: file }, whole)).rejects.toMatchObject({ code, subject: file });
});

test('a JPEG of 100 megapixels is taken, since its decoder scales it; a PNG of as many is refused', async () => {
  const head = await readRepositoryFile('e2e/fixtures/edge/png-bomb-20000x10000-1bit.png');
  await expect(decode({ bytes: head, type: 'image/png', name: 'bomb.png' }, whole)).rejects.toMatchObject({ code: 'too-many-pixels' });
  const bytes = await makePicture(12_000, 8400, 'olive');
  const { pixels, width } = await decode({ bytes, type: 'image/jpeg', name: 'huge.jpg' }, () => 0.1);
  expect([width, pixels.width]).toEqual([12_000, 1500]);
  const most = await decode({ bytes, type: 'image/jpeg', name: 'huge.jpg' }, whole);
  expect([most.width, most.pixels.width]).toEqual([12_000, 6000]);
});
