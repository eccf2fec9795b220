// Bytes become the values that the reference computes, in the place it puts them.

import { expect, test } from 'vitest';
import { fillPlanes, makeTables } from './planes.ts';

test('each channel of each picture lands in its own plane, scaled by its own mean and deviation', () => {
  const tables = makeTables({ mean: [0.1, 0.2, 0.3], std: [0.5, 1, 2] });
  const pixels = Uint8Array.from([0, 51, 102, 153, 204, 255, 10, 20, 30, 40, 50, 60]); // Two pictures of two pixels.
  const planes = new Float32Array(12);
  fillPlanes(planes, pixels, 2, tables);
  const value = (byte: number, mean: number, std: number) => (byte / 255 - mean) / std;
  const expected = [
    [value(0, 0.1, 0.5), value(153, 0.1, 0.5), value(51, 0.2, 1), value(204, 0.2, 1), value(102, 0.3, 2), value(255, 0.3, 2)],
    [value(10, 0.1, 0.5), value(40, 0.1, 0.5), value(20, 0.2, 1), value(50, 0.2, 1), value(30, 0.3, 2), value(60, 0.3, 2)],
  ].flat();
  for (const [i, number] of expected.entries()) expect(planes[i]).toBeCloseTo(number, 6);
});
