import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compileKernelSource } from '../../../tools/build-kernel.ts';
import type { PhotoId, SpaceId } from '../../shared/domain/photo.ts';
import { compileKernel } from '../ranking/kernel-module.ts';
import { createIndex } from '../ranking/resident-index.ts';
import type { PhotoRecord } from '../storage/schema.ts';
import { createResident } from './resident.ts';
import { addRow, noRows } from './rows.ts';

const space = 'test:resident' as SpaceId; // Nothing here is embedded.
const kernel = await compileKernel(await compileKernelSource());
const idOf = (n: number) => n.toString(16).padStart(64, '0') as PhotoId; // 64 hex digits, as every id.
const recordOf = (n: number, takenMs: number): PhotoRecord => ({
  ...{ id: idOf(n), name: `${n}.jpg`, paths: [`${n}.jpg`], width: 4, height: 3, type: 'image/jpeg', bytes: 1, favourite: false, tags: [] },
  ...{ takenMs, addedAt: '2026-01-01T00:00:00Z', colour: n, thumbnailBytes: 0, previewBytes: 0 },
});

const photo = fc.record({ n: fc.nat(12), takenMs: fc.nat(5) });
const step = fc.oneof(
  fc.record({ kind: fc.constantFrom('prepared', 'noted'), photos: fc.array(photo, { maxLength: 5 }) }),
  fc.record({ kind: fc.constant('removed'), numbers: fc.array(fc.nat(12), { maxLength: 4 }) }),
  fc.record({ kind: fc.constant('looked at') }),
);

test('photos are in order, newest first, then by id, whatever came and went', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
      const resident = createResident(space, createIndex(64, kernel), () => undefined);
      const model = new Map<number, number>();
      const expected = () => [...model].sort(([n, a], [m, b]) => b - a || n - m).map(([n]) => idOf(n));
      for (const one of steps) {
        if ('photos' in one) {
          resident.apply({ kind: one.kind, photos: one.photos.map(({ n, takenMs }) => recordOf(n, takenMs)) });
          for (const { n, takenMs } of one.photos) model.set(n, takenMs);
        } else if ('numbers' in one) {
          resident.apply({ kind: 'removed', photoIds: one.numbers.map(idOf) });
          for (const n of one.numbers) model.delete(n);
        } else expect(resident.order()).toEqual(expected());
      }
      expect(resident.order()).toEqual(expected());
      expect([...resident.timeline().takenMs]).toEqual([...model.values()].sort((a, b) => b - a));
      expect(resident.count).toBe(model.size);
    }),
  );
});

test('each photo is known by the row in which the index has it, whatever came, was added again, and went', async () => {
  const [dim, photos] = [64, fc.uniqueArray(fc.nat(12), { maxLength: 5 })];
  /** Orthogonal to all others. */
  const vectorOf = (n: number) => Float32Array.from({ length: dim }, (_, i) => Number(i === n));
  const change = fc.record({ kind: fc.constantFrom('prepared', 'indexed', 'removed'), numbers: photos });
  await fc.assert(
    fc.asyncProperty(fc.array(change, { maxLength: 14 }), async (changes) => {
      const resident = createResident(space, createIndex(dim, kernel), () => undefined);
      for (const { kind, numbers } of changes) {
        const photoIds = numbers.map(idOf);
        if (kind === 'prepared') resident.apply({ kind, photos: numbers.map((n) => recordOf(n, 1)) });
        else if (kind === 'removed') resident.apply({ kind, photoIds });
        else {
          const there = numbers.filter((n) => resident.has(idOf(n)));
          const vectors = Float32Array.from(there.flatMap((n) => [...vectorOf(n)]));
          resident.apply({ kind: 'indexed', space, photoIds: there.map(idOf), vectors });
        }
      }
      for (let n = 0; n <= 12; n++) {
        const row = resident.rowOf(idOf(n));
        expect(row >= 0).toBe(resident.index.has(idOf(n)));
        if (row < 0) continue;
        const rows = noRows(resident.index.count);
        addRow(rows, row);
        const { hits } = await resident.index.search(vectorOf(n), { limit: 5, rows });
        expect(hits).toMatchObject([{ photoId: idOf(n) }]);
        expect(hits[0]?.score).toBeCloseTo(1, 6);
      }
    }),
  );
});
