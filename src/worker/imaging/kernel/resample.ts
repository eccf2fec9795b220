// AssemblyScript. The two passes of the resampler, on memory that the caller lays out; the module has none of its own.
//
// A weight has 22 bits of fraction, more than the 16 that `i32x4.dot_i16x8_s` multiplies. So it comes in two parts, weight = high × 2^11 + low
// with 0 ≤ low < 2^11, and two sums are kept; put together they are Pillow's integer, to the last bit. A sum may wrap on the way: additions
// modulo 2^32 give the right total if the total fits, and it does.
//
// Weights lie in pairs of taps, 8 bytes a pair: high of the first, high of the second, low of the first, low of the second. Where the number
// of taps is odd, the last second is zero, and what is read there counts for nothing (but must be inside the memory).

const half: i32 = 1 << 21;
const fractionBits: i32 = 22;
const lowBits: i32 = 11;

/** RGBX [rows × width] → RGBX [rows × outWidth].
 * @param starts int32 [outWidth]: the first source pixel of each output pixel.
 * @param counts int32 [outWidth]: how many pairs of taps it has.
 * @param weights 8 × `pairs` bytes an output pixel, of which `counts` pairs are used. */
export function resampleRows(
  source: usize,
  width: u32,
  rows: u32,
  starts: usize,
  counts: usize,
  weights: usize,
  pairs: u32,
  out: usize,
  outWidth: u32,
): void {
  const rowBytes: usize = (<usize>width) << 2;
  const weightBytes: usize = (<usize>pairs) << 3;
  for (let y: u32 = 0; y < rows; y++, source += rowBytes) {
    for (let x: usize = 0; x < <usize>outWidth; x++, out += 4) {
      let at = source + ((<usize>load<u32>(starts + (x << 2))) << 2);
      let weight = weights + x * weightBytes;
      const end = weight + ((<usize>load<u32>(counts + (x << 2))) << 3);
      let high = i32x4.splat(0);
      let low = i32x4.splat(half);
      for (; weight < end; weight += 8, at += 8) {
        // Two pixels R G B X r g b x → R r G g B b X x, as int16.
        const two = v128.load64_zero(at);
        const paired = i16x8.extend_low_i8x16_u(i8x16.shuffle(two, two, 0, 4, 1, 5, 2, 6, 3, 7, 0, 0, 0, 0, 0, 0, 0, 0));
        high = i32x4.add(high, i32x4.dot_i16x8_s(paired, v128.load32_splat(weight)));
        low = i32x4.add(low, i32x4.dot_i16x8_s(paired, v128.load32_splat(weight, 4)));
      }
      const value = i32x4.shr_s(i32x4.add(i32x4.shl(high, lowBits), low), fractionBits);
      const words = i16x8.narrow_i32x4_s(value, value);
      v128.store32_lane(out, i8x16.narrow_i16x8_u(words, words), 0); // Narrowing clips to 0..255.
    }
  }
}

/** RGBX [rows × width] → RGB [outHeight × width], `starts`, `counts` and `weights` as above, of rows. `width` is even.
 * Writes one byte past the end of `out`. */
export function resampleColumns(
  source: usize,
  width: u32,
  starts: usize,
  counts: usize,
  weights: usize,
  pairs: u32,
  out: usize,
  outHeight: u32,
): void {
  const rowBytes: usize = (<usize>width) << 2;
  for (let y: usize = 0; y < <usize>outHeight; y++, weights += (<usize>pairs) << 3) {
    const first = source + <usize>load<u32>(starts + (y << 2)) * rowBytes;
    const end = weights + ((<usize>load<u32>(counts + (y << 2))) << 3);
    for (let x: usize = 0; x < rowBytes; x += 8, out += 6) {
      let at = first + x;
      let highA = i32x4.splat(0);
      let highB = i32x4.splat(0);
      let lowA = i32x4.splat(half);
      let lowB = i32x4.splat(half);
      for (let weight = weights; weight < end; weight += 8, at += rowBytes << 1) {
        // The same two pixels of two rows, byte by byte in turn.
        const both = i8x16.shuffle(
          v128.load64_zero(at),
          v128.load64_zero(at + rowBytes),
          0,
          16,
          1,
          17,
          2,
          18,
          3,
          19,
          4,
          20,
          5,
          21,
          6,
          22,
          7,
          23,
        );
        const a = i16x8.extend_low_i8x16_u(both);
        const b = i16x8.extend_high_i8x16_u(both);
        const highs = v128.load32_splat(weight);
        const lows = v128.load32_splat(weight, 4);
        highA = i32x4.add(highA, i32x4.dot_i16x8_s(a, highs));
        highB = i32x4.add(highB, i32x4.dot_i16x8_s(b, highs));
        lowA = i32x4.add(lowA, i32x4.dot_i16x8_s(a, lows));
        lowB = i32x4.add(lowB, i32x4.dot_i16x8_s(b, lows));
      }
      const valueA = i32x4.shr_s(i32x4.add(i32x4.shl(highA, lowBits), lowA), fractionBits);
      const valueB = i32x4.shr_s(i32x4.add(i32x4.shl(highB, lowBits), lowB), fractionBits);
      const words = i16x8.narrow_i32x4_s(valueA, valueB);
      const bytes = i8x16.narrow_i16x8_u(words, words);
      // Four bytes each, of which the next three overwrite the one that means nothing.
      v128.store32_lane(out, bytes, 0);
      v128.store32_lane(out + 3, bytes, 1);
    }
  }
}
