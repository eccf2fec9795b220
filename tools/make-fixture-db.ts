// Makes a small library with today's storage code and keeps it as JSON: `npx tsx tools/make-fixture-db.ts`, once a schema version.
// What it wrote for earlier versions is never made again: those files are libraries that people have.

import 'fake-indexeddb/auto';
import { writeFile } from 'node:fs/promises';
import { sealTails } from '../src/worker/storage/chunks.ts';
import { openDatabase } from '../src/worker/storage/database.ts';
import { dumpDatabase } from '../src/worker/storage/dump.ts';
import { noteFile } from '../src/worker/storage/files.ts';
import { checkInvariants } from '../src/worker/storage/invariants.ts';
import {
  fileOf,
  madeUpDim,
  madeUpSearches,
  photoIdOf,
  preparedOf,
  madeUpSpace as space,
  vectorsOf,
} from '../src/worker/storage/made-up-rows.ts';
import { writeMeta } from '../src/worker/storage/meta.ts';
import { setFavourite } from '../src/worker/storage/photos.ts';
import { commitPrepared } from '../src/worker/storage/prepared.ts';
import { recordProblems } from '../src/worker/storage/problems.ts';
import { enqueue } from '../src/worker/storage/queue.ts';
import { removePhotos } from '../src/worker/storage/removals.ts';
import { saveSearch } from '../src/worker/storage/searches.ts';
import { addSpace } from '../src/worker/storage/spaces.ts';
import { markFailed } from '../src/worker/storage/statuses.ts';
import { commitVectors } from '../src/worker/storage/vectors.ts';

const madeAt = Date.UTC(2026, 0, 1);
const callbacks = { blocked: () => undefined, blocking: () => undefined, terminated: () => undefined };

const db = await openDatabase('afterimage', callbacks);
await addSpace(db, { id: space, dim: madeUpDim }, madeAt);
await writeMeta(db, 'active-space', space);
// 0 to 8: a chunk of six, a tail of three. 9 fails, 10 stays pending.
for (const numbers of [
  [0, 1, 2],
  [3, 4, 5],
  [6, 7, 8],
  [9, 10],
]) {
  const rows = numbers.map((n) => preparedOf(n));
  await commitPrepared(db, space, rows, madeAt);
  if (numbers.length === 3) await commitVectors(db, space, numbers.map(photoIdOf), vectorsOf(numbers));
  if (numbers[0] === 3) await sealTails(db, space, 6);
}
await markFailed(db, space, [{ photoId: photoIdOf(9), code: 'model-failed', retryable: true }], madeAt);
await noteFile(db, photoIdOf(1), { file: fileOf(1, 'copy of a trip/one.jpg') });
await setFavourite(db, [photoIdOf(2)], true);
// 3 is gone for good, 7 can still be undone.
await removePhotos(db, [photoIdOf(3)], madeAt);
await removePhotos(db, [photoIdOf(7)], madeAt + 1);
const { path, name } = fileOf(11);
await recordProblems(db, [{ problem: { key: path, name, path, code: 'damaged-file', retryable: false } }], madeAt);
await enqueue(db, [fileOf(12)], 'interrupted session');
for (const search of madeUpSearches) await saveSearch(db, search);

const wrong = await checkInvariants(db);
if (wrong.length > 0) throw new Error(wrong.join('\n'));
const file = new URL(`../e2e/fixtures/db-v${db.version}.json`, import.meta.url);
await writeFile(file, `${JSON.stringify(await dumpDatabase(db), null, 1)}\n`);
