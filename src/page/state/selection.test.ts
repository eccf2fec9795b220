import { expect, test } from 'vitest';
import { timelineSource } from './grid-source.ts';
import { numberOf, photoId, standInApp, timelineOf } from './stand-in.ts';

const source = timelineSource(timelineOf(10, 11, 12, 13, 14));
const selected = (app: ReturnType<typeof standInApp>) => [...app.state().selection.ids].map(numberOf).sort();

test('click, Ctrl and Shift select as in a file manager', () => {
  const app = standInApp();
  app.actions.select(source, 3, 'only');
  app.actions.select(source, 1, 'range');
  expect(selected(app)).toEqual([11, 12, 13]);
  app.actions.select(source, 4, 'range');
  expect(selected(app)).toEqual([11, 12, 13, 14]);
  app.actions.select(source, 2, 'toggle');
  expect(selected(app)).toEqual([11, 13, 14]);
  app.actions.select(source, 0, 'only');
  expect(selected(app)).toEqual([10]);
});

test('a range without an anchor in sight is the photo alone', () => {
  const app = standInApp();
  app.actions.select(timelineSource(timelineOf(99)), 0, 'only');
  app.actions.select(source, 2, 'range');
  expect(selected(app)).toEqual([12, 99]);
});

test('a dragged rectangle replaces, or adds to what was kept', () => {
  const app = standInApp();
  app.actions.selectPhotos([photoId(10), photoId(11)]);
  app.actions.selectPhotos([photoId(12)], new Set([photoId(10)]));
  expect(selected(app)).toEqual([10, 12]);
  app.actions.clearSelection();
  expect(selected(app)).toEqual([]);
});

test('leaving the screen clears the selection, opening a photo does not', () => {
  const app = standInApp();
  app.actions.select(source, 0, 'only');
  app.actions.openPhoto(photoId(10));
  expect(selected(app)).toEqual([10]);
  app.actions.closePhoto();
  app.actions.goTo({ name: 'settings' });
  expect(selected(app)).toEqual([]);
});
