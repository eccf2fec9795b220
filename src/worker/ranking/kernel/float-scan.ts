// AssemblyScript. What the benchmark compares with; not part of the app.

/** The plain way with SIMD: query float32 [stride] · vectors float32 [count × stride] → scores float32 [count]. stride % 16 = 0. */
export function scanFloats(query: usize, vectors: usize, scores: usize, count: u32, stride: u32): void {
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

/** Reads memory and does as little with it as the compiler lets it. bytes % 128 = 0. */
export function read(from: usize, bytes: usize): i32 {
  let a = i32x4.splat(0);
  let b = i32x4.splat(0);
  let c = i32x4.splat(0);
  let d = i32x4.splat(0);
  for (const end = from + bytes; from < end; from += 128) {
    a = v128.xor(a, v128.xor(v128.load(from), v128.load(from, 16)));
    b = v128.xor(b, v128.xor(v128.load(from, 32), v128.load(from, 48)));
    c = v128.xor(c, v128.xor(v128.load(from, 64), v128.load(from, 80)));
    d = v128.xor(d, v128.xor(v128.load(from, 96), v128.load(from, 112)));
  }
  return i32x4.extract_lane(v128.xor(v128.xor(a, b), v128.xor(c, d)), 0);
}
