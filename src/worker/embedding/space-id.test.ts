// Different parts, different space.

import { expect, test } from 'vitest';
import { spaceIdOf } from './space-id.ts';

const starter = { provider: 'local', model: 'starter', revision: 'abc', preprocessing: 1, dim: 512 };

test('a space is named by its parts', () => {
  expect(spaceIdOf(starter)).toBe('local/starter/abc/p1/512');
});

test.each([{ provider: 'jina' }, { model: 'starter/abc' }, { revision: 'abd' }, { preprocessing: 2 }, { dim: 256 }])(
  'another %o is another space',
  (change) => {
    expect(spaceIdOf({ ...starter, ...change })).not.toBe(spaceIdOf(starter));
  },
);

test('a slash within a part cannot move the border between two', () => {
  expect(spaceIdOf({ ...starter, provider: 'a/b', model: 'c' })).not.toBe(spaceIdOf({ ...starter, provider: 'a', model: 'b/c' }));
});
