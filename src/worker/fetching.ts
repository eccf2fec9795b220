// The fetching worker: asks the hosts that a person named for pictures, and no others. Its own policy says which (docs/decisions/0012-sources.md).

import { buildId } from '../shared/protocol/build.ts';
import { onConnect } from '../shared/protocol/connect.ts';
import type { FetchingCalls } from '../shared/protocol/fetching.ts';
import { serve } from '../shared/protocol/serve.ts';
import { fetchPicture } from './sources/fetch-picture.ts';

onConnect(self, (port) =>
  serve<FetchingCalls>(port, { 'address-fetch': ({ address }, { signal }) => fetchPicture(address, signal) }, buildId),
);
