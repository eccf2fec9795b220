// The worker of `rank`: only in a worker can a file be read at once, and the app's index lives in one too.

import { buildId } from '../../src/shared/protocol/build.ts';
import { onConnect } from '../../src/shared/protocol/connect.ts';
import { serve } from '../../src/shared/protocol/serve.ts';
import type { RankCalls } from './calls.ts';
import { measure, prepare } from './rank.ts';

onConnect(self, (port) =>
  serve<RankCalls>(
    port,
    {
      'library-prepare': ({ kernels, count }) => prepare(kernels, count),
      'side-measure': ({ side }) => measure(side),
    },
    buildId,
  ),
);
