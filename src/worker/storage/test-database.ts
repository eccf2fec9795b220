// Databases for tests: each its own, deleted afterwards, and checked for everything that must hold in any library.

import { expect, onTestFinished } from 'vitest';
import { type DatabaseCallbacks, deleteDatabase, openDatabase } from './database.ts';
import { checkInvariants } from './invariants.ts';
import { madeUpDim, madeUpSpace } from './made-up-rows.ts';
import type { Database } from './schema.ts';
import { addSpace } from './spaces.ts';

/** Answers for tests that expect none of this: each is thrown. */
export const unexpected: DatabaseCallbacks = {
  blocked: (error) => {
    throw error;
  },
  blocking: () => undefined, // Deleting a database asks its connections to close.
  terminated: () => {
    throw new Error('the connection was terminated');
  },
};

/** A name that no other test has; its database is deleted when the test has finished. */
export function testName(): string {
  const name = `test-${crypto.randomUUID()}`;
  onTestFinished(() => deleteDatabase(name));
  return name;
}

/** An opened database that knows `madeUpSpace`. When the test has finished its invariants are checked. */
export async function openTestDatabase(name = testName()): Promise<Database> {
  const db = await openDatabase(name, unexpected);
  onTestFinished(async () => {
    if (!closed.has(db)) expect(await checkInvariants(db)).toEqual([]);
    db.close();
  });
  await addSpace(db, { id: madeUpSpace, dim: madeUpDim });
  return db;
}

const closed = new WeakSet<Database>();

/** What a reload does: every connection and every value in memory is gone. */
export async function reopen(db: Database): Promise<Database> {
  closed.add(db);
  db.close();
  return openTestDatabase(db.name);
}
