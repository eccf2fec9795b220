// A look through the library for damage, asked for in Settings. It goes on when the screen is left, and what came of it is told wherever one is.

import { isAbort } from '../../shared/domain/app-error.ts';
import type { VerifyReport } from '../../shared/domain/library.ts';
import type { AppActions } from './actions.ts';
import type { Rooms } from './rooms.ts';

export function createVerification({ store, library, notify, report }: Rooms) {
  let ending: AbortController | undefined;

  const tell = ({ repaired, lost }: VerifyReport) => {
    if (repaired > 0 || lost.length > 0) notify({ kind: 'mended', repaired, lost: lost.length });
  };

  const actions: Pick<AppActions, 'checkLibrary' | 'stopChecking'> = {
    async checkLibrary() {
      if (ending) return;
      ending = new AbortController();
      store.setState({ verification: { progress: { done: 0, total: 0 } } });
      try {
        const { signal } = ending;
        const found = await library.call('library-verify', null, {
          signal,
          onProgress: (progress) => !signal.aborted && store.setState({ verification: { progress } }),
        });
        store.setState({ verification: { report: found } });
        if (store.getState().screen.name !== 'settings') tell(found);
      } catch (thrown) {
        store.setState({ verification: {} });
        if (!isAbort(thrown)) report(thrown);
      } finally {
        ending = undefined;
      }
    },
    stopChecking: () => ending?.abort(),
  };
  return {
    ...actions,
    start(): void {
      library.subscribe((event) => event.kind === 'library-mended' && tell(event.report));
    },
  };
}
