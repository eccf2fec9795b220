// Tags, as scripts give them and take them away.

import { expect, test } from 'vitest';
import { madeUpSpace, photoIdOf, preparedOf } from './made-up-rows.ts';
import { changeTags, readPhoto } from './photos.ts';
import { commitPrepared } from './prepared.ts';
import { openTestDatabase } from './test-database.ts';

test('a tag is there once, those added last; photos that have it already, or are gone, are left as they are', async () => {
  const db = await openTestDatabase();
  await commitPrepared(db, madeUpSpace, [preparedOf(1), preparedOf(2)]);
  await changeTags(db, [photoIdOf(1)], { add: ['sea', 'sea', 'dog'], remove: [] });
  const changed = await changeTags(db, [photoIdOf(1), photoIdOf(2), photoIdOf(3)], { add: ['dog'], remove: [] });
  expect(changed.map(({ id, tags }) => [id, tags])).toEqual([[photoIdOf(2), ['dog']]]);
  await changeTags(db, [photoIdOf(1)], { add: ['night'], remove: ['sea'] });
  expect((await readPhoto(db, madeUpSpace, photoIdOf(1))).tags).toEqual(['dog', 'night']);
});
