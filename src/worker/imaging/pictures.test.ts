// How large the kept pictures are. That they show the photo is in prepare.browser.test.ts.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { previewScale, thumbnailScale } from './pictures.ts';

test.each([
  [4000, 3000, 683, 512],
  [3000, 4000, 512, 683],
  [6000, 200, 2048, 68],
  [640, 480, 640, 480],
  [10_000, 2000, 2048, 410],
])('the preview of %i × %i is %i × %i', (width, height, across, down) => {
  const scale = previewScale({ width, height });
  expect([Math.round(width * scale), Math.round(height * scale)]).toEqual([across, down]);
});

test.each([
  [4000, 3000, 320, 240],
  [3000, 4000, 240, 320],
  [6000, 200, 1024, 34],
  [4000, 1000, 640, 160],
  [100, 80, 100, 80],
])('the thumbnail of %i × %i is %i × %i', (width, height, across, down) => {
  const scale = thumbnailScale({ width, height });
  expect([Math.round(width * scale), Math.round(height * scale)]).toEqual([across, down]);
});

test('neither is ever enlarged, and a thumbnail is never larger than the preview it is drawn from', () => {
  const side = fc.integer({ min: 1, max: 100_000 });
  fc.assert(
    fc.property(side, side, (width, height) => {
      const [thumbnail, preview] = [thumbnailScale({ width, height }), previewScale({ width, height })];
      expect(thumbnail).toBeGreaterThan(0);
      expect(thumbnail).toBeLessThanOrEqual(preview);
      expect(preview).toBeLessThanOrEqual(1);
    }),
  );
});
