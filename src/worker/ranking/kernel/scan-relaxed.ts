// AssemblyScript. The same as scan.ts, bit for bit, where the browser has relaxed SIMD: one instruction multiplies 16 pairs.
//
// [Note: Relaxed, and still exact]
// The instruction's result is fixed only where the second operand lies in 0..127, and its pairs must not overflow int16. So
// the query (14 bits) is shifted to be positive and cut into two planes of 7 bits: q + 8192 = 128 · high + low. Then
//   q · v = 128 · (high · v) + low · v − 8192 · Σv
// where Σv is kept with each row. Sums may pass 2³¹ on the way: they wrap, and the end fits.

export { dot } from './dot';
export { quantise, rotate } from './quantise';

import { storeBounds, sumLanes } from './bounds';
import { column } from './quantise';

/** As in scan.ts. Here: the high plane, then the low one, uint7 [stride] each. */
export function pack(from: usize, to: usize, stride: u32): void {
  for (let i: usize = 0; i < <usize>stride; i++) {
    const positive = <i32>load<i16>(from + (i << 1)) + 8192;
    store<u8>(to + i, positive >> 7);
    store<u8>(to + <usize>stride + i, positive & 127);
  }
}

/** As in scan.ts. */
export function scan(query: usize, rows: usize, facts: usize, bounds: usize, count: u32, stride: u32, scale: f32): void {
  const bytes: usize = stride;
  const low = query + bytes;
  for (let row: u32 = 0; row < count; row += 4) {
    let a = i32x4.splat(0);
    let b = i32x4.splat(0);
    let c = i32x4.splat(0);
    let d = i32x4.splat(0);
    let e = i32x4.splat(0);
    let f = i32x4.splat(0);
    let g = i32x4.splat(0);
    let h = i32x4.splat(0);
    for (let at: usize = 0; at < bytes; at += 16, rows += 64) {
      const q = v128.load(query + at);
      const r = v128.load(low + at);
      const v = v128.load(rows);
      const w = v128.load(rows, 16);
      const x = v128.load(rows, 32);
      const y = v128.load(rows, 48);
      a = i32x4.relaxed_dot_i8x16_i7x16_add_s(v, q, a);
      e = i32x4.relaxed_dot_i8x16_i7x16_add_s(v, r, e);
      b = i32x4.relaxed_dot_i8x16_i7x16_add_s(w, q, b);
      f = i32x4.relaxed_dot_i8x16_i7x16_add_s(w, r, f);
      c = i32x4.relaxed_dot_i8x16_i7x16_add_s(x, q, c);
      g = i32x4.relaxed_dot_i8x16_i7x16_add_s(x, r, g);
      d = i32x4.relaxed_dot_i8x16_i7x16_add_s(y, q, d);
      h = i32x4.relaxed_dot_i8x16_i7x16_add_s(y, r, h);
    }
    const ofRow = facts + ((<usize>row) << 2);
    const shifted = i32x4.add(i32x4.shl(sumLanes(a, b, c, d), 7), sumLanes(e, f, g, h));
    storeBounds(bounds + ((<usize>row) << 2), ofRow, i32x4.sub(shifted, i32x4.shl(v128.load(ofRow, 2 * column), 13)), scale);
  }
}
