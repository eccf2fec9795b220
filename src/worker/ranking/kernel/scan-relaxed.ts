// AssemblyScript. The same as scan.ts, bit for bit, where the browser has relaxed SIMD: one instruction multiplies 16 pairs.
//
// [Note: Relaxed, and still exact]
// The instruction's result is fixed only where the second operand lies in 0..127, and its pairs must not overflow int16. So
// the query (14 bits) is shifted to be positive and cut into two planes of 7 bits: q + 8192 = 128 · high + low. Then
//   q · v = 128 · (high · v) + low · v − 8192 · Σv
// where Σv is kept with each row. Sums may pass 2³¹ on the way: they wrap, and the end fits.
//
// [Note: The high plane first]
// With both planes the scan waits for the processor, with one for memory. So the high plane alone is taken first, with 64 for every
// low value, the middle: that is off by (low − 64) · v at most, which `reach` bounds for all rows. Only where one of four rows may still
// reach `least` is the low plane added, while the rows are in the first-level cache. What is found is the same.

export { dot } from './dot';
export { quantise, rotate } from './quantise';

import { boundsOf, keep, sumLanes } from './bounds';
import { column } from './quantise';

/** As in scan.ts. Here: the high plane, then the low one, uint7 [stride] each. */
export function pack(from: usize, to: usize, stride: u32): void {
  for (let i: usize = 0; i < <usize>stride; i++) {
    const positive = <i32>load<i16>(from + (i << 1)) + 8192;
    store<u8>(to + i, positive >> 7);
    store<u8>(to + <usize>stride + i, positive & 127);
  }
}

/** As in scan.ts. @param reach by how much the low plane can raise a bound above what the high one says. */
export function scan(
  query: usize,
  rows: usize,
  facts: usize,
  found: usize,
  count: u32,
  stride: u32,
  scale: f32,
  reach: f32,
  least: f32,
): u32 {
  const bytes: usize = stride;
  const coarse = f32x4.splat(least - reach);
  let kept: u32 = 0;
  for (let row: u32 = 0; row < count; row += 4, rows += bytes << 2) {
    const ofRow = facts + ((<usize>row) << 2);
    const high = i32x4.shl(products(query, rows, bytes), 7);
    const sums = v128.load(ofRow, 2 * column);
    const nearly = boundsOf(ofRow, i32x4.sub(high, i32x4.mul(sums, i32x4.splat(8192 - 64))), scale);
    if (!v128.any_true(f32x4.ge(nearly, coarse))) continue;
    const exact = i32x4.sub(i32x4.add(high, products(query + bytes, rows, bytes)), i32x4.shl(sums, 13));
    kept = keep(found, kept, row, count, boundsOf(ofRow, exact, scale), least);
  }
  return kept;
}

/** One plane times four rows, one a lane. Two sums a row: each waits for the one before it. */
function products(plane: usize, rows: usize, bytes: usize): v128 {
  let a = i32x4.splat(0);
  let b = i32x4.splat(0);
  let c = i32x4.splat(0);
  let d = i32x4.splat(0);
  let e = i32x4.splat(0);
  let f = i32x4.splat(0);
  let g = i32x4.splat(0);
  let h = i32x4.splat(0);
  for (const end = plane + bytes; plane < end; plane += 32, rows += 128) {
    const q = v128.load(plane);
    const r = v128.load(plane, 16);
    a = i32x4.relaxed_dot_i8x16_i7x16_add_s(v128.load(rows), q, a);
    b = i32x4.relaxed_dot_i8x16_i7x16_add_s(v128.load(rows, 16), q, b);
    c = i32x4.relaxed_dot_i8x16_i7x16_add_s(v128.load(rows, 32), q, c);
    d = i32x4.relaxed_dot_i8x16_i7x16_add_s(v128.load(rows, 48), q, d);
    e = i32x4.relaxed_dot_i8x16_i7x16_add_s(v128.load(rows, 64), r, e);
    f = i32x4.relaxed_dot_i8x16_i7x16_add_s(v128.load(rows, 80), r, f);
    g = i32x4.relaxed_dot_i8x16_i7x16_add_s(v128.load(rows, 96), r, g);
    h = i32x4.relaxed_dot_i8x16_i7x16_add_s(v128.load(rows, 112), r, h);
  }
  return sumLanes(i32x4.add(a, e), i32x4.add(b, f), i32x4.add(c, g), i32x4.add(d, h));
}
