// AssemblyScript. What the scans do with the products of four rows.

/** What a scan finds, column by column: row uint32, bound float32, error float32. 256 have room in each. */
const column: usize = 1024;
/** Behind them: room to pick single values from. */
export const pickAt: usize = 3 * column;

/** Four vectors → the sum of each, one a lane. */
export function sumLanes(a: v128, b: v128, c: v128, d: v128): v128 {
  const ab = i32x4.add(v128.shuffle<i32>(a, b, 0, 4, 1, 5), v128.shuffle<i32>(a, b, 2, 6, 3, 7));
  const cd = i32x4.add(v128.shuffle<i32>(c, d, 0, 4, 1, 5), v128.shuffle<i32>(c, d, 2, 6, 3, 7));
  return i32x4.add(v128.shuffle<i32>(ab, cd, 0, 1, 4, 5), v128.shuffle<i32>(ab, cd, 2, 3, 6, 7));
}

/** float32 [4]: product × the rows' scales × `scale` + the rows' errors. @param facts of the first of the four. */
export function boundsOf(facts: usize, products: v128, scale: f32): v128 {
  const scales = f32x4.mul(v128.load(facts), f32x4.splat(scale));
  return f32x4.add(f32x4.mul(f32x4.convert_i32x4_s(products), scales), v128.load(facts, 16));
}

/** Adds a row to what is found. @param kept how many are there. @param error of the row. */
export function keep(found: usize, kept: u32, row: u32, bound: f32, error: f32): void {
  const at = found + ((<usize>kept) << 2);
  store<u32>(at, row);
  store<f32>(at, bound, column);
  store<f32>(at, error, 2 * column);
}

/** Whether row + lane is one of `count`: the last four may be fewer. */
export function lanesOf(row: u32, count: u32): i32 {
  return count - row < 4 ? (1 << (count - row)) - 1 : 15;
}
