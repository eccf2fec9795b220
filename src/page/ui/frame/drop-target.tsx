// The whole window takes drops and pasted files, at any time: into the library, or, on the search field, into the query.

import { ImageDown, ScanSearch } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useActions, useApp } from '../store-context.tsx';
import { words } from '../words.ts';
import styles from './drop-target.module.css';

/** Where files would go. */
type Over = 'library' | 'query';
/** Round the field, so that it need not be hit exactly. */
const roomPx = 16;
const field = (): Element | null => document.querySelector('[role=search]');

function isOnField({ clientX, clientY }: DragEvent): boolean {
  const box = field()?.getBoundingClientRect();
  if (!box) return false;
  return clientX > box.left - roomPx && clientX < box.right + roomPx && clientY > box.top - roomPx && clientY < box.bottom + roomPx;
}

/** Text that was copied from a document comes with a picture of itself. */
const isFormattedText = (data: DataTransfer): boolean => data.types.includes('text/plain') && data.types.includes('text/html');

export function DropTarget() {
  const { addDropped, searchWithDropped } = useActions();
  const [over, setOver] = useState<Over>();
  const fieldCovered = useApp((state) => state.route.name === 'photo');

  useEffect(() => {
    /** Pictures of the page itself can be dragged too; they are no files to add. */
    let ours = false;
    let depth = 0; // Every element on the way fires enter and leave.
    const withFiles = ({ dataTransfer }: DragEvent) => !ours && dataTransfer?.types.includes('Files') === true;
    const abort = new AbortController();
    const on = <K extends keyof WindowEventMap>(type: K, listener: (event: WindowEventMap[K]) => void) =>
      addEventListener(type, listener, { signal: abort.signal });
    const overWhat = (event: DragEvent): Over => (!fieldCovered && isOnField(event) ? 'query' : 'library');
    const end = () => {
      depth = 0;
      setOver(undefined);
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
      setOver(overWhat(event));
    });
    on('dragleave', (event) => {
      if (withFiles(event) && --depth <= 0) end();
    });
    on('dragover', (event) => {
      if (!withFiles(event)) return;
      event.preventDefault(); // Else the browser opens the file instead.
      setOver(overWhat(event));
      if (event.dataTransfer) event.dataTransfer.dropEffect = 'copy';
    });
    on('drop', (event) => {
      if (!withFiles(event) || !event.dataTransfer) return;
      event.preventDefault();
      end();
      if (overWhat(event) === 'query') searchWithDropped(event.dataTransfer);
      else addDropped(event.dataTransfer);
    });
    on('paste', (event) => {
      const { target, clipboardData } = event;
      if (!clipboardData) return;
      const intoField = target instanceof Element && field()?.contains(target);
      if (intoField && isFormattedText(clipboardData)) return;
      if (intoField ? searchWithDropped(clipboardData) : addDropped(clipboardData)) event.preventDefault();
    });
    return () => abort.abort();
  }, [addDropped, searchWithDropped, fieldCovered]);

  return (
    <div className={styles.target} data-over={over} aria-hidden={over === undefined}>
      <div className={styles.card}>
        <ImageDown aria-hidden size={40} strokeWidth={1.5} />
        <p className={styles.title}>{words.dropHere}</p>
        <p className={styles.detail}>{words.dropDetail}</p>
      </div>
      {over && <FieldTarget chosen={over === 'query'} />}
    </div>
  );
}

/** Over the search field while files are dragged: the other place to let go of them. */
function FieldTarget({ chosen }: { chosen: boolean }) {
  const [box] = useState(() => field()?.getBoundingClientRect());
  if (!box) return null;
  return (
    <div
      className={styles.field}
      data-chosen={chosen || undefined}
      style={{ left: box.left, top: box.top, width: box.width, height: box.height }}
    >
      <ScanSearch aria-hidden size={20} />
      <span>{chosen ? words.dropToSearch : words.dropHereToSearch}</span>
    </div>
  );
}
