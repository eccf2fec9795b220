// Colours of other spaces in sRGB, against values worked out by hand.

import { expect, test } from 'vitest';
import { encode, readProfile, spaceOfPrimaries, toSrgb } from './colour-space.ts';

const fixed = (value: number) => {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setInt32(0, Math.round(value * 65_536));
  return [...bytes];
};
const u32 = (value: number) => fixed(value / 65_536);
const ascii = (text: string) => Array.from(text, (character) => character.charCodeAt(0));

const srgb = [
  [0.43607, 0.22249, 0.01392],
  [0.38515, 0.71687, 0.09708],
  [0.14307, 0.06061, 0.7141],
];
const srgbCurve = [...ascii('para'), 0, 0, 0, 0, 0, 3, 0, 0, ...[2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045].flatMap(fixed)];
const gamma = (exponent: number) => [...ascii('curv'), 0, 0, 0, 0, ...u32(1), exponent, 0, 0, 0];

function profile(columns: number[][], curve: number[], space = 'RGB '): Uint8Array<ArrayBuffer> {
  const xyz = (values: number[]) => [...ascii('XYZ '), 0, 0, 0, 0, ...values.flatMap(fixed)];
  const tags: [string, number[]][] = [
    ...['rXYZ', 'gXYZ', 'bXYZ'].map((name, i): [string, number[]] => [name, xyz(columns[i] ?? [])]),
    ...['rTRC', 'gTRC', 'bTRC'].map((name): [string, number[]] => [name, curve]),
  ];
  let at = 132 + 12 * tags.length;
  const table = tags.flatMap(([name, { length }]) => {
    at += length;
    return [...ascii(name), ...u32(at - length), ...u32(length)];
  });
  const head = [...new Array<number>(16).fill(0), ...ascii(space), ...ascii('XYZ '), ...new Array<number>(104).fill(0)];
  return Uint8Array.from([...head, ...u32(tags.length), ...table, ...tags.flatMap(([, data]) => data)]);
}

const convert = (space: ReturnType<typeof readProfile>, rgb: number[]) => {
  const data = Uint8ClampedArray.of(...rgb, 255);
  if (space) toSrgb({ data, width: 1, height: 1 }, space);
  return [...data];
};

test('each level of sRGB comes back as itself', () => {
  for (let level = 0; level < 256; level++) {
    const x = level / 255;
    expect(encode(x <= 0.04045 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4)).toBe(level);
  }
});

test('sRGB’s own profile changes nothing, and is not applied', () => {
  expect(readProfile(profile(srgb, srgbCurve))).toBeUndefined();
});

test.each([
  [
    [255, 255, 255],
    [255, 255, 255],
  ],
  [
    [128, 128, 128],
    [128, 128, 128],
  ],
  [
    [0, 0, 0],
    [0, 0, 0],
  ],
  [
    [234, 51, 35],
    [255, 0, 0],
  ], // Red of sRGB in Display P3.
  [
    [255, 0, 0],
    [255, 0, 0],
  ], // Beyond sRGB: clipped.
])('Display P3 %j is %j', (p3, expected) => {
  const shown = convert(spaceOfPrimaries(12), p3);
  for (const [i, level] of expected.entries()) expect(Math.abs((shown[i] ?? 0) - level)).toBeLessThanOrEqual(2);
});

test('a curve of one number is a power', () => {
  const shown = convert(readProfile(profile(srgb, gamma(1))), [128, 128, 128]); // Linear light.
  expect(shown.slice(0, 3)).toEqual([188, 188, 188]);
});

test.each([
  ['nothing', new Uint8Array()],
  ['grey', profile(srgb, srgbCurve, 'GRAY')],
  ['CMYK', profile(srgb, srgbCurve, 'CMYK')],
  ['a profile cut short', profile(srgb, srgbCurve).slice(0, 200)],
])('%s is left alone', (_, bytes) => {
  expect(readProfile(bytes)).toBeUndefined();
});
