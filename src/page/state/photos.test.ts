import { expect, test } from 'vitest';
import { AppError } from '../../shared/domain/app-error.ts';
import { timelineFlag } from '../../shared/domain/library.ts';
import { answerOf, photoId, settle, standInApp, timelineOf } from './stand-in.ts';

async function appWith(...numbers: number[]) {
  const app = standInApp();
  app.usual['timeline-get'] = () => timelineOf(...numbers);
  app.usual['photos-favourite'] = () => null;
  app.tell({ kind: 'photos-changed' });
  await expect.poll(() => app.state().library.photos.count).toBe(numbers.length);
  return app;
}
const ids = (app: Awaited<ReturnType<typeof appWith>>) => {
  const { photos } = app.state().library;
  return Array.from({ length: photos.count }, (_, index) => photos.idAt(index));
};

test('removed photos are gone at once: from the library, the results and the selection', async () => {
  const app = await appWith(1, 2, 3);
  app.actions.typeQuery('dog');
  await app.callOf('query-search', 0).answer(answerOf(2, 3));
  app.actions.selectAll(app.state().library.photos);
  void app.actions.removePhotos([photoId(2)]);
  expect(ids(app)).toEqual([photoId(1), photoId(3)]);
  expect(app.state().search.answered).toMatchObject({ answer: { hits: [{ photoId: photoId(3) }], good: 0 }, source: { count: 1 } });
  expect([...app.state().selection.ids]).toEqual([photoId(1), photoId(3)]);
  expect(app.callOf('photos-remove', 0).args).toEqual({ photoIds: [photoId(2)] });
});

test('a removal can be undone, and says how many came back', async () => {
  const app = await appWith(1, 2);
  app.usual['timeline-get'] = () => timelineOf(1);
  const removal = app.actions.removePhotos([photoId(2)]);
  await app.callOf('photos-remove', 0).answer(null);
  await removal;
  expect(app.state().toasts.at(-1)).toMatchObject({ notice: { kind: 'removed', count: 1 }, undo: true });

  app.usual['timeline-get'] = () => timelineOf(1, 2);
  const undo = app.actions.undoRemoval();
  await app.callOf('photos-undo', 0).answer(1);
  await undo;
  expect(app.state().toasts.at(-1)).toMatchObject({ notice: { kind: 'restored', count: 1 }, undo: false });
  await expect.poll(() => ids(app)).toEqual([photoId(1), photoId(2)]);
});

test('a removal that failed brings the photo back and says why', async () => {
  const app = await appWith(1, 2);
  void app.actions.removePhotos([photoId(2)]);
  expect(ids(app)).toEqual([photoId(1)]);
  await app.callOf('photos-remove', 0).fail(new AppError('storage-failed'));
  expect(app.state().toasts.at(-1)).toMatchObject({ notice: { kind: 'failed', error: { code: 'storage-failed' } } });
  await expect.poll(() => ids(app)).toEqual([photoId(1), photoId(2)]);
});

test('a favourite shows at once and leaves the other flags alone', async () => {
  const app = await appWith(1, 2);
  void app.actions.setFavourite([photoId(2)], true);
  const { photos } = app.state().library;
  expect([photos.flagsAt(0), photos.flagsAt(1)]).toEqual([0, timelineFlag.favourite]);
  await settle();
});

test('only the last removal offers a way back', async () => {
  const app = await appWith(1, 2, 3);
  for (const at of [0, 1]) {
    const removal = app.actions.removePhotos([photoId(at + 1)]);
    await app.callOf('photos-remove', at).answer(null);
    await removal;
  }
  const offers = () => app.state().toasts.filter(({ undo }) => undo).length;
  expect(offers()).toBe(1);
  void app.actions.undoRemoval();
  await app.callOf('photos-undo', 0).answer(1);
  expect(offers()).toBe(0);
});
