// Tells the library, while it works, which photos are on the screen: those go first.

import { isAbort, toAppError } from '../../shared/domain/app-error.ts';
import type { Thumbnails } from '../engine/thumbnails.ts';
import type { Rooms } from './rooms.ts';
import { throttle } from './throttle.ts';

const gapMs = 300;

export function tellInView({ store, library, report }: Rooms, thumbnails: Thumbnails): void {
  const tell = throttle(async () => {
    if (store.getState().ingest.phase === 'idle') return;
    await library.call('ingest-prefer', { photoIds: thumbnails.watched() }).catch((thrown: unknown) => {
      // A library that starts again is told at the next change.
      if (!isAbort(thrown) && toAppError(thrown).code !== 'worker-crashed') report(thrown);
    });
  }, gapMs);
  thumbnails.onWatched(tell);
  store.subscribe(({ ingest }, before) => {
    if (ingest.phase !== 'idle' && before.ingest.phase === 'idle') tell();
  });
}
