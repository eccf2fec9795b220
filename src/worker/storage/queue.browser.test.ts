import { expect, test } from 'vitest';
import { keepFolder, readFolders } from './folders.ts';
import { fileOf, madeUpSpace } from './made-up-rows.ts';
import { readMeta, writeMeta } from './meta.ts';
import { dropProblems, readProblems, recordProblems } from './problems.ts';
import { dropQueue, enqueue, readQueue } from './queue.ts';
import { openTestDatabase, reopen } from './test-database.ts';

test('files named before a kill are there by name, and told from those of this run', async () => {
  let db = await openTestDatabase();
  const [first = 0] = await enqueue(db, [fileOf(1), fileOf(2)], 'before');
  await dropQueue(db, [first]);
  db = await reopen(db);
  await enqueue(db, [fileOf(3)], 'now');
  expect((await readQueue(db)).map(({ session, path }) => [session, path])).toEqual([
    ['before', 'trip/IMG_0002.jpg'],
    ['now', 'trip/IMG_0003.jpg'],
  ]);
});

test('adding the same file again clears what an earlier run left of it; another size is another file', async () => {
  const db = await openTestDatabase();
  await enqueue(db, [fileOf(1), fileOf(2)], 'before');
  await enqueue(db, [fileOf(1), { ...fileOf(2), size: 7 }], 'now');
  expect((await readQueue(db)).map(({ session, path, size }) => [session, path, size])).toEqual([
    ['before', 'trip/IMG_0002.jpg', 1002],
    ['now', 'trip/IMG_0001.jpg', 1001],
    ['now', 'trip/IMG_0002.jpg', 7],
  ]);
});

test('two files of one run with one path and size are two files', async () => {
  const db = await openTestDatabase();
  const keys = await enqueue(db, [fileOf(1), fileOf(1)], 'now');
  expect(new Set(keys).size).toBe(2);
  await enqueue(db, [fileOf(1)], 'now');
  expect(await readQueue(db)).toHaveLength(3);
});

test('a file that fails leaves the queue for the problems, and counts its tries', async () => {
  const db = await openTestDatabase();
  const [queueKey] = await enqueue(db, [fileOf(1)], 'now');
  const { path, name } = fileOf(1);
  const problem = { key: path, name, path, code: 'damaged-file', retryable: false } as const;
  await recordProblems(db, [{ problem, queueKey }], 1);
  await recordProblems(db, [{ problem: { ...problem, code: 'unsupported-format' } }], 2);
  expect(await readQueue(db)).toEqual([]);
  expect(await readProblems(db)).toEqual([{ ...problem, code: 'unsupported-format', tries: 2, at: 2 }]);
  await dropProblems(db, [path, 'no such']);
  expect(await readProblems(db)).toEqual([]);
});

test('a folder is kept once, and its handle still works after a reload', async () => {
  let db = await openTestDatabase();
  const root = await navigator.storage.getDirectory();
  const folder = await root.getDirectoryHandle(db.name, { create: true });
  try {
    const id = await keepFolder(db, folder);
    expect(await keepFolder(db, await root.getDirectoryHandle(db.name))).toBe(id);
    expect(await keepFolder(db, root)).not.toBe(id);
    db = await reopen(db);
    const kept = (await readFolders(db)).find((row) => row.id === id);
    expect([kept?.name, await kept?.handle.isSameEntry(folder)]).toEqual([db.name, true]);
  } finally {
    await root.removeEntry(folder.name);
  }
});

test('a small value is there after a reload', async () => {
  let db = await openTestDatabase();
  expect(await readMeta(db, 'active-space')).toBeUndefined();
  await writeMeta(db, 'active-space', madeUpSpace);
  db = await reopen(db);
  expect(await readMeta(db, 'active-space')).toBe(madeUpSpace);
});
