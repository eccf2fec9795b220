// One photo over the whole window, with its neighbours a key, a swipe or a click away.

import { Dialog } from '@base-ui/react/dialog';
import { ImageOff } from 'lucide-react';
import { type KeyboardEvent, useRef, useState } from 'react';
import { timelineFlag } from '../../../shared/domain/library.ts';
import type { PhotoId } from '../../../shared/domain/photo.ts';
import type { GridSource } from '../../state/grid-source.ts';
import { errorWords } from '../error-words.ts';
import { viewerWords } from '../photo-words.ts';
import { useActions } from '../store-context.tsx';
import { Filmstrip } from './filmstrip.tsx';
import { FindOriginal } from './find-original.tsx';
import { InfoPanel } from './info-panel.tsx';
import { PhotoStage, type StageControls } from './photo-stage.tsx';
import styles from './photo-viewer.module.css';
import { usePhoto } from './use-photo.ts';
import { usePreview } from './use-preview.ts';
import { ViewerBar } from './viewer-bar.tsx';

const panStepPx = 80;

/** @param source the photos it walks through: those of the screen behind it. */
export function PhotoViewer({ photoId, source }: { photoId: PhotoId; source: GridSource }) {
  const actions = useActions();
  const popup = useRef<HTMLDivElement>(null);
  const zoom = useRef<StageControls>(null);
  const [infoOpen, setInfoOpen] = useState(false);
  /** The photo whose original was asked for and is out of reach. */
  const [missing, setMissing] = useState<PhotoId>();
  /** The photo whose file the person pointed out. */
  const [found, setFound] = useState<PhotoId>();

  const index = source.indexOf(photoId);
  const at = (place: number) => (index >= 0 && place >= 0 && place < source.count ? source.idAt(place) : undefined);
  const [previous, next] = [at(index - 1), at(index + 1)];
  const { photo, problem } = usePhoto(photoId);
  const { url: preview, problem: previewProblem } = usePreview(photoId, next, previous);
  const name = photo?.name ?? source.nameAt?.(index) ?? '';
  const favourite = index >= 0 ? (source.flagsAt(index) & timelineFlag.favourite) !== 0 : (photo?.favourite ?? false);
  const aspect = index >= 0 ? source.aspectAt(index) : photo ? photo.width / photo.height : 1.5;

  const open = (id: PhotoId | undefined) => id !== undefined && actions.openPhoto(id);
  const step = (by: -1 | 1) => open(by < 0 ? previous : next);
  function remove(): void {
    const neighbour = next ?? previous;
    if (neighbour === undefined) actions.closePhoto();
    else open(neighbour);
    void actions.removePhotos([photoId]);
  }
  async function download(): Promise<void> {
    if (await actions.original(photoId).catch(() => null))
      await actions.downloadPhotos([photoId]); // A refusal is told like an original out of reach.
    else setMissing(photoId);
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target instanceof HTMLInputElement) return;
    const towards = getComputedStyle(event.currentTarget).direction === 'rtl' ? -1 : 1;
    const isZoomed = (zoom.current?.scale ?? 1) > 1;
    const pan = (x: number, y: number) => zoom.current?.pan({ x: x * panStepPx, y: y * panStepPx });
    switch (event.key) {
      case 'ArrowLeft':
        if (event.shiftKey) pan(1, 0);
        else step(towards > 0 ? -1 : 1);
        break;
      case 'ArrowRight':
        if (event.shiftKey) pan(-1, 0);
        else step(towards > 0 ? 1 : -1);
        break;
      case 'ArrowUp':
        if (!isZoomed) return;
        pan(0, 1);
        break;
      case 'ArrowDown':
        if (!isZoomed) return;
        pan(0, -1);
        break;
      case 'Home':
        open(at(0));
        break;
      case 'End':
        open(at(source.count - 1));
        break;
      case '+':
      case '=':
        zoom.current?.zoomIn();
        break;
      case '-':
        zoom.current?.zoomOut();
        break;
      case '0':
        zoom.current?.reset();
        break;
      case 'Delete':
        remove();
        break;
      default:
        return;
    }
    event.preventDefault();
  }

  const trouble = problem ?? previewProblem;
  return (
    <Dialog.Root open modal="trap-focus" disablePointerDismissal onOpenChange={(isOpen) => !isOpen && actions.closePhoto()}>
      <Dialog.Portal>
        <Dialog.Popup
          ref={popup}
          className={styles.viewer}
          data-info={infoOpen || undefined}
          aria-label={viewerWords.viewer(name)}
          initialFocus={popup}
          finalFocus={() => document.querySelector<HTMLElement>(`[data-photo-id="${photoId}"] a`)}
          onKeyDown={onKeyDown}
        >
          <ViewerBar
            name={name}
            place={index >= 0 ? viewerWords.place(index + 1, source.count) : ''}
            {...{ photoId, favourite, infoOpen }}
            onInfo={() => setInfoOpen(!infoOpen)}
            onDownload={() => void download()}
            onRemove={remove}
          />
          {trouble ? (
            <div className={styles.trouble} role="alert">
              <ImageOff aria-hidden />
              <h2>{trouble.code === 'not-found' ? viewerWords.gone : errorWords[trouble.code].what}</h2>
              <p>{trouble.code === 'not-found' ? viewerWords.goneTodo : errorWords[trouble.code].todo}</p>
            </div>
          ) : (
            <PhotoStage
              {...{ photoId, name, aspect, preview }}
              naturalWidth={photo?.width}
              reached={found === photoId}
              onPrevious={previous && (() => step(-1))}
              onNext={next && (() => step(1))}
              onClose={actions.closePhoto}
              controls={zoom}
            />
          )}
          {source.count > 1 && index >= 0 && <Filmstrip source={source} index={index} onOpen={actions.openPhoto} />}
          {infoOpen && photo && <InfoPanel photo={photo} onClose={() => setInfoOpen(false)} />}
          {missing === photoId && photo && (
            <FindOriginal
              photo={photo}
              onFound={() => {
                setFound(photoId);
                setMissing(undefined);
                void actions.downloadPhotos([photoId]);
              }}
              onClose={() => setMissing(undefined)}
            />
          )}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
