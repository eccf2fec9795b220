// How it is ensured that nothing leaves the browser.

import { ShieldCheck } from 'lucide-react';
import { Button } from '../controls/button.tsx';
import { ModalDialog } from '../controls/modal-dialog.tsx';
import { words } from '../words.ts';
import styles from './privacy-dialog.module.css';

export const PrivacyDialog = ({ onClose }: { onClose: () => void }) => (
  <ModalDialog title={words.privacy.title} onClose={onClose} actions={<Button onClick={onClose}>{words.close}</Button>}>
    <ul role="list" className={styles.points}>
      {words.privacy.points.map((point) => (
        <li key={point}>
          <ShieldCheck aria-hidden size={20} />
          <span>{point}</span>
        </li>
      ))}
    </ul>
  </ModalDialog>
);
