import { expect, test } from 'vitest';
import { AppError } from '../../shared/domain/app-error.ts';
import { settle, standInApp } from './stand-in.ts';

const files = [{ file: new File(['x'], 'a.jpg'), path: 'a.jpg' }];

test('a report becomes one message; what was cancelled is no problem', async () => {
  const app = standInApp();
  void app.actions.addFiles(files);
  await settle();
  await app.callOf('photos-add', 0).answer({
    added: 2,
    known: 1,
    skipped: 3,
    failed: [
      { name: 'b', code: 'damaged-file' },
      { name: 'c', code: 'cancelled' },
    ],
  });
  expect(app.state().toasts.map(({ notice }) => notice)).toEqual([{ kind: 'added', added: 2, known: 1, skipped: 3, failed: 1, binned: 0 }]);
});

test('a crash of the worker is told by the banner alone, until the library is back', async () => {
  const app = standInApp();
  void app.actions.addFiles(files);
  await settle();
  app.tell({ kind: 'trouble', code: 'worker-crashed', reason: 'gone' });
  await app.callOf('photos-add', 0).fail(new AppError('worker-crashed', { retryable: true }));
  expect(app.state().toasts).toEqual([]);
  expect(app.state().library.trouble?.code).toBe('worker-crashed');
  app.tell({ kind: 'photos-changed' });
  expect(app.state().library.trouble).toBeUndefined();
});

test('an abort is told to nobody', async () => {
  const app = standInApp();
  void app.actions.addFiles(files);
  await settle();
  await app.callOf('photos-add', 0).fail(new DOMException('stopped', 'AbortError'));
  expect(app.state().toasts).toEqual([]);
});

test('problems are asked again when they change', async () => {
  const app = standInApp();
  await settle();
  app.usual['problems-list'] = () => [{ key: 'k', name: 'a.jpg', path: 'a.jpg', code: 'damaged-file', retryable: false }];
  app.tell({ kind: 'problems-changed' });
  await expect.poll(() => app.state().problems).toHaveLength(1);
});

test('without a timeline nobody says that the library is empty', async () => {
  const app = standInApp();
  expect(app.state().library.phase).toBe('opening');
  await settle();
  expect(app.state().library.phase).toBe('open');
});
