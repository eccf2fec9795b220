import { expect, test } from 'vitest';
import { AppError } from '../../shared/domain/app-error.ts';
import { pageSize } from './search.ts';
import { answerOf, photoId, settle, standInApp } from './stand-in.ts';

const shown = (app: ReturnType<typeof standInApp>) => app.state().search.answered?.answer.hits.map(({ name }) => name);

test('a stale answer never paints, whichever comes first', async () => {
  const app = standInApp();
  app.actions.typeQuery('d');
  app.actions.typeQuery('do');
  app.actions.typeQuery('dog');
  const [first, second, third] = [0, 1, 2].map((at) => app.callOf('query-search', at));
  await third?.answer(answerOf(3));
  expect(shown(app)).toEqual(['3.jpg']);
  await first?.answer(answerOf(1));
  await second?.fail(new AppError('internal'));
  expect(shown(app)).toEqual(['3.jpg']);
  expect(app.state().search.problem).toBeUndefined();
  expect(first?.signal?.aborted).toBe(true);
});

test('an older answer does not paint before the newer one is there either', async () => {
  const app = standInApp();
  app.actions.typeQuery('d');
  app.actions.typeQuery('do');
  const [first, second] = [0, 1].map((at) => app.callOf('query-search', at));
  await first?.answer(answerOf(1));
  expect(shown(app)).toBeUndefined();
  await second?.answer(answerOf(2));
  expect(shown(app)).toEqual(['2.jpg']);
});

test('the old hits stay until the new ones are there, and when a search fails', async () => {
  const app = standInApp();
  app.actions.typeQuery('dog');
  await app.callOf('query-search', 0).answer(answerOf(1));
  app.actions.typeQuery('dogs');
  expect(shown(app)).toEqual(['1.jpg']);
  expect(app.state().search.busy).toBe(true);
  await app.callOf('query-search', 1).fail(new AppError('model-failed'));
  expect(shown(app)).toEqual(['1.jpg']);
  expect(app.state().search).toMatchObject({ busy: false, problem: { code: 'model-failed' } });
});

test('emptying the field shows the photos, and a late answer does not bring the results back', async () => {
  const app = standInApp();
  app.actions.typeQuery('dog');
  app.actions.typeQuery('');
  await app.callOf('query-search', 0).answer(answerOf(1));
  expect(app.state().screen.name).toBe('photos');
  expect(app.state().search).toMatchObject({ answered: undefined, busy: false });
});

test('a filter without its value is still being typed: the photos stay, and so does what is typed', () => {
  const app = standInApp();
  app.actions.typeQuery('camera:');
  expect(app.state()).toMatchObject({ screen: { name: 'photos' }, search: { query: { text: 'camera:' }, busy: false } });
  app.actions.typeQuery('camera:pixel');
  app.actions.settleQuery();
  expect(app.hashes()).toEqual(['#/', '#/search?q=camera%3Apixel']);
  app.actions.typeQuery('camera:');
  app.actions.settleQuery();
  expect(app.state().search).toMatchObject({ query: { text: 'camera:' }, recent: ['camera:pixel'] });
});

test('an address that asks for nothing is that of the photos', () => {
  const app = standInApp('#/search?q=camera%3A');
  expect(app.hashes()).toEqual(['#/']);
  expect(app.state()).toMatchObject({ screen: { name: 'photos' }, search: { query: { text: 'camera:' } } });
});

test('typing is one entry of the history, settling makes the next one new', () => {
  const app = standInApp();
  for (const text of ['d', 'do', 'dog']) app.actions.typeQuery(text);
  expect(app.hashes()).toEqual(['#/', '#/search?q=dog']);
  app.actions.settleQuery();
  app.actions.typeQuery('cat');
  app.actions.settleQuery();
  expect(app.hashes()).toEqual(['#/', '#/search?q=dog', '#/search?q=cat']);
  expect(app.state().search.recent).toEqual(['cat', 'dog']);
  expect(app.kept.get('recent')).toEqual(['cat', 'dog']);

  app.address.back();
  expect(app.state().search.query.text).toBe('dog');
  expect(app.callsOf('query-search').at(-1)?.args).toMatchObject({ query: 'dog' });
  app.address.back();
  expect(app.state()).toMatchObject({ screen: { name: 'photos' }, search: { query: { text: '' } } });
});

test('what is typed stays as typed, spaces too', () => {
  const app = standInApp();
  app.actions.typeQuery('a dog ');
  expect(app.state().search.query.text).toBe('a dog ');
  expect(app.callsOf('query-search').at(-1)?.args).toMatchObject({ query: 'a dog' });
});

