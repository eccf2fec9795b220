// A picture that is part of the query: wanted or, after a click on it, unwanted.

import { ImageOff, Minus, X } from 'lucide-react';
import { useState } from 'react';
import type { PhotoId } from '../../../shared/domain/photo.ts';
import type { QueryImage } from '../../state/query-images.ts';
import { Button } from '../controls/button.tsx';
import { useActions, useApp } from '../store-context.tsx';
import { useThumbnail } from '../use-thumbnail.ts';
import { words } from '../words.ts';
import styles from './picture-chip.module.css';

interface ChipProps {
  image: QueryImage;
  /** There is room for words beside it. */
  alone: boolean;
  tabIndex: number;
}

export function PictureChip({ image, alone, tabIndex }: ChipProps) {
  const known = useApp((state) => state.library.phase === 'open');
  if (image.photoId !== undefined && known) return <PhotoChip {...{ image, alone, tabIndex }} photoId={image.photoId} />;
  return <Chip {...{ image, alone, tabIndex }} name={image.name} url={image.url} />;
}

function PhotoChip({ photoId, ...rest }: { photoId: PhotoId } & ChipProps) {
  const { thumbnail } = useThumbnail(photoId);
  return <Chip {...rest} name={thumbnail?.name ?? ''} url={thumbnail?.url} />;
}

function Chip({ image, alone, tabIndex, name, url }: { name: string; url: string | undefined } & ChipProps) {
  const { turnImage, removeImage } = useActions();
  const { key, sign, gone = false } = image;
  const [broken, setBroken] = useState<string>(); // Not every picture that can be searched with can be shown: HEIC.
  const shown = gone ? words.pictureGoneShort : words.likeShort(sign > 0);
  return (
    <span className={styles.chip} data-unwanted={sign < 0 || undefined} data-gone={gone || undefined}>
      <button
        type="button"
        data-chip
        tabIndex={tabIndex}
        className={styles.turn}
        aria-disabled={gone}
        aria-label={words.likePicture(shown, name)}
        aria-pressed={sign < 0}
        title={gone ? words.pictureGone : sign > 0 ? words.unlike : words.likeAgain}
        onClick={() => !gone && turnImage(key)}
      >
        {sign < 0 && <Minus aria-hidden className={styles.minus} />}
        {url !== undefined && broken !== url && !gone ? (
          <img src={url} alt="" draggable={false} className={styles.picture} onError={() => setBroken(url)} />
        ) : (
          <span className={styles.picture}>{(gone || broken === url) && <ImageOff aria-hidden />}</span>
        )}
        {alone && <span className={styles.text}>{shown}</span>}
      </button>
      <Button
        kind="quiet"
        size="icon-small"
        className={styles.remove}
        tabIndex={-1}
        aria-label={words.removePicture(name)}
        onClick={() => removeImage(key)}
      >
        <X aria-hidden />
      </Button>
    </span>
  );
}
