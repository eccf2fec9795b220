import { expect, test } from 'vitest';
import { AppError } from '../../shared/domain/app-error.ts';
import { isSameSearch, savableOf } from './saved-searches.ts';
import { noQuery } from './search.ts';
import { photoId, settle, standInApp } from './stand-in.ts';

const [one, other] = [photoId(1), photoId(2)];

test('a search is kept with its words and its photos, and run again as it was', async () => {
  const app = standInApp();
  app.actions.moreLike([one, other]);
  app.actions.turnImage(other);
  app.actions.typeQuery(' at night ');
  void app.actions.saveSearch();
  const search = { text: 'at night', like: [one, `-${other}`] };
  expect(app.callOf('search-save', 0).args).toEqual(search);

  app.actions.clearQuery();
  app.actions.runSearch(search);
  const { query } = app.state().search;
  expect(query).toMatchObject({
    text: 'at night',
    images: [
      { key: one, sign: 1 },
      { key: other, sign: -1 },
    ],
  });
  expect(savableOf(query)).toEqual(search);
});

test('nothing, and a picture that the library does not have, cannot be kept', () => {
  expect(savableOf({ ...noQuery, text: '  ' })).toBeUndefined();
  expect(savableOf({ ...noQuery, text: 'dog', images: [{ key: 'file-0', sign: 1, name: 'x.jpg' }] })).toBeUndefined();
  expect(isSameSearch({ text: 'a', like: [] }, { text: 'a', like: [one] })).toBe(false);
});

test('the list follows what any tab saves or forgets', async () => {
  const app = standInApp();
  await settle();
  app.usual['searches-list'] = () => [{ text: 'dog', like: [], savedAt: 1 }];
  app.tell({ kind: 'searches-changed' });
  await settle();
  expect(app.state().search.saved).toEqual([{ text: 'dog', like: [], savedAt: 1 }]);
});

test('what cannot be saved is told', async () => {
  const app = standInApp('#/search?q=dog');
  void app.actions.saveSearch();
  await app.callOf('search-save', 0).fail(new AppError('storage-full'));
  expect(app.state().toasts).toMatchObject([{ notice: { kind: 'failed' } }]);
});

test('erasing the library forgets what was looked for in it', async () => {
  const app = standInApp();
  app.actions.typeQuery('dog');
  app.actions.settleQuery();
  expect(app.state().search.recent).toEqual(['dog']);
  const erased = app.actions.clearLibrary();
  await app.callOf('library-clear', 0).answer(null);
  await erased;
  expect(app.state().search.recent).toEqual([]);
});
