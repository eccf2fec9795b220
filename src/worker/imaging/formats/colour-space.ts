// Colours of another space → sRGB: ICC profiles made of three primaries and a curve each, which is what cameras and editors embed.

import type { Pixels } from '../pixels.ts';

export interface ColourSpace {
  /** From linear red, green, blue to CIE XYZ under D50, row by row. */
  readonly toXyz: readonly number[];
  /** Value of each of 256 levels on a line from 0 to 1, for red, green and blue. */
  readonly curves: readonly [Float32Array, Float32Array, Float32Array];
}

/** From CIE XYZ under D50 to linear sRGB: the inverse of the primaries in sRGB's own ICC profile. */
const xyzToSrgb = [3.1338561, -1.6168667, -0.4906146, -0.9787684, 1.9161415, 0.033454, 0.0719453, -0.2289914, 1.4052427];
const srgbToXyz = [0.4360747, 0.3850649, 0.1430804, 0.2225045, 0.7168786, 0.0606169, 0.0139322, 0.0971045, 0.7141733];
/** Display P3 and BT.2020 under D50. */
const primaries: Readonly<Record<number, readonly number[]>> = {
  9: [0.6734241, 0.1656411, 0.1251286, 0.2790177, 0.6753402, 0.0456377, -0.00193, 0.0299784, 0.797333],
  12: [0.5151187, 0.2919778, 0.1571035, 0.2411892, 0.6922441, 0.0665668, -0.0010505, 0.0418791, 0.7840713],
};

const levels = (curve: (x: number) => number) => Float32Array.from({ length: 256 }, (_, level) => curve(level / 255));
const srgbCurve = (x: number) => (x <= 0.04045 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4);

/** A space by the number that video and HEIF know its primaries by (ITU-T H.273); undefined for sRGB's own and those not known here. */
export function spaceOfPrimaries(number: number): ColourSpace | undefined {
  const toXyz = primaries[number];
  const curve = levels(srgbCurve);
  return toXyz && { toXyz, curves: [curve, curve, curve] };
}

/** @param profile an ICC profile. @returns undefined for what is no RGB space of primaries and curves, and for sRGB itself. */
export function readProfile(profile: Uint8Array<ArrayBuffer>): ColourSpace | undefined {
  if (profile.length < 132 || textAt(profile, 16) !== 'RGB ' || textAt(profile, 20) !== 'XYZ ') return;
  const view = new DataView(profile.buffer, profile.byteOffset, profile.byteLength);
  const tags = new Map<string, Uint8Array<ArrayBuffer>>();
  for (let i = 0; i < Math.min(100, view.getUint32(128)) && 144 + i * 12 <= profile.length; i++) {
    const at = 132 + i * 12;
    const [from, length] = [view.getUint32(at + 4), view.getUint32(at + 8)];
    tags.set(textAt(profile, at), profile.subarray(from, from + length));
  }
  const columns = ['rXYZ', 'gXYZ', 'bXYZ'].map((name) => readXyz(tags.get(name)));
  const curves = ['rTRC', 'gTRC', 'bTRC'].map((name) => readCurve(tags.get(name)));
  const [red, green, blue] = curves;
  if (!red || !green || !blue || columns.some((column) => !column)) return;
  const toXyz = [0, 1, 2].flatMap((row) => columns.map((column) => column?.[row] ?? 0));
  const space: ColourSpace = { toXyz, curves: [red, green, blue] };
  return isSrgb(space) ? undefined : space;
}

/** In place. About 15 ns a pixel: shrink first. */
export function toSrgb({ data }: Pixels, { toXyz, curves: [red, green, blue] }: ColourSpace): void {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0, i = 0] = multiply(xyzToSrgb, toXyz);
  for (let at = 0; at < data.length; at += 4) {
    const [r, s, t] = [red[data[at] ?? 0] ?? 0, green[data[at + 1] ?? 0] ?? 0, blue[data[at + 2] ?? 0] ?? 0];
    data[at] = encode(a * r + b * s + c * t);
    data[at + 1] = encode(d * r + e * s + f * t);
    data[at + 2] = encode(g * r + h * s + i * t);
  }
}

const finest = 4095;
/** Level of each linear value; between two steps of 1/4095 dark levels would be missed, so the root of the value counts. */
const encoded = Uint8Array.from({ length: finest + 1 }, (_, i) => Math.round(255 * srgbInverse((i / finest) ** 2)));

function srgbInverse(x: number): number {
  return x <= 0.0031308 ? 12.92 * x : 1.055 * x ** (1 / 2.4) - 0.055;
}

/** A linear value, clipped → a level of sRGB, 0..255. */
export const encode = (linear: number): number =>
  linear <= 0 ? 0 : linear >= 1 ? 255 : (encoded[Math.round(Math.sqrt(linear) * finest)] ?? 0);

function multiply(left: readonly number[], right: readonly number[]): number[] {
  const cell = (row: number, column: number) =>
    [0, 1, 2].reduce((sum, k) => sum + (left[row * 3 + k] ?? 0) * (right[k * 3 + column] ?? 0), 0);
  return [0, 1, 2].flatMap((row) => [0, 1, 2].map((column) => cell(row, column)));
}

/** Within what rounding in profiles comes to: half a level. */
const isSrgb = ({ toXyz, curves }: ColourSpace): boolean =>
  toXyz.every((value, i) => Math.abs(value - (srgbToXyz[i] ?? 0)) < 0.002) &&
  curves.every((curve) => curve.every((value, level) => Math.abs(encode(value) - level) <= 1));

function readXyz(tag: Uint8Array<ArrayBuffer> | undefined): number[] | undefined {
  if (!tag || tag.length < 20 || textAt(tag, 0) !== 'XYZ ') return;
  const view = new DataView(tag.buffer, tag.byteOffset, tag.byteLength);
  return [8, 12, 16].map((at) => view.getInt32(at) / 65_536);
}

/** ICC.1:2022, 10.6 `curveType` and 10.18 `parametricCurveType`. */
function readCurve(tag: Uint8Array<ArrayBuffer> | undefined): Float32Array | undefined {
  if (!tag || tag.length < 12) return;
  const view = new DataView(tag.buffer, tag.byteOffset, tag.byteLength);
  if (textAt(tag, 0) === 'curv') {
    const count = view.getUint32(8);
    if (tag.length < 12 + count * 2) return;
    if (count === 0) return levels((x) => x);
    if (count === 1) return levels((x) => x ** (view.getUint16(12) / 256));
    return levels((x) => {
      const at = x * (count - 1);
      const below = Math.min(count - 2, Math.floor(at));
      const [low, high] = [view.getUint16(12 + below * 2), view.getUint16(14 + below * 2)];
      return (low + (high - low) * (at - below)) / 65_535;
    });
  }
  if (textAt(tag, 0) !== 'para') return;
  const kind = view.getUint16(8);
  const count = [1, 3, 4, 5, 7][kind];
  if (count === undefined || tag.length < 12 + count * 4) return;
  const [gamma = 1, a = 1, b = 0, c = 0, d = 0, e = 0, f = 0] = Array.from({ length: count }, (_, i) => view.getInt32(12 + i * 4) / 65_536);
  const power = (x: number) => Math.max(0, a * x + b) ** gamma;
  if (kind === 0) return levels((x) => x ** gamma);
  if (kind < 3) return levels((x) => (x >= -b / a ? power(x) : 0) + (kind === 2 ? c : 0));
  return levels((x) => (x >= d ? power(x) + e : c * x + f));
}

const textAt = (bytes: Uint8Array, at: number) => String.fromCharCode(...bytes.subarray(at, at + 4));
