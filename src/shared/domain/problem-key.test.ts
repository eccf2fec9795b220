import { expect, test } from 'vitest';
import { problemKey, problemKeysOf } from './problem-key.ts';

const file = { path: 'IMG_1.jpg', size: 10, modifiedAt: 5 };

test('loose files of one name are told apart; a place of a folder is one', () => {
  expect(problemKey(file)).not.toBe(problemKey({ ...file, size: 11 }));
  expect(problemKey(file)).not.toBe(problemKey({ ...file, modifiedAt: 6 }));
  const placed = { ...file, path: 'Holiday/IMG_1.jpg' };
  expect(problemKey(placed)).toBe(problemKey({ ...placed, size: 11 }));
  expect(problemKey(placed)).not.toBe(problemKey({ ...placed, folder: 'another' }));
});

test('all keys of a path lie between its first and its last, and those of no other path do', () => {
  const [first, last] = problemKeysOf('a.jpg');
  const within = (key: string) => key >= first && key <= last;
  expect(['a.jpg', problemKey({ ...file, path: 'a.jpg' }), problemKey({ ...file, path: 'a.jpg', folder: 'f' })].every(within)).toBe(true);
  expect(['a.jpeg', 'a.jpg2', 'a.jp', 'b'].map((path) => problemKey({ ...file, path })).some(within)).toBe(false);
});
