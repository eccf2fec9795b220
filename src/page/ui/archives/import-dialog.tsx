// An exported library was dropped or picked: whether it is to be merged into this one.

import { archiveWords } from '../archive-words.ts';
import { Button } from '../controls/button.tsx';
import { ModalDialog } from '../controls/modal-dialog.tsx';
import { formatBytes } from '../format.ts';
import { useActions } from '../store-context.tsx';
import { words } from '../words.ts';

export function ImportDialog({ file }: { file: File }) {
  const { askImport, importLibrary } = useActions();
  const close = () => askImport(undefined);
  return (
    <ModalDialog
      title={archiveWords.askTitle}
      onClose={close}
      actions={
        <>
          <Button onClick={close}>{words.cancel}</Button>
          <Button kind="primary" onClick={() => void importLibrary(file)}>
            {archiveWords.doImport}
          </Button>
        </>
      }
    >
      <p>{archiveWords.ask(file.name, formatBytes(file.size))}</p>
      <p>{archiveWords.askDetail}</p>
    </ModalDialog>
  );
}
