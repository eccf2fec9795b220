import { expect, test } from 'vitest';
import { parseRoute, printRoute, type Route } from './route.ts';
import { photoId } from './stand-in.ts';

const routes: Route[] = [
  { name: 'photos' },
  { name: 'models' },
  { name: 'settings' },
  { name: 'photo', photoId: photoId(7) },
  { name: 'search', text: '', images: [], sort: 'relevance' },
  { name: 'search', text: 'a dog & its "owner" + 50% #1 / ü', images: [], sort: 'newest' },
  {
    name: 'search',
    text: '',
    images: [
      { key: photoId(1), sign: 1 },
      { key: photoId(2), sign: -1 },
    ],
    sort: 'relevance',
  },
  { name: 'search', text: 'at night', images: [{ key: 'file-0123456789abcdef', sign: 1 }], sort: 'oldest' },
];

test.each(routes)('an address is read back as it was printed: $name', (route) => {
  expect(parseRoute(printRoute(route))).toEqual(route);
});

test('addresses are those that people and scripts rely on', () => {
  expect(printRoute({ name: 'photos' })).toBe('#/');
  expect(printRoute({ name: 'search', text: 'a dog', images: [], sort: 'relevance' })).toBe('#/search?q=a+dog');
  expect(parseRoute('#/search?q=a%20dog')).toMatchObject({ name: 'search', text: 'a dog' });
});

test.each(['', '#', '#/', '#/nowhere', '#/photo/zz', '#/photo/', '#main'])('what is no address is the photos: %s', (hash) => {
  expect(parseRoute(hash)).toEqual({ name: 'photos' });
});

test('what is no photo and no order is left out of a search', () => {
  expect(parseRoute(`#/search?like=x,${photoId(3)},-file-12,-&sort=best`)).toEqual({
    name: 'search',
    text: '',
    images: [{ key: photoId(3), sign: 1 }],
    sort: 'relevance',
  });
});
