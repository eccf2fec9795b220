// The checksum against Node's own, over every length of a last step, and over chunks that begin anywhere.

import { crc32 } from 'node:zlib';
import { expect, test } from 'vitest';
import { updateCrc32 } from './crc32.ts';

const bytes = Uint8Array.from({ length: 1000 }, (_, i) => (i * i * 31 + i) % 251);

test('it is the checksum that others compute, of any length, in one chunk or in two', () => {
  for (let length = 0; length < 40; length++) {
    const whole = bytes.subarray(3, 3 + 17 + length);
    expect(updateCrc32(0, whole)).toBe(crc32(whole));
    expect(updateCrc32(updateCrc32(0, whole.subarray(0, length)), whole.subarray(length))).toBe(crc32(whole));
  }
  expect(updateCrc32(0, new Uint8Array(0))).toBe(0);
});
