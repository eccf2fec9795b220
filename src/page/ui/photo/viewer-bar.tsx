// The line over the photo: back, what it is, and what can be done with it.

import { ArrowLeft, Copy, Download, Heart, Info, Sparkles, Trash2 } from 'lucide-react';
import type { PhotoId } from '../../../shared/domain/photo.ts';
import { Button } from '../controls/button.tsx';
import { photoWords, viewerWords } from '../photo-words.ts';
import { useActions } from '../store-context.tsx';
import styles from './viewer-bar.module.css';

export interface ViewerBarProps {
  photoId: PhotoId;
  name: string;
  place: string;
  favourite: boolean;
  infoOpen: boolean;
  onInfo: () => void;
  onDownload: () => void;
  onRemove: () => void;
}

export function ViewerBar({ photoId, name, place, favourite, infoOpen, onInfo, onDownload, onRemove }: ViewerBarProps) {
  const { closePhoto, moreLike, setFavourite, copyPhoto } = useActions();
  return (
    <header className={styles.bar}>
      <Button kind="quiet" size="icon" aria-label={viewerWords.close} onClick={closePhoto}>
        <ArrowLeft />
      </Button>
      <div className={styles.title} role="status">
        <span className={styles.name} dir="auto">
          {name}
        </span>
        <span className={styles.place}>{place}</span>
      </div>
      <div className={styles.actions}>
        <Button kind="quiet" size="icon" aria-label={viewerWords.moreLike} onClick={() => moreLike([photoId])}>
          <Sparkles />
        </Button>
        <Button
          kind="quiet"
          size="icon"
          className={styles.heart}
          aria-label={viewerWords.favourite}
          aria-pressed={favourite}
          title={favourite ? photoWords.unfavourite : photoWords.favourite}
          onClick={() => void setFavourite([photoId], !favourite)}
        >
          <Heart />
        </Button>
        <Button kind="quiet" size="icon" aria-label={viewerWords.info} aria-pressed={infoOpen} onClick={onInfo}>
          <Info />
        </Button>
        <Button kind="quiet" size="icon" aria-label={viewerWords.download} onClick={onDownload}>
          <Download />
        </Button>
        <Button kind="quiet" size="icon" className={styles.copy} aria-label={viewerWords.copy} onClick={() => void copyPhoto(photoId)}>
          <Copy />
        </Button>
        <Button kind="quiet" size="icon" aria-label={viewerWords.remove} title={photoWords.removeDetail} onClick={onRemove}>
          <Trash2 />
        </Button>
      </div>
    </header>
  );
}
