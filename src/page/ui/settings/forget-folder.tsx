// Forgetting a kept folder: whether its photos go with it.

import { useState } from 'react';
import type { KeptFolder } from '../../state/app.ts';
import { Button } from '../controls/button.tsx';
import { ModalDialog } from '../controls/modal-dialog.tsx';
import { useActions } from '../store-context.tsx';
import { words } from '../words.ts';
import styles from './forget-folder.module.css';

const say = words.folders;

export function ForgetFolder({ folder, onClose }: { folder: KeptFolder; onClose: () => void }) {
  const { forgetFolder } = useActions();
  const [photos, setPhotos] = useState(false);
  const ways = [
    { value: false, label: say.forgetKeep, detail: say.forgetKeepDetail },
    { value: true, label: say.forgetRemove, detail: say.forgetRemoveDetail },
  ];
  return (
    <ModalDialog
      title={say.forgetTitle(folder.name)}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{words.cancel}</Button>
          <Button kind="danger" onClick={() => void forgetFolder(folder, photos).finally(onClose)}>
            {say.forget}
          </Button>
        </>
      }
    >
      <p>{say.forgetDetail}</p>
      <fieldset className={styles.ways}>
        {ways.map(({ value, label, detail }) => (
          <label key={label}>
            <input type="radio" name="forget-photos" checked={photos === value} onChange={() => setPhotos(value)} />
            <span>
              {label}
              <small>{detail}</small>
            </span>
          </label>
        ))}
      </fieldset>
    </ModalDialog>
  );
}
