// Zooming and panning: what is pointed at stays, and the picture never leaves the stage.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { clampPan, fit, fitInto, mostScale, zoomAt } from './pan-zoom.ts';

const stage = { width: 1000, height: 600 };

test('a picture is fitted by its tighter side', () => {
  expect(fitInto(2, stage)).toEqual({ width: 1000, height: 500 });
  expect(fitInto(0.5, stage)).toEqual({ width: 300, height: 600 });
});

test('what lies under the pointer stays there while nothing is at an edge', () => {
  const fitted = fitInto(1000 / 600, stage);
  const view = { scale: 2, x: 20, y: -30 };
  const at = { x: 100, y: 50 };
  const zoomed = zoomAt(view, 3, at, { fitted, stage, most: 8 });
  expect((at.x - zoomed.x) / zoomed.scale).toBeCloseTo((at.x - view.x) / view.scale);
  expect((at.y - zoomed.y) / zoomed.scale).toBeCloseTo((at.y - view.y) / view.scale);
});

test('however one zooms and pans, no more of the stage is empty than must be', () => {
  const steps = fc.array(
    fc.record({
      scale: fc.double({ min: 0.1, max: 20, noNaN: true }),
      x: fc.integer({ min: -500, max: 500 }),
      y: fc.integer({ min: -300, max: 300 }),
    }),
  );
  fc.assert(
    fc.property(fc.double({ min: 0.1, max: 10, noNaN: true }), steps, (aspect, walk) => {
      const fitted = fitInto(aspect, stage);
      let view = fit;
      for (const step of walk) {
        view = zoomAt(view, step.scale, step, { fitted, stage, most: mostScale(fitted, 4000) });
        view = clampPan({ ...view, x: view.x + step.x, y: view.y + step.y }, fitted, stage);
        const left = stage.width / 2 + view.x - (fitted.width * view.scale) / 2;
        const spare = Math.max(0, (stage.width - fitted.width * view.scale) / 2);
        expect(left).toBeLessThanOrEqual(spare + 1e-6);
        expect(stage.width - (left + fitted.width * view.scale)).toBeLessThanOrEqual(spare + 1e-6);
        expect(view.scale).toBeGreaterThanOrEqual(1);
      }
    }),
    { seed: 7, numRuns: 200 },
  );
});

test('back at the fitted size the picture is back in the middle', () => {
  const fitted = fitInto(1.5, stage);
  const zoomed = zoomAt(fit, 4, { x: 300, y: -200 }, { fitted, stage, most: 8 });
  const back = zoomAt(zoomed, 1, { x: -200, y: 10 }, { fitted, stage, most: 8 });
  expect([back.scale, Math.abs(back.x), Math.abs(back.y)]).toEqual([1, 0, 0]);
});
