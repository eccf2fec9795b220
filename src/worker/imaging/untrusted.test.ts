// Files come from anywhere: whatever their bytes, the readers of type, size and metadata answer, and in bounded time.

import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findMediaType } from './media-type.ts';
import { readMetadata } from './metadata/metadata.ts';
import { readSize } from './size.ts';

const folder = 'e2e/fixtures/edge';
const files = readdirSync(folder)
  .filter((name) => name !== 'manifest.json')
  .map((name) => new Uint8Array(readFileSync(`${folder}/${name}`)));

async function readAll(bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  const type = await findMediaType(bytes);
  if (type !== undefined) expect(type).toMatch(/^image\//);
  const size = readSize(bytes);
  if (size) expect(Math.min(size.width, size.height)).toBeGreaterThan(0);
  const { takenAt, gps, rating, exposure } = readMetadata(bytes, 'file.jpg', 0, Date.UTC(2030, 0, 1));
  if (takenAt !== undefined) expect(Date.parse(takenAt)).not.toBeNaN();
  if (gps) expect(Math.abs(gps.lat) <= 90 && Math.abs(gps.lon) <= 180).toBe(true);
  if (rating !== undefined) expect(rating).toBeOneOf([1, 2, 3, 4, 5]);
  for (const value of Object.values(exposure ?? {})) expect(value).toBeGreaterThan(0);
}

test('cut anywhere, with bytes changed anywhere', async () => {
  const damage = fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { maxLength: 20 });
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...files), fc.double({ min: 0, max: 1, noNaN: true }), damage, async (file, share, changes) => {
      const bytes = file.slice(0, Math.ceil(file.length * share));
      // Most of what is read stands at the front: half of the changes go there.
      for (const [i, [at, value]] of changes.entries())
        if (bytes.length > 0) bytes[at % (i % 2 ? bytes.length : Math.min(bytes.length, 400))] = value;
      await readAll(bytes);
    }),
    { numRuns: 400 },
  );
}, 60_000);

test('noise', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 2000 }), (noise) => readAll(noise.slice())),
    { numRuns: 300 },
  );
});
