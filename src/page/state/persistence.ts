// The browser's promise to keep the library: asked for once, by itself, when there is something to keep; again when the person wants it.

import { toAppError } from '../../shared/domain/app-error.ts';
import { askPersistence, storageClaim } from '../engine/storage-permission.ts';
import type { Rooms } from './rooms.ts';

/** [Note: When to ask to keep the library] Some browsers ask the person, others decide by how the site is used. Asked at the start both
 * have no reason to say yes; once the first photos are in, the person has just shown that they matter. A no is not asked again. */
export function createPersistence({
  store,
  library,
  preferences,
  power,
  report,
}: Pick<Rooms, 'store' | 'library' | 'preferences' | 'power' | 'report'>) {
  const key = 'keep-answer';
  const answer = (): boolean | undefined => {
    const kept = preferences.read(key);
    return typeof kept === 'boolean' ? kept : undefined;
  };
  async function ask(): Promise<boolean> {
    const granted = await askPersistence();
    preferences.write(key, granted);
    return granted;
  }

  return {
    answer,
    ask,
    start(): void {
      let asked = answer() !== undefined;
      let worked = false;
      library.subscribe((event) => {
        if (event.kind !== 'ingest-changed' || asked) return;
        worked ||= event.state.phase === 'running';
        // The tab that is looked at: a question in another would come from nowhere.
        if (!worked || event.state.phase !== 'idle' || !power.inView) return;
        if (store.getState().library.timeline.count === 0) return;
        asked = true;
        storageClaim()
          .then(({ persisted }) => (persisted === false ? ask() : undefined))
          .catch((thrown: unknown) => report(toAppError(thrown)));
      });
    },
  };
}
