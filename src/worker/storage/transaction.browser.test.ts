import { expect, test } from 'vitest';
import { AppError } from '../../shared/domain/app-error.ts';
import { openTestDatabase } from './test-database.ts';
import { read, write } from './transaction.ts';

const problem = (key: string) => ({ key, name: key, path: key, code: 'damaged-file', retryable: false, tries: 1, at: 1 }) as const;

test('a transaction that throws writes nothing, and what was thrown comes through as it is', async () => {
  const db = await openTestDatabase();
  const mine = new AppError('not-found');
  const thrown = write(db, ['problems'], async (tx) => {
    await tx.objectStore('problems').put(problem('a'));
    throw mine;
  });
  await expect(thrown).rejects.toBe(mine);
  expect(await db.count('problems')).toBe(0);
});

test('a request that fails takes the whole transaction with it, as storage-failed with its reason', async () => {
  const db = await openTestDatabase();
  const failed = write(db, ['problems'], (tx) =>
    Promise.all([
      tx.objectStore('problems').add(problem('a')),
      tx.objectStore('problems').add(problem('a')),
      tx.objectStore('problems').count(),
    ]),
  );
  await expect(failed).rejects.toMatchObject({ code: 'storage-failed', cause: { name: 'ConstraintError' } });
  await expect(failed).rejects.toThrow(/already exists/);
  expect(await db.count('problems')).toBe(0);
});

test('a store outside the transaction is a failure, not a wait', async () => {
  const db = await openTestDatabase();
  await expect(read(db, ['problems'], (tx) => tx.objectStore('photos').count())).rejects.toMatchObject({ code: 'storage-failed' });
});
