import { expect, test } from 'vitest';
import { clearLibrary } from './library.ts';
import { madeUpSearches } from './made-up-rows.ts';
import { forgetSearch, readSearches, saveSearch } from './searches.ts';
import { openTestDatabase, reopen } from './test-database.ts';

test('a search is kept once, the newest first, until it is forgotten or the library is erased', async () => {
  let db = await openTestDatabase();
  const [words, pictures] = madeUpSearches;
  if (!words || !pictures) throw new Error('two made-up searches are needed');
  for (const search of [words, pictures, { ...words, savedAt: pictures.savedAt + 1 }]) await saveSearch(db, search);
  db = await reopen(db);
  expect((await readSearches(db)).map(({ text, like }) => [text, like])).toEqual([
    [words.text, []],
    [pictures.text, pictures.like],
  ]);
  await forgetSearch(db, { text: pictures.text, like: [] });
  expect(await readSearches(db), 'another with the same words').toHaveLength(2);
  await forgetSearch(db, pictures);
  expect(await readSearches(db)).toMatchObject([{ text: words.text }]);
  await clearLibrary(db);
  expect(await readSearches(db)).toEqual([]);
});
