// Pictures of queries in the browser's own cache: found by a later page, the newest only, and gone when they are forgotten.

import { afterEach, expect, test } from 'vitest';
import { isPictureKey, openQueryPictures } from './query-pictures.ts';

const picture = (text: string, name = `${text}.jpg`) => new File([text], name, { type: 'image/jpeg' });
afterEach(() => openQueryPictures().forgetAll());

test('a later page finds a picture as it was, by a key that an address can hold', async () => {
  const { key } = await openQueryPictures().keep(picture('one', 'a ü "b".jpg'));
  expect(isPictureKey(key)).toBe(true);
  const later = openQueryPictures();
  expect(later.peek(key)).toBeUndefined();
  const found = await later.find(key);
  expect([found?.file.name, found?.file.type, await found?.file.text()]).toEqual(['a ü "b".jpg', 'image/jpeg', 'one']);
  expect(later.peek(key)).toBe(found);
});

test('the same contents are one picture, whatever the file is called', async () => {
  const pictures = openQueryPictures();
  const first = await pictures.keep(picture('one'));
  expect(await pictures.keep(picture('one', 'copy.jpg'))).toBe(first);
});

test('only the newest are kept; one that is used again is new again', async () => {
  const pictures = openQueryPictures();
  const keys: string[] = [];
  for (let n = 0; n < 12; n++) keys.push((await pictures.keep(picture(`picture ${n}`))).key);
  await pictures.keep(picture('picture 0'));
  await pictures.keep(picture('one more'));
  const later = openQueryPictures();
  const found = await Promise.all(keys.map((key) => later.find(key)));
  expect(found.map((one) => one !== undefined)).toEqual(keys.map((_, n) => n !== 1));
});

test('forgotten is forgotten, here and by a later page', async () => {
  const pictures = openQueryPictures();
  const { key } = await pictures.keep(picture('one'));
  await pictures.forgetAll();
  expect([await pictures.find(key), await openQueryPictures().find(key)]).toEqual([undefined, undefined]);
});
