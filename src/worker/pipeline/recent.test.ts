// The oldest goes, and what was asked for is not old.

import { expect, test } from 'vitest';
import { createRecent } from './recent.ts';

test('past its limit it forgets what was asked for longest ago', () => {
  const recent = createRecent<number>(2);
  recent.set('a', 1);
  recent.set('b', 2);
  recent.get('a');
  recent.set('c', 3);
  expect(['a', 'b', 'c'].map((key) => recent.get(key))).toEqual([1, undefined, 3]);
});
