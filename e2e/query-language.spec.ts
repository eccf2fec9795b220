// What can be typed besides a phrase, in the real app: excluding, filtering, naming, and pictures as terms.

import { expect, test } from './fixtures.ts';
import { samplePath } from './support/samples.ts';

const names = ['cat-chelsea.jpg', 'kitten-on-fence.jpg', 'dog-golden-retriever.jpg', 'sunset-over-hills.jpg', 'screenshot-todo-app.png'];

test('finds by the query language, as scripts and the search field do', async ({ photosPage, searchPage, page }) => {
  await photosPage.add(names.map(samplePath));
  await photosPage.settled(names.length);
  const find = (query: string) =>
    page.evaluate(async (query) => (await window.afterimage.search(query)).hits.map(({ name }) => name), query);

  expect((await find('type:png')).toSorted()).toEqual(['screenshot-todo-app.png']);
  expect(await find('is:screenshot')).toEqual(['screenshot-todo-app.png']);
  expect(await find('name:cat,kitten -name:fence')).toEqual(['cat-chelsea.jpg']);
  expect((await find('chelsea'))[0]).toBe('cat-chelsea.jpg');
  expect(await find('an animal -dog -is:screenshot')).not.toContain('dog-golden-retriever.jpg');
  expect(await find('colour:red')).toHaveLength(names.length);

  const byFile = await page.evaluate(async () => {
    const dog = (await window.afterimage.photos()).find(({ name }) => name.startsWith('dog'));
    const picture = await fetch('./samples/kitten-on-fence.jpg').then((response) => response.blob());
    const file = new File([picture], 'dropped.jpg');
    const answer = await window.afterimage.search('', { images: [{ file }, { photoId: dog?.id ?? '', weight: -0.1 }] });
    const refused = await window.afterimage.search('', { images: [{}] }).catch((error: { code: string }) => error.code);
    const varied = await window.afterimage.similar(answer.hits[0]?.photoId ?? '', { limit: 3, diversity: 0.5 });
    return { first: answer.hits[0]?.name, refused, varied: varied.hits.length };
  });
  expect(byFile).toEqual({ first: 'kitten-on-fence.jpg', refused: 'invalid-argument', varied: 3 });

  await searchPage.search('type:png');
  await expect(searchPage.picture(1)).toHaveAccessibleName('screenshot-todo-app.png');
});
