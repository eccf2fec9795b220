// Short messages at the lower edge, with a way back where there is one. Base UI keeps them long enough and pauses them under the pointer.

import { Toast } from '@base-ui/react/toast';
import { X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { Notice } from '../../state/app-state.ts';
import { Button } from '../controls/button.tsx';
import { useActions, useApp } from '../store-context.tsx';
import { noticeLine, words } from '../words.ts';
import styles from './toasts.module.css';

const plainMs = 5_000;
const undoMs = 10_000;
const failedMs = 12_000;

export function Toasts() {
  /** What stands at the lower edge and must stay in reach: the filmstrip, on phones the bar of the selection. */
  const above = useApp(({ route, selection }) => (route.name === 'photo' ? 'filmstrip' : selection.ids.size > 0 ? 'selection' : undefined));
  return (
    <Toast.Provider limit={3}>
      <Feed />
      <Toast.Portal>
        <Toast.Viewport className={styles.viewport} data-above={above} aria-label={words.notifications}>
          <List />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}

/** Hands each message of the store to Base UI, once; a message that leaves one of the two leaves the other. */
function Feed() {
  const toasts = useApp((state) => state.toasts);
  const { add, close } = Toast.useToastManager();
  const { dismissToast, undoRemoval, restoreFolder, showMissing } = useActions();
  /** What Base UI calls each toast of the store. */
  const keys = useRef(new Map<number, string>());
  useEffect(() => {
    const undoOf = (notice: Notice) => (notice.kind === 'folder-forgotten' ? restoreFolder(notice.id, notice.photos > 0) : undoRemoval());
    for (const [id, key] of keys.current)
      if (!toasts.some((toast) => toast.id === id)) {
        keys.current.delete(id);
        close(key);
      }
    for (const { id, notice, undo } of toasts) {
      if (keys.current.has(id)) continue;
      const failed = notice.kind === 'failed' || notice.kind === 'mended';
      const key = add({
        title: noticeLine(notice),
        priority: failed ? 'high' : 'low',
        timeout: failed ? failedMs : undo ? undoMs : plainMs,
        onRemove: () => dismissToast(id),
        ...(undo && { actionProps: { children: words.undo, onClick: () => void undoOf(notice) } }),
        ...(notice.kind === 'rescanned' &&
          notice.gone > 0 && { actionProps: { children: words.folders.showMissing, onClick: showMissing } }),
      });
      keys.current.set(id, key);
    }
  }, [toasts, add, close, dismissToast, undoRemoval, restoreFolder, showMissing]);
  return null;
}

function List() {
  const { toasts } = Toast.useToastManager();
  return toasts.map((toast) => (
    <Toast.Root key={toast.id} toast={toast} className={styles.toast} swipeDirection={['down', 'left', 'right']}>
      <Toast.Content className={styles.content}>
        {/* As its title it is the toast's name; no heading, since nothing stands under it. */}
        <Toast.Title render={<p />} className={styles.text} />
        {toast.actionProps && <Toast.Action className={styles.action} />}
        {/* Hidden by Base UI until the stack is opened; ours is never stacked, and what can be focused must be told of. */}
        <Toast.Close
          render={<Button kind="quiet" size="icon-small" className={styles.close} />}
          aria-label={words.dismiss}
          aria-hidden={false}
        >
          <X aria-hidden />
        </Toast.Close>
      </Toast.Content>
    </Toast.Root>
  ));
}
