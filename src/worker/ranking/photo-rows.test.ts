import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { PhotoId } from '../../shared/domain/photo.ts';
import { createPhotoRows } from './photo-rows.ts';

const idOf = (n: number) => n.toString(16).padStart(64, '0') as PhotoId; // As PhotoId: it has the form of one.

test('rows are dense, and both ways agree with a plain list, whatever is entered and removed', () => {
  // 200 ids in 64 slots and more: long runs, growth, and holes that others move into.
  const step = fc.tuple(fc.constantFrom('enter', 'enter', 'remove'), fc.nat(200));
  fc.assert(
    fc.property(fc.array(step, { minLength: 50, maxLength: 400 }), (steps) => {
      const rows = createPhotoRows();
      const list: PhotoId[] = [];
      for (const [kind, n] of steps) {
        const id = idOf(n * 0x1000193);
        const at = list.indexOf(id);
        if (kind === 'enter') {
          expect(rows.enter(id)).toBe(at < 0 ? list.length : at);
          if (at < 0) list.push(id);
        } else {
          expect(rows.remove(id)).toEqual(at < 0 ? undefined : { row: at, last: list.length - 1 });
          const last = list.at(-1);
          if (at >= 0 && last !== undefined) {
            list[at] = last;
            list.pop();
          }
        }
      }
      expect(rows.count).toBe(list.length);
      for (let n = 0; n <= 200; n++) {
        const at = list.indexOf(idOf(n * 0x1000193));
        expect(rows.rowOf(idOf(n * 0x1000193))).toBe(at < 0 ? undefined : at);
      }
      expect(list.map((_, row) => rows.photoAt(row))).toEqual(list);
    }),
    { seed: 7 },
  );
});

test('every digit of an id counts, and there is room past a chunk', () => {
  const rows = createPhotoRows();
  const one = 'f'.repeat(64) as PhotoId;
  const others = Array.from({ length: 64 }, (_, at) => `${one.slice(0, at)}0${one.slice(at + 1)}` as PhotoId);
  for (const id of others) rows.enter(id);
  expect(rows.rowOf(one)).toBeUndefined();
  expect(others.map((id) => rows.rowOf(id))).toEqual(others.map((_, row) => row));
  for (let n = 0; n < 70_000; n++) rows.enter(idOf(n));
  expect(rows.photoAt(64 + 69_999)).toBe(idOf(69_999));
  expect(rows.rowOf(idOf(65_600))).toBe(64 + 65_600);
  expect(() => rows.photoAt(rows.count)).toThrow(RangeError);
});
