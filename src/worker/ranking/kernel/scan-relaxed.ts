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
// low value, the middle: that is off by (low − 64) · v at most, which `reach` bounds for all rows. Only to a row that may still reach `least`
// is the low plane added, while it is in the first-level cache. What is found is the same.

export { dot } from './dot';
export { quantise, rotate } from './quantise';

import { boundsOf, keep, lanesOf, pickAt, sumLanes } from './bounds';
import { factsBytes } from './quantise';

/** As in scan.ts. Here: the high plane, then the low one, uint7 [stride] each. */
export function pack(from: usize, to: usize, stride: u32): void {
  for (let i: usize = 0; i < <usize>stride; i++) {
    const positive = <i32>load<i16>(from + (i << 1)) + 8192;
    store<u8>(to + i, positive >> 7);
    store<u8>(to + <usize>stride + i, positive & 127);
  }
}

/** As in scan.ts. @param reach by how much the low plane can raise a bound above what the high one says. */
export function scan(query: usize, rows: usize, found: usize, count: u32, stride: u32, scale: f32, reach: f32, least: f32): u32 {
  const bytes: usize = stride;
  const coarse = f32x4.splat(least - reach);
  let kept: u32 = 0;
  for (let row: u32 = 0; row < count; row += 4, rows += (bytes << 2) + factsBytes) {
    const facts = rows + (bytes << 2);
    const high = i32x4.shl(timesFour(query, rows, bytes), 7);
    const nearly = boundsOf(facts, i32x4.sub(high, i32x4.mul(v128.load(facts, 32), i32x4.splat(8192 - 64))), scale);
    let open = i32x4.bitmask(f32x4.ge(nearly, coarse)) & lanesOf(row, count);
    if (!open) continue;
    v128.store(found, high, pickAt);
    for (; open; open &= open - 1) {
      const lane = <u32>ctz(open);
      const fact = facts + ((<usize>lane) << 2);
      const low = timesOne(query + bytes, rows + ((<usize>lane) << 4), bytes);
      const product = load<i32>(found + ((<usize>lane) << 2), pickAt) + low - (load<i32>(fact, 32) << 13);
      const error = load<f32>(fact, 16);
      // In the order of `boundsOf`, so that it is the same to the last bit.
      const bound = <f32>product * (load<f32>(fact) * scale) + error;
      if (bound >= least) keep(found, kept++, row + lane, bound, error);
    }
  }
  return kept;
}

/** One plane times four rows, one a lane. Two sums a row: each waits for the one before it. */
function timesFour(plane: usize, rows: usize, bytes: usize): v128 {
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

/** One plane times one of four rows. */
function timesOne(plane: usize, row: usize, bytes: usize): i32 {
  let a = i32x4.splat(0);
  let b = i32x4.splat(0);
  for (const end = plane + bytes; plane < end; plane += 32, row += 128) {
    a = i32x4.relaxed_dot_i8x16_i7x16_add_s(v128.load(row), v128.load(plane), a);
    b = i32x4.relaxed_dot_i8x16_i7x16_add_s(v128.load(row, 64), v128.load(plane, 16), b);
  }
  a = i32x4.add(a, b);
  return i32x4.extract_lane(a, 0) + i32x4.extract_lane(a, 1) + (i32x4.extract_lane(a, 2) + i32x4.extract_lane(a, 3));
}
