// Kept folders: picked, compared again, asked about again, and forgotten.

import { AppError, toAppError } from '../../shared/domain/app-error.ts';
import type { KeptFolder } from '../../shared/protocol/library.ts';
import { askAccess, canPickFolder, pickFolder } from '../engine/folder-access.ts';
import type { AppActions } from './actions.ts';
import { addedNotice } from './added-notice.ts';
import type { Rooms } from './rooms.ts';

type Actions = Pick<AppActions, 'pickFolder' | 'refreshFolders' | 'rescanFolder' | 'forgetFolder' | 'restoreFolder'>;

/** @param restorePhotos takes the last removal of photos back. */
export function createFolders({ store, library, notify, report }: Rooms, restorePhotos: () => Promise<void>): Actions & { start(): void } {
  const refresh = () =>
    library.call('folders-list', null).then(
      (folders) => store.setState({ folders }),
      (thrown: unknown) => void (toAppError(thrown).code === 'worker-crashed' || report(thrown)), // A restarted library says so itself.
    );

  async function addFolder(): Promise<void> {
    try {
      const handle = await pickFolder();
      if (!handle) return;
      const id = await library.call('folder-keep', { handle });
      notify(addedNotice(await library.call('folders-rescan', { folders: [id], explicit: true })));
    } catch (thrown) {
      report(thrown);
    }
  }

  return {
    start(): void {
      library.subscribe(({ kind }) => {
        if (kind === 'folders-changed') void refresh();
      });
      void refresh();
    },
    refreshFolders: refresh,
    pickFolder() {
      if (!canPickFolder()) return false;
      void addFolder();
      return true;
    },
    async rescanFolder({ id, name, handle }: KeptFolder, contents = false) {
      try {
        await askAccess(handle);
        const { added, known, beside = 0, failed, gone } = await library.call('folders-rescan', { folders: [id], contents });
        notify({ kind: 'rescanned', name, added, known: contents ? 0 : known - beside, failed: failed.length, gone });
      } catch (thrown) {
        report(thrown);
      }
    },
    async forgetFolder({ id, name }: KeptFolder, photos) {
      try {
        notify({ kind: 'folder-forgotten', id, name, photos: await library.call('folder-forget', { id, photos }) }, true);
      } catch (thrown) {
        report(thrown);
      }
    },
    async restoreFolder(id, withPhotos) {
      try {
        if (!(await library.call('folder-restore', { id })))
          throw new AppError('not-found', { reason: 'it was forgotten before the page was opened' });
        if (withPhotos) await restorePhotos();
      } catch (thrown) {
        report(thrown);
      }
    },
  };
}
