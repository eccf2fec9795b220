// What can be done with the selected photos. It appears with the first of them.

import { Copy, Download, Heart, Sparkles, Trash2, X } from 'lucide-react';
import { useMemo } from 'react';
import { timelineFlag } from '../../../shared/domain/library.ts';
import type { GridSource } from '../../state/grid-source.ts';
import { mostImages } from '../../state/query-pictures.ts';
import { Button } from '../controls/button.tsx';
import { photoWords } from '../photo-words.ts';
import { useActions, useApp } from '../store-context.tsx';
import { words } from '../words.ts';
import styles from './selection-bar.module.css';

export function SelectionBar({ source }: { source: GridSource }) {
  const ids = useApp(({ selection }) => selection.ids);
  const { clearSelection, moreLike, setFavourite, downloadPhotos, askOriginals, copyPhoto, removePhotos } = useActions();
  const photoIds = useMemo(() => [...ids], [ids]);
  const allFavourite = useMemo(
    () =>
      photoIds.length > 0 &&
      photoIds.every((photoId) => {
        const index = source.indexOf(photoId);
        return index >= 0 && (source.flagsAt(index) & timelineFlag.favourite) !== 0;
      }),
    [photoIds, source],
  );
  const [only] = photoIds;
  return (
    <>
      <output className={styles.spoken}>{photoIds.length > 0 ? photoWords.selected(photoIds.length) : ''}</output>
      {only !== undefined && (
        <div className={styles.bar} role="toolbar" aria-label={photoWords.selection}>
          <Button kind="quiet" size="icon" aria-label={photoWords.clearSelection} onClick={clearSelection}>
            <X />
          </Button>
          <span className={styles.count}>{photoWords.selectedShort(photoIds.length)}</span>
          {photoIds.length <= mostImages && (
            <Button kind="quiet" size="icon" aria-label={words.morePhotosLike(photoIds.length)} onClick={() => moreLike(photoIds)}>
              <Sparkles />
            </Button>
          )}
          <Button
            kind="quiet"
            size="icon"
            className={styles.heart}
            aria-label={allFavourite ? photoWords.unfavourite : photoWords.favourite}
            data-on={allFavourite || undefined}
            onClick={() => void setFavourite(photoIds, !allFavourite)}
          >
            <Heart />
          </Button>
          <Button
            kind="quiet"
            size="icon"
            aria-label={photoWords.download}
            onClick={() => (photoIds.length === 1 ? void downloadPhotos(photoIds) : askOriginals(photoIds))}
          >
            <Download />
          </Button>
          {photoIds.length === 1 && (
            <Button kind="quiet" size="icon" aria-label={photoWords.copy} onClick={() => void copyPhoto(only)}>
              <Copy />
            </Button>
          )}
          <Button
            kind="quiet"
            size="icon"
            aria-label={photoWords.remove}
            title={photoWords.removeDetail}
            onClick={() => void removePhotos(photoIds)}
          >
            <Trash2 />
          </Button>
        </div>
      )}
    </>
  );
}
