// The picture itself: the thumbnail at once, the preview when it is here, the original when one looks closer.

import { ChevronLeft, ChevronRight, Minus, Plus } from 'lucide-react';
import { type Ref, useImperativeHandle, useRef, useState } from 'react';
import type { PhotoId } from '../../../shared/domain/photo.ts';
import { Button } from '../controls/button.tsx';
import { formatPercent } from '../format.ts';
import { viewerWords } from '../photo-words.ts';
import { useThumbnail } from '../use-thumbnail.ts';
import styles from './photo-stage.module.css';
import { useOriginal } from './use-original.ts';
import { type StageZoom, usePanZoom } from './use-pan-zoom.ts';

/** What keys do with the picture. */
export type StageControls = Pick<StageZoom, 'zoomIn' | 'zoomOut' | 'reset' | 'pan' | 'scale'>;

export interface PhotoStageProps {
  photoId: PhotoId;
  name: string;
  aspect: number;
  /** Of the original, in pixels, once known. */
  naturalWidth: number | undefined;
  preview: string | undefined;
  /** The person has just pointed out the original: it is shown without zooming in first. */
  reached: boolean;
  onPrevious: (() => void) | undefined;
  onNext: (() => void) | undefined;
  onClose: () => void;
  controls: Ref<StageControls>;
}

export function PhotoStage({
  photoId,
  name,
  aspect,
  naturalWidth,
  preview,
  reached,
  onPrevious,
  onNext,
  onClose,
  controls,
}: PhotoStageProps) {
  const stageRef = useRef<HTMLDivElement>(null);
  const frameRef = useRef<HTMLDivElement>(null);
  const [previewWidth, setPreviewWidth] = useState(Number.POSITIVE_INFINITY);
  const zoom = usePanZoom(stageRef, frameRef, {
    subject: photoId,
    aspect,
    naturalWidth: naturalWidth ?? 0,
    gestures: { onSwipe: (step) => (step < 0 ? onPrevious : onNext)?.(), onDismiss: onClose },
  });
  useImperativeHandle(controls, () => zoom);
  const { scale, fitted } = zoom;
  const shownPixels = fitted.width * scale * devicePixelRatio;
  const original = useOriginal(photoId, (scale > 1 && shownPixels > previewWidth * 1.05) || reached);

  return (
    <div className={styles.stage} ref={stageRef} data-zoomed={scale > 1 || undefined}>
      <div ref={frameRef} className={styles.frame} style={{ inlineSize: fitted.width, blockSize: fitted.height }}>
        <Placeholder key={photoId} photoId={photoId} />
        {preview && (
          <img
            key={preview}
            className={styles.picture}
            src={preview}
            alt={name}
            draggable={false}
            onLoad={({ currentTarget }) => setPreviewWidth(currentTarget.naturalWidth)}
          />
        )}
        {original && <img className={styles.picture} src={original} alt="" draggable={false} data-original />}
      </div>
      {onPrevious && (
        <Button kind="quiet" className={`${styles.step} ${styles.previous}`} aria-label={viewerWords.previous} onClick={onPrevious}>
          <ChevronLeft />
        </Button>
      )}
      {onNext && (
        <Button kind="quiet" className={`${styles.step} ${styles.next}`} aria-label={viewerWords.next} onClick={onNext}>
          <ChevronRight />
        </Button>
      )}
      <div className={styles.zoom} role="group" aria-label={viewerWords.zoom}>
        <Button kind="quiet" size="icon-small" aria-label={viewerWords.zoomOut} disabled={scale <= 1} onClick={zoom.zoomOut}>
          <Minus />
        </Button>
        <Button
          kind="quiet"
          size="small"
          className={styles.percent}
          aria-label={viewerWords.zoomFitFrom(formatPercent(scale))}
          title={viewerWords.zoomFit}
          onClick={zoom.reset}
        >
          {formatPercent(scale)}
        </Button>
        <Button kind="quiet" size="icon-small" aria-label={viewerWords.zoomIn} onClick={zoom.zoomIn}>
          <Plus />
        </Button>
      </div>
    </div>
  );
}

function Placeholder({ photoId }: { photoId: PhotoId }) {
  const { thumbnail } = useThumbnail(photoId);
  return thumbnail?.url && <img className={styles.picture} src={thumbnail.url} alt="" draggable={false} />;
}
