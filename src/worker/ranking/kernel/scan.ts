// AssemblyScript. The hot loop of the ranking, for every browser with SIMD: int8 rows times an int16 query.

export { dot } from './dot';
export { quantise, rotate } from './quantise';

/** Makes a query ready for `scan`. int16 [stride] at `from` → 2 · stride bytes at `to`. Here: as it is. */
export function pack(from: usize, to: usize, stride: u32): void {
  memory.copy(to, from, (<usize>stride) << 1);
}

/** The least upper bound of each row's cosine that its int8 copy allows, but for the query's own share.
 *
 * query from `pack` · rows int8 [count × stride] · facts [count], see quantise.ts → bounds float32 [count]:
 * (query · row) × the row's scale × `scale` + the row's error. `stride` is a multiple of 64, at most 2,048: with values to
 * ±8,191 and ±127 the sum stays below 2³¹. The product is exact, whatever the order of its sums; the tests ask for equality. */
export function scan(query: usize, rows: usize, facts: usize, bounds: usize, count: u32, stride: u32, scale: f32): void {
  const bytes: usize = stride;
  for (let row: u32 = 0; row < count; row++, rows += bytes, facts += 12, bounds += 4) {
    let a = i32x4.splat(0);
    let b = i32x4.splat(0);
    // SIMD has no int8 product: load as int16, add pairs in int32.
    for (let at: usize = 0; at < bytes; at += 32) {
      const q = query + (at << 1);
      const v = rows + at;
      a = i32x4.add(a, i32x4.dot_i16x8_s(v128.load_ext<i8>(v), v128.load(q)));
      b = i32x4.add(b, i32x4.dot_i16x8_s(v128.load_ext<i8>(v, 8), v128.load(q, 16)));
      a = i32x4.add(a, i32x4.dot_i16x8_s(v128.load_ext<i8>(v, 16), v128.load(q, 32)));
      b = i32x4.add(b, i32x4.dot_i16x8_s(v128.load_ext<i8>(v, 24), v128.load(q, 48)));
    }
    const s = i32x4.add(a, b);
    const sum = i32x4.extract_lane(s, 0) + i32x4.extract_lane(s, 1) + i32x4.extract_lane(s, 2) + i32x4.extract_lane(s, 3);
    store<f32>(bounds, <f32>sum * (load<f32>(facts) * scale) + load<f32>(facts, 4));
  }
}
