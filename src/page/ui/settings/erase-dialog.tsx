// The one thing without a way back asks for a typed word.

import { useId, useState } from 'react';
import { Button } from '../controls/button.tsx';
import { ModalDialog } from '../controls/modal-dialog.tsx';
import { useActions } from '../store-context.tsx';
import { words } from '../words.ts';
import styles from './erase-dialog.module.css';

export function EraseDialog({ photos, onClose }: { photos: number; onClose: () => void }) {
  const { clearLibrary } = useActions();
  const [typed, setTyped] = useState('');
  const [erasing, setErasing] = useState(false);
  const [field, form] = [useId(), useId()];
  const say = words.settingsScreen;
  const meant = typed.trim().toLowerCase() === say.eraseWord;
  return (
    <ModalDialog
      title={say.eraseTitle}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{words.cancel}</Button>
          <Button type="submit" form={form} kind="danger" disabled={!meant || erasing}>
            {erasing ? say.erasing : say.erase}
          </Button>
        </>
      }
    >
      <p>{say.eraseConsequence(photos)}</p>
      <form
        id={form}
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (!meant) return;
          setErasing(true);
          void clearLibrary().finally(onClose);
        }}
      >
        <label htmlFor={field}>{say.eraseAsk(say.eraseWord)}</label>
        <input
          id={field}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
        />
      </form>
    </ModalDialog>
  );
}
