import { expect, test } from 'vitest';
import { isPhotoId } from '../../shared/domain/photo.ts';
import { hitsSource, monthSections, timelineId, timelineIndex, timelineSource } from './grid-source.ts';
import { answerOf, photoId, timelineOf } from './stand-in.ts';

test('ids and places lead to each other', () => {
  const timeline = timelineOf(...Array.from({ length: 1000 }, (_, at) => at * 7));
  for (const at of [0, 1, 499, 999]) expect(timelineIndex(timeline, timelineId(timeline, at))).toBe(at);
  expect(timelineId(timeline, 2)).toBe(photoId(14));
});

test('an id that only begins like another is not that photo', () => {
  const other = photoId(1).replace(/0$/, '1');
  expect(isPhotoId(other) && timelineIndex(timelineOf(1), other)).toBe(-1);
  expect(timelineIndex(timelineOf(1), photoId(2))).toBe(-1);
  expect(timelineIndex(timelineOf(), photoId(1))).toBe(-1);
});

test('months are runs of the camera’s own calendar; photos without a date are one run', () => {
  const days = [Date.UTC(2024, 2, 1), Date.UTC(2024, 1, 29, 23, 59), Date.UTC(2024, 1, 1), Date.UTC(2023, 11, 31), Number.NaN, Number.NaN];
  const sections = monthSections({ ...timelineOf(1, 2, 3, 4, 5, 6), takenMs: Float64Array.from(days) });
  expect(sections).toEqual([
    { kind: 'month', year: 2024, month: 2, start: 0, count: 1 },
    { kind: 'month', year: 2024, month: 1, start: 1, count: 2 },
    { kind: 'month', year: 2023, month: 11, start: 3, count: 1 },
    { kind: 'undated', start: 4, count: 2 },
  ]);
  expect(monthSections(timelineOf())).toEqual([]);
});

test('hits come good ones first, with their shapes from the timeline', () => {
  const source = hitsSource({ ...answerOf(3, 1, 9), good: 2 }, timelineOf(1, 3));
  expect(source.sections).toEqual([
    { kind: 'good', of: 2, start: 0, count: 2 },
    { kind: 'less-likely', start: 2, count: 1 },
  ]);
  expect([0, 1, 2].map((at) => source.aspectAt(at))).toEqual([1.5, 1.5, 1]);
  expect(source.indexOf(photoId(1))).toBe(1);
  expect(source.nameAt?.(2)).toBe('9.jpg');
});

test('a heading says how many good ones there are, also while some of them are not here yet', () => {
  expect(hitsSource({ ...answerOf(3, 1), good: 12 }, timelineOf()).sections).toEqual([{ kind: 'good', of: 12, start: 0, count: 2 }]);
});

test('more hits come below, and the source before them stays what it was', () => {
  const first = hitsSource({ ...answerOf(3, 1), good: 3 }, timelineOf(1, 3));
  const second = first.more({ ...answerOf(3, 1, 9, 4), good: 3 });
  expect(second.sections.map(({ count }) => count)).toEqual([3, 1]);
  expect([second.indexOf(photoId(9)), second.idAt(3)]).toEqual([2, photoId(4)]);
  expect([first.count, first.indexOf(photoId(9))]).toEqual([2, -1]);
});

test('what filters alone leave is neither good nor less likely, and nothing is no section', () => {
  const { cut: _, ...listed } = answerOf(1, 2);
  expect(hitsSource({ ...listed, good: 2 }, timelineOf()).sections).toEqual([{ kind: 'listed', of: 2, start: 0, count: 2 }]);
  expect(hitsSource({ ...answerOf(), good: 0 }, timelineOf()).sections).toEqual([]);
  expect(hitsSource({ ...listed, hits: [], good: 0 }, timelineOf()).sections).toEqual([]);
  expect(timelineSource(timelineOf()).count).toBe(0);
});
