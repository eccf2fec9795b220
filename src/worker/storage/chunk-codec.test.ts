// Properties of records of vectors: whatever is written, dropped and joined, every live row is there once, in order, with its own values.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { PhotoId } from '../../shared/domain/photo.ts';
import { blankRows, countLive, joinRows, openRecord, type Rows, selectRows, sumOfIds, sumsOf } from './chunk-codec.ts';

const dim = 8;
const photoId = fc.integer({ min: 0, max: 2 ** 31 }).map((n) => n.toString(16).padStart(64, '0') as PhotoId); // As PhotoId: it has the form of one.
/** Any bits: what is stored must come back, be it a vector or not. */
const values = (count: number) =>
  fc.uint8Array({ minLength: 4 * count, maxLength: 4 * count }).map((bytes) => new Float32Array(bytes.slice().buffer));
const rows: fc.Arbitrary<Rows> = fc
  .uniqueArray(photoId, { maxLength: 12 })
  .chain((ids) => fc.tuple(fc.constant(ids), fc.subarray(ids), values(ids.length * dim)))
  .map(([ids, dead, vectors]) => ({ ids: blankRows(ids, new Set(dead)), vectors }));

const bits = (vectors: Float32Array) => [...new Uint32Array(vectors.buffer, vectors.byteOffset, vectors.length)];
/** Id and values of each live row. */
const tell = ({ ids, vectors }: Rows) =>
  ids.flatMap((id, row) => (id === '' ? [] : [[id, bits(vectors.slice(row * dim, (row + 1) * dim))] as const]));

const store = ({ ids, vectors }: Rows) => ({ ids, vectors: vectors.slice().buffer, sums: sumsOf(ids, vectors.slice().buffer) });

test('what is stored is what is opened, bit for bit', () => {
  fc.assert(
    fc.property(rows, (record) => {
      const opened = openRecord(store(record), dim);
      expect(opened && [opened.ids, bits(opened.vectors)]).toEqual([record.ids, bits(record.vectors)]);
    }),
  );
});

test('selecting keeps the live rows that are wanted, in order', () => {
  fc.assert(
    fc.property(rows, fc.func(fc.boolean()), (record, wanted) => {
      const selected = selectRows(record, dim, wanted);
      expect(tell(selected)).toEqual(tell(record).filter(([id]) => wanted(id)));
      expect(countLive(selected.ids)).toBe(selected.ids.length);
    }),
  );
});

test('joining keeps every live row of every record, in order', () => {
  fc.assert(
    fc.property(fc.array(rows, { maxLength: 5 }), (records) => {
      const joined = joinRows(records, dim);
      expect(tell(joined)).toEqual(records.flatMap(tell));
      expect(joined.vectors.length).toBe(joined.ids.length * dim);
    }),
  );
});

test('dropping rows takes those and no others, and a later joining leaves none of their bytes', () => {
  fc.assert(
    fc.property(
      rows.chain((record) => fc.tuple(fc.constant(record), fc.subarray([...record.ids]))),
      ([record, gone]) => {
        const left = { ...record, ids: blankRows(record.ids, new Set(gone)) };
        const kept = tell(record).filter(([id]) => !gone.includes(id));
        expect(tell(left)).toEqual(kept);
        expect(joinRows([left], dim).vectors.length).toBe(kept.length * dim);
      },
    ),
  );
});

test('a flipped bit, in the values or in the ids, and a part cut off or lost, are noticed', () => {
  fc.assert(
    fc.property(
      rows.filter(({ ids }) => ids.length > 0),
      fc.nat(),
      fc.nat(7),
      (record, where, bit) => {
        const stored = store(record);
        const bytes = new Uint8Array(stored.vectors.slice(0));
        const at = where % bytes.length;
        bytes[at] = (bytes[at] ?? 0) ^ (1 << bit);
        expect(openRecord({ ...stored, vectors: bytes.buffer }, dim)).toBeUndefined();

        const row = where % record.ids.length;
        const renamed = record.ids.with(row, 'f'.repeat(64) as PhotoId); // As PhotoId: it has the form of one.
        expect(openRecord({ ...stored, ids: renamed }, dim)).toBeUndefined();
        expect(openRecord({ ...stored, ids: record.ids.slice(1) }, dim)).toBeUndefined();
        expect(openRecord({ ...stored, vectors: stored.vectors.slice(4) }, dim)).toBeUndefined();
        for (const part of ['ids', 'vectors', 'sums'] as const) expect(openRecord({ ...stored, [part]: undefined }, dim)).toBeUndefined();
      },
    ),
  );
});

test('the sum of ids tells where one ends and the next begins', () => {
  fc.assert(
    fc.property(fc.uniqueArray(photoId, { minLength: 2, maxLength: 6 }), (ids) => {
      expect(sumOfIds(ids)).not.toBe(sumOfIds(ids.toReversed()));
      expect(sumOfIds(ids)).not.toBe(sumOfIds([...ids, '']));
    }),
  );
});
