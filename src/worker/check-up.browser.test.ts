import { expect, test } from 'vitest';
import type { VerifyReport } from '../shared/domain/library.ts';
import type { PhotoId } from '../shared/domain/photo.ts';
import { lookThrough } from './check-up.ts';
import { photoIdOf, preparedOf, madeUpSpace as space } from './storage/made-up-rows.ts';
import { readMeta } from './storage/meta.ts';
import { commitPrepared } from './storage/prepared.ts';
import { openTestDatabase } from './storage/test-database.ts';

const dayMs = 24 * 60 * 60 * 1000;
const count = 600;

test('the library is looked through once in thirty days, goes on where it stopped', async () => {
  const db = await openTestDatabase();
  const rows = Array.from({ length: count }, (_, n) => preparedOf(n));
  for (let at = 0; at < count; at += 100) await commitPrepared(db, space, rows.slice(at, at + 100));
  const all = rows.map((_, n) => photoIdOf(n)).sort();

  const seen: PhotoId[] = [];
  const told: VerifyReport[] = [];
  let vectors = 0;
  let stopAfter = 300;
  const lookAt = (nowMs: number) =>
    lookThrough({
      db,
      verification: {
        verifyVectors: () => Promise.resolve({ checked: count, repaired: ++vectors, lost: [] }),
        verifyPictures(photoIds) {
          if (seen.length >= stopAfter) return Promise.reject(new Error('the tab is closed'));
          seen.push(...photoIds);
          return Promise.resolve({ checked: photoIds.length, repaired: 0, lost: [] });
        },
      },
      idle: () => Promise.resolve(),
      onMended: (report) => told.push(report),
      pause: () => Promise.resolve(),
      now: () => nowMs,
    });

  await expect(lookAt(40 * dayMs)).rejects.toThrow('closed');
  expect(told).toEqual([{ checked: count, repaired: 1, lost: [] }]);
  const before = [...new Set(seen)];
  stopAfter = Number.POSITIVE_INFINITY;
  await lookAt(41 * dayMs);
  expect([...new Set(seen)].sort(), 'every photo').toEqual(all);
  expect(seen.length - all.length, 'a few were looked at twice').toBeLessThan(before.length);
  expect(vectors, 'a round that goes on has looked at them').toBe(1);
  expect(await readMeta(db, 'looked-through')).toEqual({ after: '', doneAt: 41 * dayMs });

  const once = seen.length;
  await lookAt(70 * dayMs);
  expect(seen).toHaveLength(once);
  await lookAt(72 * dayMs);
  expect(seen).toHaveLength(once + count);
});
