// AssemblyScript. The hot loop of the ranking, for every browser with SIMD: int8 rows times an int16 query.

export { dot } from './dot';
export { quantise, rotate } from './quantise';

import { boundsOf, keep, lanesOf, pickAt, sumLanes } from './bounds';
import { factsBytes } from './quantise';

/** Makes a query ready for `scan`. int16 [stride] at `from` → 2 · stride bytes at `to`. Here: as it is. */
export function pack(from: usize, to: usize, stride: u32): void {
  memory.copy(to, from, (<usize>stride) << 1);
}

/** Finds the rows whose cosine may reach `least` + the query's own share: for each the least upper bound that its int8 copy allows, but for that share.
 *
 * query from `pack` · rows in fours: int8 [4 × stride], then their facts, see quantise.ts → found: rows uint32, in order, and 1,024 bytes behind
 * them their bounds float32, (query · row) × the row's scale × `scale` + the row's error, and as far behind those the errors. Returns how many.
 * The four lie interleaved, 16 values of each in turn: a piece of the query is loaded once for them, and memory is read in its order.
 * There is room for `count` rounded up to a multiple of 4. `stride` is a multiple of 64, at most 2,048: with values to ±8,191 and
 * ±127 the sum stays below 2³¹. The product is exact, whatever the order of its sums. `reach` is for scan-relaxed. */
export function scan(query: usize, rows: usize, found: usize, count: u32, stride: u32, scale: f32, _reach: f32, least: f32): u32 {
  const bytes: usize = stride;
  let kept: u32 = 0;
  for (let row: u32 = 0; row < count; row += 4, rows += factsBytes) {
    let a = i32x4.splat(0);
    let b = i32x4.splat(0);
    let c = i32x4.splat(0);
    let d = i32x4.splat(0);
    // SIMD has no int8 product: load as int16, add pairs in int32.
    for (let at: usize = 0; at < bytes; at += 16, rows += 64) {
      const q = v128.load(query + (at << 1));
      const r = v128.load(query + (at << 1), 16);
      a = i32x4.add(a, i32x4.dot_i16x8_s(v128.load_ext<i8>(rows), q));
      b = i32x4.add(b, i32x4.dot_i16x8_s(v128.load_ext<i8>(rows, 16), q));
      c = i32x4.add(c, i32x4.dot_i16x8_s(v128.load_ext<i8>(rows, 32), q));
      d = i32x4.add(d, i32x4.dot_i16x8_s(v128.load_ext<i8>(rows, 48), q));
      a = i32x4.add(a, i32x4.dot_i16x8_s(v128.load_ext<i8>(rows, 8), r));
      b = i32x4.add(b, i32x4.dot_i16x8_s(v128.load_ext<i8>(rows, 24), r));
      c = i32x4.add(c, i32x4.dot_i16x8_s(v128.load_ext<i8>(rows, 40), r));
      d = i32x4.add(d, i32x4.dot_i16x8_s(v128.load_ext<i8>(rows, 56), r));
    }
    const bounds = boundsOf(rows, sumLanes(a, b, c, d), scale);
    let reached = i32x4.bitmask(f32x4.ge(bounds, f32x4.splat(least))) & lanesOf(row, count);
    if (!reached) continue;
    v128.store(found, bounds, pickAt);
    for (; reached; reached &= reached - 1) {
      const lane = (<usize>ctz(reached)) << 2;
      keep(found, kept++, row + <u32>(lane >> 2), load<f32>(found + lane, pickAt), load<f32>(rows + lane, 16));
    }
  }
  return kept;
}
