// The whole window takes drops and pasted files, at any time.

import { ImageDown } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useActions } from '../store-context.tsx';
import { words } from '../words.ts';
import styles from './drop-target.module.css';

export function DropTarget() {
  const { addDropped } = useActions();
  const [over, setOver] = useState(false);

  useEffect(() => {
    /** Pictures of the page itself can be dragged too; they are no files to add. */
    let ours = false;
    let depth = 0; // Every element on the way fires enter and leave.
    const withFiles = ({ dataTransfer }: DragEvent) => !ours && dataTransfer?.types.includes('Files') === true;
    const abort = new AbortController();
    const on = <K extends keyof WindowEventMap>(type: K, listener: (event: WindowEventMap[K]) => void) =>
      addEventListener(type, listener, { signal: abort.signal });
    const end = () => {
      depth = 0;
      setOver(false);
    };

    on('dragstart', () => {
      ours = true;
    });
    on('dragend', () => {
      ours = false;
    });
    on('dragenter', (event) => {
      if (!withFiles(event)) return;
      depth++;
      setOver(true);
    });
    on('dragleave', (event) => {
      if (withFiles(event) && --depth <= 0) end();
    });
    on('dragover', (event) => {
      if (!withFiles(event)) return;
      event.preventDefault(); // Else the browser opens the file instead.
      if (event.dataTransfer) event.dataTransfer.dropEffect = 'copy';
    });
    on('drop', (event) => {
      if (!withFiles(event) || !event.dataTransfer) return;
      event.preventDefault();
      end();
      addDropped(event.dataTransfer);
    });
    on('paste', (event) => {
      if (event.clipboardData && addDropped(event.clipboardData)) event.preventDefault();
    });
    return () => abort.abort();
  }, [addDropped]);

  return (
    <div className={styles.target} data-over={over || undefined} aria-hidden={!over}>
      <div className={styles.card}>
        <ImageDown aria-hidden size={40} strokeWidth={1.5} />
        <p className={styles.title}>{words.dropHere}</p>
        <p className={styles.detail}>{words.dropDetail}</p>
      </div>
    </div>
  );
}
