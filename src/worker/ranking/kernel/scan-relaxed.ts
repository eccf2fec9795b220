// AssemblyScript. The same as scan.ts, bit for bit, where the browser has relaxed SIMD: one instruction multiplies 16 pairs.
//
// [Note: Relaxed, and still exact]
// The instruction's result is fixed only where the second operand lies in 0..127, and its pairs must not overflow int16. So
// the query (14 bits) is shifted to be positive and cut into two planes of 7 bits: q + 8192 = 128 · high + low. Then
//   q · v = 128 · (high · v) + low · v − 8192 · Σv
// where Σv is kept with each row. Sums may pass 2³¹ on the way: they wrap, and the end fits.

export { dot } from './dot';
export { quantise, rotate } from './quantise';

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
  for (let row: u32 = 0; row < count; row++, rows += bytes, facts += 12, bounds += 4) {
    let a = i32x4.splat(0);
    let b = i32x4.splat(0);
    let c = i32x4.splat(0);
    let d = i32x4.splat(0);
    for (let at: usize = 0; at < bytes; at += 32) {
      const high = query + at;
      const low = high + bytes;
      const v = v128.load(rows + at);
      const w = v128.load(rows + at, 16);
      a = i32x4.relaxed_dot_i8x16_i7x16_add_s(v, v128.load(high), a);
      b = i32x4.relaxed_dot_i8x16_i7x16_add_s(v, v128.load(low), b);
      c = i32x4.relaxed_dot_i8x16_i7x16_add_s(w, v128.load(high, 16), c);
      d = i32x4.relaxed_dot_i8x16_i7x16_add_s(w, v128.load(low, 16), d);
    }
    const s = i32x4.add(i32x4.shl(i32x4.add(a, c), 7), i32x4.add(b, d));
    const all = i32x4.extract_lane(s, 0) + i32x4.extract_lane(s, 1) + i32x4.extract_lane(s, 2) + i32x4.extract_lane(s, 3);
    const sum = all - (load<i32>(facts, 8) << 13);
    store<f32>(bounds, <f32>sum * (load<f32>(facts) * scale) + load<f32>(facts, 4));
  }
}
