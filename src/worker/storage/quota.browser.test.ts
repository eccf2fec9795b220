// A full disk. The database lies in a storage bucket of little room: a quota of the test's own, enforced by the browser.

import { wrap } from 'idb';
import { expect, onTestFinished, test } from 'vitest';
import { photoIdOf } from './made-up-rows.ts';
import { upgrade } from './migrations.ts';
import type { Database } from './schema.ts';
import { read, write } from './transaction.ts';

interface Buckets {
  open(name: string, options: { quota: number }): Promise<{ readonly indexedDB: IDBFactory }>;
  delete(name: string): Promise<void>;
}
// As Buckets: TypeScript's own types do not know of storage buckets (Chromium 122 and later).
const { storageBuckets } = navigator as unknown as { storageBuckets: Buckets };

async function openInBucket(quota: number): Promise<Database> {
  const bucket = await storageBuckets.open('small', { quota });
  onTestFinished(() => storageBuckets.delete('small'));
  const request = bucket.indexedDB.open('small', 1);
  return new Promise((resolve, reject) => {
    request.onupgradeneeded = () => {
      const tx = request.transaction;
      if (!tx) throw new Error('an upgrade without a transaction');
      // As never: `wrap` knows nothing of the schema, which the migrations are about to make.
      void upgrade(wrap(request.result) as never, 0, wrap(tx) as never, reject);
    };
    request.onerror = () => reject(new Error('the bucket does not open', { cause: request.error }));
    request.onsuccess = () => resolve(wrap(request.result) as never); // As never: as above.
  });
}

const problem = (key: string) => ({ key, name: key, path: key, code: 'damaged-file', retryable: false, tries: 1, at: 1 }) as const;

test('a full disk is storage-full and retryable, and what was stored before is still there', async () => {
  const db = await openInBucket(500_000);
  await write(db, ['problems'], (tx) => tx.objectStore('problems').put(problem('a')));
  const noise = new Uint8Array(3_000_000).map(() => Math.random() * 256); // Compressed, zeros would fit.
  const filled = write(db, ['thumbnails', 'problems'], (tx) =>
    Promise.all([tx.objectStore('problems').put(problem('b')), tx.objectStore('thumbnails').put(noise.buffer, photoIdOf(1))]),
  );
  await expect(filled).rejects.toMatchObject({ code: 'storage-full', retryable: true });
  const stored = read(db, ['problems', 'thumbnails'], (tx) =>
    Promise.all([tx.objectStore('problems').getAllKeys(), tx.objectStore('thumbnails').count()]),
  );
  expect(await stored).toEqual([['a'], 0]);
  db.close();
});
