// AssemblyScript. What the scans do with the sums of four rows.

import { column } from './quantise';

/** Four vectors → the sum of each, one a lane. */
export function sumLanes(a: v128, b: v128, c: v128, d: v128): v128 {
  const ab = i32x4.add(v128.shuffle<i32>(a, b, 0, 4, 1, 5), v128.shuffle<i32>(a, b, 2, 6, 3, 7));
  const cd = i32x4.add(v128.shuffle<i32>(c, d, 0, 4, 1, 5), v128.shuffle<i32>(c, d, 2, 6, 3, 7));
  return i32x4.add(v128.shuffle<i32>(ab, cd, 0, 1, 4, 5), v128.shuffle<i32>(ab, cd, 2, 3, 6, 7));
}

/** float32 [4] at `bounds`: product × the rows' scales × `scale` + the rows' errors. */
export function storeBounds(bounds: usize, facts: usize, products: v128, scale: f32): void {
  const scales = f32x4.mul(v128.load(facts), f32x4.splat(scale));
  v128.store(bounds, f32x4.add(f32x4.mul(f32x4.convert_i32x4_s(products), scales), v128.load(facts, column)));
}
