// The library as a whole: its timeline, whether it answers, and what troubles it.

import { AppError, toAppError } from '../../shared/domain/app-error.ts';
import type { Timeline } from '../../shared/domain/library.ts';
import type { AppActions } from './actions.ts';
import type { LibraryState } from './app-state.ts';
import { timelineSource } from './grid-source.ts';
import type { Rooms } from './rooms.ts';
import { throttle } from './throttle.ts';
import { emptyTimeline } from './timeline.ts';

/** While photos come in, every change moves tiles: once a second is as soon as an eye follows, and each time costs some frames. */
const timelineGapMs = { idle: 300, indexing: 1000 };

type Actions = Pick<AppActions, 'clearLibrary' | 'freeStorage' | 'dismissTrouble'>;

export function createLibraryState({ store, library, pictures, notify, report }: Rooms, changed: () => void) {
  const set = (change: Partial<LibraryState>) => store.setState((state) => ({ library: { ...state.library, ...change } }));

  function setTimeline(timeline: Timeline): void {
    set({ timeline, photos: timelineSource(timeline), phase: 'open' });
    changed();
  }

  const refresh = throttle(
    async () => {
      try {
        setTimeline(await library.call('timeline-get', null));
      } catch (thrown) {
        const error = toAppError(thrown);
        if (error.code === 'worker-crashed') return; // It is being started again, and says `photos-changed` when it is there.
        if (store.getState().library.phase === 'opening') set({ phase: 'failed' });
        set({ trouble: error });
      }
    },
    () => (store.getState().ingest.phase === 'running' ? timelineGapMs.indexing : timelineGapMs.idle),
  );

  async function awaitReady(): Promise<void> {
    try {
      await library.call('library-ready', null);
      set({ ready: true });
    } catch (thrown) {
      const error = toAppError(thrown);
      if (error.code !== 'worker-crashed') set({ trouble: error });
    }
  }

  const actions: Actions = {
    async clearLibrary() {
      try {
        await library.call('library-clear', null);
        await pictures.forgetAll();
        setTimeline(emptyTimeline);
        notify({ kind: 'cleared' });
      } catch (thrown) {
        report(thrown);
      }
    },
    async freeStorage(what) {
      try {
        await library.call('storage-free', { what });
        if (what === 'query-pictures') await pictures.forgetAll();
      } catch (thrown) {
        report(thrown);
      }
    },
    dismissTrouble: () => set({ trouble: undefined }),
  };

  return {
    ...actions,
    setTimeline,
    refresh,
    start(): void {
      library.subscribe((event) => {
        if (event.kind === 'photos-changed') {
          refresh();
          const { ready, trouble } = store.getState().library;
          if (trouble?.code === 'worker-crashed') set({ trouble: undefined }); // The first thing a restarted library says.
          if (!ready) void awaitReady();
        } else if (event.kind === 'trouble') set({ trouble: new AppError(event.code, { subject: event.subject, reason: event.reason }) });
      });
      refresh();
      void awaitReady();
    },
  };
}
