// How the originals of chosen photos are to be saved as one file.

import { useState } from 'react';
import type { PhotoId } from '../../../shared/domain/photo.ts';
import { archiveWords } from '../archive-words.ts';
import { Button } from '../controls/button.tsx';
import { ModalDialog } from '../controls/modal-dialog.tsx';
import { useActions } from '../store-context.tsx';
import { words } from '../words.ts';
import styles from './check.module.css';

export function OriginalsDialog({ photoIds }: { photoIds: readonly PhotoId[] }) {
  const { askOriginals, saveOriginals } = useActions();
  const [previews, setPreviews] = useState(true);
  const close = () => askOriginals(undefined);
  return (
    <ModalDialog
      title={archiveWords.originalsTitle(photoIds.length)}
      onClose={close}
      actions={
        <>
          <Button onClick={close}>{words.cancel}</Button>
          <Button kind="primary" onClick={() => void saveOriginals(photoIds, previews)}>
            {archiveWords.save}
          </Button>
        </>
      }
    >
      <p>{archiveWords.originalsDetail}</p>
      <label className={styles.check}>
        <input type="checkbox" checked={previews} onChange={(event) => setPreviews(event.target.checked)} />
        <span>{archiveWords.originalsPreviews}</span>
      </label>
    </ModalDialog>
  );
}
