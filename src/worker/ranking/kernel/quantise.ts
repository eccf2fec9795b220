// AssemblyScript. From a float32 row to int8, with what the scan has to know of what was lost.

/** Four rows have their scales side by side, then their errors, then their sums: 16 bytes each. They follow the rows' values. */
export const factsBytes: usize = 48;

/** Turns a vector so that no value sticks out: signs, then a Hadamard transform of each 64 values. In place.
 *
 * It is orthogonal, so products of two vectors turned alike stay what they are, but for rounding: below 4e-7 (six additions
 * deep). A model's outliers, a few values ten times the others, would else set the scale of their row and cost the rest their bits.
 * row float32 [stride], stride % 64 = 0 · signs float32 [64], each ±1/8. */
export function rotate(row: usize, signs: usize, stride: u32): void {
  const end = row + ((<usize>stride) << 2);
  for (let block = row; block < end; block += 256) {
    for (let at: usize = 0; at < 256; at += 64) {
      const p = block + at;
      const s = signs + at;
      const a = f32x4.mul(v128.load(p), v128.load(s));
      const b = f32x4.mul(v128.load(p, 16), v128.load(s, 16));
      const c = f32x4.mul(v128.load(p, 32), v128.load(s, 32));
      const d = f32x4.mul(v128.load(p, 48), v128.load(s, 48));
      mix(p, 16, f32x4.add(a, b), f32x4.sub(a, b), f32x4.add(c, d), f32x4.sub(c, d));
    }
    for (let at: usize = 0; at < 64; at += 16) {
      const p = block + at;
      const a = lanes(v128.load(p));
      const b = lanes(v128.load(p, 64));
      const c = lanes(v128.load(p, 128));
      const d = lanes(v128.load(p, 192));
      mix(p, 64, f32x4.add(a, b), f32x4.sub(a, b), f32x4.add(c, d), f32x4.sub(c, d));
    }
  }
}

/** The second of two butterflies over four vectors, stored `step` bytes apart. */
function mix(to: usize, step: usize, ab: v128, aMinusB: v128, cd: v128, cMinusD: v128): void {
  v128.store(to, f32x4.add(ab, cd));
  v128.store(to + step, f32x4.add(aMinusB, cMinusD));
  v128.store(to + 2 * step, f32x4.sub(ab, cd));
  v128.store(to + 3 * step, f32x4.sub(aMinusB, cMinusD));
}

/** Both butterflies within a vector: of neighbours, then of halves. */
function lanes(v: v128): v128 {
  const pairs = f32x4.add(v128.shuffle<f32>(v, v, 0, 0, 2, 2), f32x4.mul(v128.shuffle<f32>(v, v, 1, 1, 3, 3), f32x4(1, -1, 1, -1)));
  return f32x4.add(
    v128.shuffle<f32>(pairs, pairs, 0, 1, 0, 1),
    f32x4.mul(v128.shuffle<f32>(pairs, pairs, 2, 3, 2, 3), f32x4(1, 1, -1, -1)),
  );
}

/** float32 [stride] at `row` → int8 [stride] at `to`, 16 in every 64 bytes, and at `facts`, 16 bytes apart: scale float32 (the largest value is 127 of it), error
 * float32 (the length of what rounding took away, with the sums' own rounding on top), Σ of the int8 values int32. */
export function quantise(row: usize, to: usize, facts: usize, stride: u32): void {
  const bytes = (<usize>stride) << 2;
  let most = f32x4.splat(0);
  for (let at: usize = 0; at < bytes; at += 16) most = f32x4.max(most, f32x4.abs(v128.load(row + at)));
  const largest = max(
    max(f32x4.extract_lane(most, 0), f32x4.extract_lane(most, 1)),
    max(f32x4.extract_lane(most, 2), f32x4.extract_lane(most, 3)),
  );
  const scale: f32 = largest / 127;
  const scales = f32x4.splat(scale);
  const inverse = f32x4.splat(127 / largest);
  let lost = f32x4.splat(0);
  let sums = i32x4.splat(0);
  for (let at: usize = 0; at < bytes; at += 32) {
    const x = v128.load(row + at);
    const y = v128.load(row + at, 16);
    const nx = f32x4.nearest(f32x4.mul(x, inverse));
    const ny = f32x4.nearest(f32x4.mul(y, inverse));
    const dx = f32x4.sub(x, f32x4.mul(nx, scales));
    const dy = f32x4.sub(y, f32x4.mul(ny, scales));
    lost = f32x4.add(lost, f32x4.add(f32x4.mul(dx, dx), f32x4.mul(dy, dy)));
    const ix = i32x4.trunc_sat_f32x4_s(nx);
    const iy = i32x4.trunc_sat_f32x4_s(ny);
    sums = i32x4.add(sums, i32x4.add(ix, iy));
    const narrow = i16x8.narrow_i32x4_s(ix, iy);
    v128.store64_lane(to, i8x16.narrow_i16x8_s(narrow, narrow), 0);
    // After 16 values come those of three other rows.
    to += at & 32 ? 56 : 8;
  }
  const squares = f32x4.extract_lane(lost, 0) + f32x4.extract_lane(lost, 1) + f32x4.extract_lane(lost, 2) + f32x4.extract_lane(lost, 3);
  store<f32>(facts, scale);
  // × 1.001: the query may be as much longer than 1, and the sum of squares is rounded.
  store<f32>(facts, <f32>1.001 * sqrt<f32>(squares), 16);
  store<i32>(
    facts,
    i32x4.extract_lane(sums, 0) + i32x4.extract_lane(sums, 1) + i32x4.extract_lane(sums, 2) + i32x4.extract_lane(sums, 3),
    32,
  );
}
