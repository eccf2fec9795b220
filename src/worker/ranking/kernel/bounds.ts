// AssemblyScript. What the scans do with the products of four rows.

import { column } from './quantise';

/** Four vectors → the sum of each, one a lane. */
export function sumLanes(a: v128, b: v128, c: v128, d: v128): v128 {
  const ab = i32x4.add(v128.shuffle<i32>(a, b, 0, 4, 1, 5), v128.shuffle<i32>(a, b, 2, 6, 3, 7));
  const cd = i32x4.add(v128.shuffle<i32>(c, d, 0, 4, 1, 5), v128.shuffle<i32>(c, d, 2, 6, 3, 7));
  return i32x4.add(v128.shuffle<i32>(ab, cd, 0, 1, 4, 5), v128.shuffle<i32>(ab, cd, 2, 3, 6, 7));
}

/** float32 [4]: product × the rows' scales × `scale` + the rows' errors. @param facts of the first of the four. */
export function boundsOf(facts: usize, products: v128, scale: f32): v128 {
  const scales = f32x4.mul(v128.load(facts), f32x4.splat(scale));
  return f32x4.add(f32x4.mul(f32x4.convert_i32x4_s(products), scales), v128.load(facts, column));
}

/** Adds those of four rows that reach `least`. @param found rows uint32, and a column behind them their bounds float32.
 * @param kept how many are there. @param row the first of the four; those from `count` on do not exist. @returns how many are there now. */
export function keep(found: usize, kept: u32, row: u32, count: u32, bounds: v128, least: f32): u32 {
  let reached = i32x4.bitmask(f32x4.ge(bounds, f32x4.splat(least)));
  if (!reached) return kept;
  // A column of its own to pick single values from.
  v128.store(found, bounds, 2 * column);
  for (; reached; reached &= reached - 1) {
    const lane = <u32>ctz(reached);
    if (row + lane >= count) break;
    const at = found + ((<usize>kept) << 2);
    kept++;
    store<u32>(at, row + lane);
    store<f32>(at, load<f32>(found + ((<usize>lane) << 2), 2 * column), column);
  }
  return kept;
}
