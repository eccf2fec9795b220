import fc from 'fast-check';
import { xxhash32 } from 'hash-wasm';
import { expect, test } from 'vitest';
import { checksum } from './checksum.ts';

const bytes = fc.uint8Array({ maxLength: 100, size: 'max' });

test('is XXH32, as another implementation has it', async () => {
  await fc.assert(
    fc.asyncProperty(bytes, async (data) => {
      expect(checksum(data.slice().buffer).toString(16).padStart(8, '0')).toBe(await xxhash32(data));
    }),
    { numRuns: 500 },
  );
});

test('is XXH32 at every length around its steps', async () => {
  for (let length = 0; length <= 70; length++) {
    const data = Uint8Array.from({ length }, (_, i) => (i * 151 + length) % 256);
    expect(checksum(data.buffer).toString(16).padStart(8, '0')).toBe(await xxhash32(data));
  }
});

test('notices every change within four neighbouring bytes, and a length that is another', () => {
  fc.assert(
    fc.property(bytes, fc.nat(), fc.uint8Array({ minLength: 1, maxLength: 4 }), (data, where, flips) => {
      const word = (where % Math.max(1, data.length)) & ~3;
      const changed = data.map((byte, i) => byte ^ (flips[i - word] ?? 0));
      const same = changed.every((byte, i) => byte === data[i]);
      expect(checksum(changed.slice().buffer) === checksum(data.slice().buffer)).toBe(same);
      expect(checksum(Uint8Array.of(...data, 0).buffer)).not.toBe(checksum(data.slice().buffer));
    }),
    { numRuns: 2_000 },
  );
});
