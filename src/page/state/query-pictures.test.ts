import { expect, test } from 'vitest';
import { answerOf, photoId, settle, standInApp } from './stand-in.ts';

const picture = (name: string) => new File(['x'], name, { type: 'image/jpeg' });
const asked = (app: ReturnType<typeof standInApp>) => app.callsOf('query-search').at(-1)?.args;
const keyOf = (digit: string) => `file-${digit.padEnd(16, '0')}`;

test('a file becomes part of the query beside what is typed, and what is typed later joins it', async () => {
  const app = standInApp();
  app.actions.typeQuery('at night');
  await app.actions.searchWithFiles([picture('1.jpg')]);
  expect(app.address.hash()).toBe(`#/search?q=at+night&like=${keyOf('1')}`);
  expect(asked(app)).toMatchObject({ query: 'at night', images: [{ file: { name: '1.jpg' }, weight: 1 }] });
  app.actions.typeQuery('at night -people');
  expect(asked(app)).toMatchObject({ query: 'at night -people', images: [{ file: { name: '1.jpg' }, weight: 1 }] });
});

test('the same picture is part of a query once', async () => {
  const app = standInApp();
  await app.actions.searchWithFiles([picture('1.jpg'), picture('1 copy.jpg'), picture('2.jpg')]);
  await app.actions.searchWithFiles([picture('1.jpg')]);
  expect(app.state().search.query.images.map(({ key }) => key)).toEqual([keyOf('1'), keyOf('2')]);
});

test('a picture is turned to unwanted and back, and removed; the address says each', async () => {
  const app = standInApp();
  app.actions.moreLike([photoId(1), photoId(2)]);
  app.actions.turnImage(photoId(2));
  expect(app.address.hash()).toBe(`#/search?like=${photoId(1)}%2C-${photoId(2)}`);
  expect(asked(app)).toMatchObject({
    images: [
      { photoId: photoId(1), weight: 1 },
      { photoId: photoId(2), weight: -1 },
    ],
  });
  app.actions.turnImage(photoId(2));
  app.actions.removeImage(photoId(1));
  expect(app.address.hash()).toBe(`#/search?like=${photoId(2)}`);
  app.actions.removeImage(photoId(2));
  expect(app.state().screen.name).toBe('photos');
});

test('more like a photo takes the place of what was searched for', () => {
  const app = standInApp();
  app.actions.typeQuery('dog');
  app.actions.moreLike([photoId(7)]);
  expect(app.state().search.query).toMatchObject({ text: '', images: [{ key: photoId(7), sign: 1 }] });
});

test('a file that is kept no more is said to be gone, and the words are searched without it', async () => {
  const app = standInApp(`#/search?q=dog&like=${keyOf('9')}`);
  await settle();
  expect(app.state().search.query.images).toMatchObject([{ key: keyOf('9'), gone: true }]);
  expect(asked(app)).not.toHaveProperty('images');
  await app.callOf('query-search', 0).answer(answerOf(1));
  expect(app.state().search.answered?.query.images).toMatchObject([{ gone: true }]);
});

test('with nothing but a gone picture there is nothing to ask', async () => {
  const app = standInApp(`#/search?like=${keyOf('9')}`);
  await settle();
  expect(app.callsOf('query-search')).toEqual([]);
  expect(app.state().search).toMatchObject({ busy: false, answered: undefined });
});
