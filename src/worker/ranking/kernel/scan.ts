// AssemblyScript. The hot loop of the ranking, on memory that the caller lays out; the module has none of its own.

/** Dot products. Every result is checked against float64 in scan.test.ts.
 *
 * query float32 [stride] · vectors float32 [count × stride], row by row → scores float32 [count].
 * `stride` is a multiple of 16 floats; addresses are multiples of 16 bytes. Four sums run side by side, since an addition
 * waits for the one before it and four are under way at once; they also quarter the rounding error. */
export function scan(query: usize, vectors: usize, scores: usize, count: u32, stride: u32): void {
  const bytes: usize = (<usize>stride) << 2;
  for (let row: u32 = 0; row < count; row++, scores += 4) {
    let a = f32x4.splat(0);
    let b = f32x4.splat(0);
    let c = f32x4.splat(0);
    let d = f32x4.splat(0);
    for (let at: usize = 0; at < bytes; at += 64, vectors += 64) {
      a = f32x4.add(a, f32x4.mul(v128.load(query + at), v128.load(vectors)));
      b = f32x4.add(b, f32x4.mul(v128.load(query + at, 16), v128.load(vectors, 16)));
      c = f32x4.add(c, f32x4.mul(v128.load(query + at, 32), v128.load(vectors, 32)));
      d = f32x4.add(d, f32x4.mul(v128.load(query + at, 48), v128.load(vectors, 48)));
    }
    const sum = f32x4.add(f32x4.add(a, b), f32x4.add(c, d));
    store<f32>(scores, f32x4.extract_lane(sum, 0) + f32x4.extract_lane(sum, 1) + (f32x4.extract_lane(sum, 2) + f32x4.extract_lane(sum, 3)));
  }
}
