// Made photos: they decode elsewhere, say plausible things, differ from one another, and are the same for a seed.

import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ExifReader from 'exifreader';
import { imageSize } from 'image-size';
import { expect, test } from 'vitest';
import { inventFacts } from './facts.ts';
import { makePhotos } from './photos.ts';

test('photos differ, decode, and carry what was invented for them', async () => {
  const out = mkdtempSync(join(tmpdir(), 'afterimage-photos-'));
  try {
    const options = { count: 40, megapixels: 0.05, seed: 5 };
    const paths = await makePhotos({ ...options, out: join(out, 'a') });
    const files = paths.map((path) => readFileSync(path));
    expect(new Set(files.map((bytes) => createHash('sha256').update(bytes).digest('hex'))).size).toBe(40);
    const facts = inventFacts(40, 5);
    for (const [n, bytes] of files.entries()) {
      const { width, height } = imageSize(bytes);
      expect(Math.abs(width * height - 50_000)).toBeLessThan(2_000);
      const tags = ExifReader.load(bytes, { expanded: true });
      expect(tags.exif?.DateTimeOriginal?.description.replace(/^(\d+):(\d+):(\d+) /, '$1-$2-$3T')).toBe(facts[n]?.takenAt);
      expect(tags.exif?.Model?.description).toBe(facts[n]?.model);
      expect(Number(tags.exif?.FNumber?.description.slice(2))).toBe(facts[n]?.fNumber);
      if (facts[n]?.gps) expect(tags.gps?.Latitude).toBeCloseTo(facts[n].gps.lat, 4);
      else expect(tags.gps?.Latitude).toBeUndefined();
    }

    const again = await makePhotos({ ...options, out: join(out, 'b') });
    expect(again.map((path) => readFileSync(path))).toEqual(files);
  } finally {
    rmSync(out, { recursive: true });
  }
});
