// AssemblyScript. The second look: products of float32 rows in float64, so that rounding never decides who is first.

/** query float32 [stride] · rows float32 [count × stride] → scores float64 [count]. stride % 8 = 0. */
export function dot(query: usize, rows: usize, scores: usize, count: u32, stride: u32): void {
  const bytes: usize = (<usize>stride) << 2;
  for (let row: u32 = 0; row < count; row++, scores += 8) {
    let a = f64x2.splat(0);
    let b = f64x2.splat(0);
    let c = f64x2.splat(0);
    let d = f64x2.splat(0);
    for (let at: usize = 0; at < bytes; at += 32, rows += 32) {
      const q = query + at;
      a = f64x2.add(a, f64x2.mul(widen(q, 0), widen(rows, 0)));
      b = f64x2.add(b, f64x2.mul(widen(q, 8), widen(rows, 8)));
      c = f64x2.add(c, f64x2.mul(widen(q, 16), widen(rows, 16)));
      d = f64x2.add(d, f64x2.mul(widen(q, 24), widen(rows, 24)));
    }
    const sum = f64x2.add(f64x2.add(a, b), f64x2.add(c, d));
    store<f64>(scores, f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1));
  }
}

function widen(at: usize, offset: usize): v128 {
  return f64x2.promote_low_f32x4(v128.load64_zero(at + offset));
}
