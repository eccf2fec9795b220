// Years beside the scrubber: each at its newest month, none on top of another.

import { expect, test } from 'vitest';
import type { GridSection } from '../../state/grid-source.ts';
import { yearMarks } from './year-marks.ts';

const month = (year: number, month: number): GridSection => ({ kind: 'month', year, month, start: 0, count: 1 });

test('a year stands where its newest month begins; one too near to the last is left out, as is what has no date', () => {
  const sections: GridSection[] = [
    month(2024, 5),
    month(2024, 1),
    month(2023, 11),
    month(2022, 0),
    month(2021, 3),
    { kind: 'undated', start: 0, count: 1 },
  ];
  const layout = { heightPx: 1000, sectionTop: Int32Array.from([0, 100, 300, 310, 700, 900]) };
  expect(yearMarks(sections, layout)).toEqual([
    { year: 2024, share: 0 },
    { year: 2023, share: 0.3 },
    { year: 2021, share: 0.7 },
  ]);
});