test('an address with a query is asked at once, with its order', () => {
  const app = standInApp('#/search?q=dog&sort=newest');
  expect(app.callsOf('query-search').map(({ args }) => args)).toEqual([{ query: 'dog', limit: pageSize, offset: 0, sort: 'newest' }]);
});

test('more like some photos has an address of its own', async () => {
  const app = standInApp();
  app.actions.moreLike([photoId(5)]);
  expect(app.address.hash()).toBe(`#/search?like=${photoId(5)}`);
  expect(app.callOf('query-search', 0).args).toMatchObject({ query: '', images: [{ photoId: photoId(5), weight: 1 }] });
  await app.callOf('query-search', 0).answer(answerOf(1, 2));
  expect(shown(app)).toEqual(['1.jpg', '2.jpg']);
});

test('more hits are asked for only where there can be more', async () => {
  const app = standInApp();
  app.actions.typeQuery('dog');
  await app.callOf('query-search', 0).answer(answerOf(1, 2));
  app.actions.moreHits();
  expect(app.callsOf('query-search')).toHaveLength(1);
  app.actions.typeQuery('dogs');
  await app.callOf('query-search', 1).answer(answerOf(...Array.from({ length: pageSize }, (_, at) => at)));
  app.actions.moreHits();
  expect(app.callOf('query-search', 2).args).toMatchObject({ offset: pageSize });
  await app.callOf('query-search', 2).answer(answerOf(5, 900, 901));
  expect(app.state().search.answered?.source.count).toBe(pageSize + 2); // One of them was here already.
  expect(app.state().search.answered?.source.indexOf(photoId(901))).toBe(pageSize + 1);
  app.actions.moreHits();
  expect(app.callsOf('query-search')).toHaveLength(3);
});

test('a page of an older query is not put below the answer to a newer one', async () => {
  const app = standInApp();
  app.actions.typeQuery('dog');
  await app.callOf('query-search', 0).answer(answerOf(...Array.from({ length: pageSize }, (_, at) => at)));
  app.actions.moreHits();
  app.actions.typeQuery('cat');
  await app.callOf('query-search', 2).answer(answerOf(900));
  await app.callOf('query-search', 1).answer(answerOf(901));
  expect(shown(app)).toEqual(['900.jpg']);
});

test('an answer under way is not thrown away because a photo came in; the question is put again after it', async () => {
  const app = standInApp();
  app.actions.typeQuery('dog');
  app.tell({ kind: 'photos-changed' });
  await settle();
  expect(app.callsOf('query-search')).toHaveLength(1);
  expect(app.callOf('query-search', 0).signal?.aborted).toBe(false);
  await app.callOf('query-search', 0).answer(answerOf(1));
  expect(shown(app)).toEqual(['1.jpg']);
  await settle();
  expect(app.callsOf('query-search')).toHaveLength(2);
  expect(app.state().search.busy).toBe(false); // Nobody asked for anything new.
});

test('an opened photo keeps the results behind it, and Back leads to them without asking again', async () => {
  const app = standInApp();
  app.actions.typeQuery('dog');
  await app.callOf('query-search', 0).answer(answerOf(1, 2));
  app.actions.openPhoto(photoId(1));
  app.actions.openPhoto(photoId(2));
  expect(app.state()).toMatchObject({ route: { name: 'photo', photoId: photoId(2) }, screen: { name: 'search', text: 'dog' } });
  expect(app.hashes()).toEqual(['#/', '#/search?q=dog', `#/photo/${photoId(2)}`]);
  app.actions.closePhoto();
  await settle();
  expect(app.state().route).toMatchObject({ name: 'search', text: 'dog' });
  expect(app.callsOf('query-search')).toHaveLength(1);
});

test('a photo opened by its address closes to the photos', () => {
  const app = standInApp(`#/photo/${photoId(1)}`);
  expect(app.state()).toMatchObject({ route: { name: 'photo' }, screen: { name: 'photos' } });
  app.actions.closePhoto();
  expect(app.hashes()).toEqual(['#/']);
});

test('a filter is taken out of what is typed, by its place among the filters', () => {
  const app = standInApp();
  app.actions.typeQuery('dog camera:pixel -people date:2023');
  app.actions.settleQuery();
  app.actions.dropFilter(1);
  expect(app.state().search.query.text).toBe('dog camera:pixel -people');
  app.actions.dropFilter(0);
  expect(app.address.hash()).toBe('#/search?q=dog+-people');
  app.address.back();
  expect(app.state().search.query.text).toBe('dog camera:pixel -people');
});
