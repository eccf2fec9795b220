// Kept folders: picked, compared again, and asked about again.

import { AppError } from '../../shared/domain/app-error.ts';
import type { KeptFolder } from '../../shared/protocol/library.ts';
import { askAccess, canPickFolder, pickFolder } from '../engine/folder-access.ts';
import type { AppActions } from './actions.ts';
import type { Rooms } from './rooms.ts';

export function createFolders({ library, notify, report }: Rooms): Pick<AppActions, 'pickFolder' | 'rescanFolder'> {
  async function addFolder(): Promise<void> {
    try {
      const handle = await pickFolder();
      if (!handle) return;
      const id = await library.call('folder-keep', { handle });
      const { added, known, skipped, failed } = await library.call('folders-rescan', { folders: [id], explicit: true });
      notify({ kind: 'added', added, known, skipped, failed: failed.filter(({ code }) => code !== 'cancelled').length });
    } catch (thrown) {
      report(thrown);
    }
  }

  return {
    pickFolder() {
      if (!canPickFolder()) return false;
      void addFolder();
      return true;
    },
    async rescanFolder({ id, name, handle, access }: KeptFolder, contents = false) {
      try {
        if (access !== 'granted' && !(await askAccess(handle))) throw new AppError('permission-needed', { subject: name });
        const { added, known, failed, gone } = await library.call('folders-rescan', { folders: [id], contents });
        notify({ kind: 'rescanned', name, added, known: contents ? 0 : known, failed: failed.length, gone });
      } catch (thrown) {
        report(thrown);
      }
    },
  };
}
