// What was found, as a table to take along.

import { Popover } from '@base-ui/react/popover';
import { TableProperties } from 'lucide-react';
import { archiveWords } from '../archive-words.ts';
import { Button } from '../controls/button.tsx';
import { useOpenAtOnce } from '../controls/use-late-popup.ts';
import { useActions } from '../store-context.tsx';
import styles from './save-table.module.css';

/** Opens at once: its button was pressed before it was here. */
export function SaveTable() {
  const { saveAnswer } = useActions();
  const [open, setOpen] = useOpenAtOnce();
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger render={<Button kind="quiet" size="icon" />} aria-label={archiveWords.saveTable}>
        <TableProperties aria-hidden />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner align="end" sideOffset={6} className={styles.place}>
          <Popover.Popup className={styles.popup} aria-label={archiveWords.saveTable}>
            {(['csv', 'json'] as const).map((format) => (
              <Popover.Close key={format} render={<Button kind="quiet" />} onClick={() => void saveAnswer(format)}>
                {format === 'csv' ? archiveWords.saveCsv : archiveWords.saveJson}
              </Popover.Close>
            ))}
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
