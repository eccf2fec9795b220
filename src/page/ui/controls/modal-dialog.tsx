// A dialog over everything: Base UI keeps the focus in it, gives it back afterwards, and closes it on Escape.

import { Dialog } from '@base-ui/react/dialog';
import type { ReactNode } from 'react';
import styles from './modal-dialog.module.css';

/** Open as long as it is rendered. */
export const ModalDialog = ({
  title,
  children,
  actions,
  onClose,
}: {
  title: string;
  children: ReactNode;
  actions: ReactNode;
  onClose: () => void;
}) => (
  <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
    <Dialog.Portal>
      <Dialog.Backdrop className={styles.backdrop} />
      <Dialog.Popup className={styles.popup}>
        <Dialog.Title className={styles.title}>{title}</Dialog.Title>
        <div className={styles.body}>{children}</div>
        <div className={styles.actions}>{actions}</div>
      </Dialog.Popup>
    </Dialog.Portal>
  </Dialog.Root>
);
