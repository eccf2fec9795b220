// What is said when only the preview is left, and how the person can point out the file.

import { X } from 'lucide-react';
import { useRef, useState } from 'react';
import { toAppError } from '../../../shared/domain/app-error.ts';
import type { Photo } from '../../../shared/domain/photo.ts';
import { Button } from '../controls/button.tsx';
import { errorWords } from '../error-words.ts';
import { viewerWords } from '../photo-words.ts';
import { useActions } from '../store-context.tsx';
import { words } from '../words.ts';
import styles from './find-original.module.css';

export function FindOriginal({ photo, onFound, onClose }: { photo: Photo; onFound: () => void; onClose: () => void }) {
  const { offerOriginal, downloadPhotos } = useActions();
  const picker = useRef<HTMLInputElement>(null);
  const [answer, setAnswer] = useState('');

  /** The archive that it came from, if it did. */
  const archive = /(?:^|\/)([^/]*\.zip)\//i.exec(photo.paths.join('\n'))?.[1];

  async function offer(file: File | undefined): Promise<void> {
    if (!file) return;
    try {
      if (await offerOriginal(photo.id, file)) onFound();
      else setAnswer(/\.zip$/i.test(file.name) ? viewerWords.notInArchive(file.name) : viewerWords.fileDiffers(file.name));
    } catch (error) {
      const { what, todo } = errorWords[toAppError(error).code];
      setAnswer(`${file.name}: ${what}. ${todo}`);
    }
  }

  return (
    <section className={styles.card} aria-label={viewerWords.previewOnly}>
      <Button kind="quiet" size="icon-small" className={styles.close} aria-label={words.close} onClick={onClose}>
        <X />
      </Button>
      <h2>{viewerWords.previewOnly}</h2>
      <p>{archive === undefined ? viewerWords.previewOnlyDetail : viewerWords.previewOnlyInArchive(archive)}</p>
      <p role="status" className={styles.answer}>
        {answer}
      </p>
      <div className={styles.ways}>
        <Button kind="primary" onClick={() => picker.current?.click()}>
          {viewerWords.findFile}
        </Button>
        <Button onClick={() => void downloadPhotos([photo.id])}>{viewerWords.downloadPreview}</Button>
      </div>
      <input
        ref={picker}
        type="file"
        hidden
        accept={archive === undefined ? photo.type : `${photo.type},.zip`}
        aria-label={viewerWords.findFile}
        onChange={({ currentTarget }) => {
          void offer(currentTarget.files?.[0]);
          currentTarget.value = ''; // So that the same file can be chosen again.
        }}
      />
    </section>
  );
}
