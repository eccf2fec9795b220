import { openDB, unwrap } from 'idb';
import { expect, test, vi } from 'vitest';
import type { AppError } from '../../shared/domain/app-error.ts';
import { openDatabase } from './database.ts';
import { type Migration, migrations } from './migrations.ts';
import type { Database } from './schema.ts';
import { testName, unexpected } from './test-database.ts';

const withStep = (step: Migration): Migration[] => [...migrations, step];
const addStore = (db: Database): void => {
  db.createObjectStore('later' as 'photos'); // As a known name: the schema of a version to come.
};

test('a new database has every store of the schema', async () => {
  const db = await openDatabase(testName(), unexpected);
  const stores =
    'files folders inputs meta photos previews problems queue removed searches spaces statuses thumbnails vectorIds vectorSums vectors';
  expect([...db.objectStoreNames].join(' ')).toBe(stores);
  db.close();
});

test.each<[string, Migration]>([
  [
    'at once',
    () => {
      throw new Error('no such step');
    },
  ],
  [
    'after a store was made and rows were read',
    async (db, tx) => {
      addStore(db);
      await tx.objectStore('photos').count();
      throw new Error('no such step');
    },
  ],
  [
    'in a request',
    async (_db, tx) => {
      await tx.objectStore('meta').add({ thumbnails: 1, previews: 1, vectors: 1 }, 'totals');
      await tx.objectStore('meta').add({ thumbnails: 2, previews: 2, vectors: 2 }, 'totals');
    },
  ],
])('an upgrade that fails %s says why and leaves the old version whole', async (_when, step) => {
  const name = testName();
  const old = await openDatabase(name, unexpected);
  old.close();
  const failure: AppError = (await openDatabase(name, unexpected, withStep(step)).catch((error: AppError) => error)) as AppError; // As AppError: it must not open.
  expect(failure.code).toBe('storage-failed');
  expect(failure.reason).toMatch(/no such step|already exists/);
  const db = await openDatabase(name, unexpected);
  expect([db.version, [...db.objectStoreNames].includes('later' as 'photos'), await db.count('meta')]).toEqual([
    migrations.length,
    false,
    0,
  ]);
  db.close();
});

test('steps run in order from the version that is there, and rows survive', async () => {
  const name = testName();
  const old = await openDatabase(name, unexpected);
  await old.put('problems', { key: 'a', name: 'a', path: 'a', code: 'damaged-file', retryable: false, tries: 1, at: 1 });
  old.close();
  const db = await openDatabase(name, unexpected, withStep(addStore));
  expect([db.version, [...db.objectStoreNames].includes('later' as 'photos'), await db.count('problems')]).toEqual([
    migrations.length + 1,
    true,
    1,
  ]);
  db.close();
});

test('an upgrade that another connection blocks is reported, and goes on when that one closes', async () => {
  const name = testName();
  const holder = await openDB(name, 1, { upgrade: (db) => void db.createObjectStore('photos') }); // Deaf to versionchange.
  const blocked = vi.fn<(error: AppError) => void>(() => holder.close());
  const db = await openDatabase(name, { ...unexpected, blocked }, [() => undefined, addStore]);
  expect(blocked).toHaveBeenCalledOnce();
  expect(blocked.mock.calls[0]?.[0]).toMatchObject({ code: 'storage-blocked', retryable: true, subject: name });
  expect(db.version).toBe(2);
  db.close();
});

test('a connection that blocks a newer version closes for it and says so', async () => {
  const name = testName();
  const blocking = vi.fn();
  const old = await openDatabase(name, { ...unexpected, blocking });
  const db = await openDatabase(name, unexpected, withStep(addStore));
  expect(blocking).toHaveBeenCalledOnce();
  expect(() => old.transaction('photos')).toThrow();
  db.close();
});

test('a database of a later version is refused with its reason', async () => {
  const name = testName();
  (await openDatabase(name, unexpected, withStep(addStore))).close();
  await expect(openDatabase(name, unexpected)).rejects.toMatchObject({ code: 'storage-newer', subject: name });
});

test('a connection that the browser closes is reported', async () => {
  const terminated = vi.fn();
  const db = await openDatabase(testName(), { ...unexpected, terminated });
  unwrap(db).dispatchEvent(new Event('close')); // No page can bring a real one about.
  expect(terminated).toHaveBeenCalledOnce();
  db.close();
});
