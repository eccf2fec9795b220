// Selecting without the checkbox: a rectangle drawn with the mouse, a long press of a finger.

import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react';
import type { PhotoId } from '../../../shared/domain/photo.ts';
import type { GridSource } from '../../state/grid-source.ts';
import { useActions } from '../store-context.tsx';
import { distance, followPointer } from './follow-pointer.ts';
import { tilesIn } from './grid-geometry.ts';
import type { GridLayout } from './justified-rows.ts';
import { drawRectangle, slackPx } from './selection-rectangle.ts';

const longPressMs = 450;

interface Drawn {
  readonly source: GridSource;
  readonly layout: GridLayout;
  readonly selected: ReadonlySet<PhotoId>;
}

/** The place of the photo that an event is about, −1 if it is about none. */
export function eventIndex(source: GridSource, { target }: { target: EventTarget | null }): number {
  const photoId = target instanceof Element ? target.closest('[data-photo-id]')?.getAttribute('data-photo-id') : undefined;
  return photoId ? source.indexOf(photoId as PhotoId) : -1; // The attribute was written from one.
}

/** @returns asks whether the click at hand is only the end of a drag or of a long press. */
export function useDragSelect(
  scroller: RefObject<HTMLElement | null>,
  canvas: RefObject<HTMLElement | null>,
  box: RefObject<HTMLElement | null>,
  drawn: Drawn,
): () => boolean {
  const { selectPhotos, select } = useActions();
  const latest = useRef(drawn);
  useLayoutEffect(() => {
    latest.current = drawn;
  });
  const spent = useRef(false);

  useEffect(() => {
    const [view, ground, shown] = [scroller.current, canvas.current, box.current];
    if (!view || !ground || !shown) return;
    let stop: () => void = () => undefined;

    const draw = (down: PointerEvent) => {
      const before = latest.current.selected;
      const keep = down.shiftKey || down.ctrlKey || down.metaKey ? before : new Set<PhotoId>();
      let covered = '';
      return drawRectangle(down, {
        scroller: view,
        canvas: ground,
        box: shown,
        begin: () => {
          spent.current = true;
        },
        cover(rect) {
          const { source, layout } = latest.current;
          const tiles = tilesIn(layout, rect);
          if (tiles.join() === covered) return;
          covered = tiles.join();
          selectPhotos(tiles.map(source.idAt), keep);
        },
        cancel: () => selectPhotos(before),
      });
    };

    const press = (down: PointerEvent) => {
      const timer = setTimeout(() => {
        const { source } = latest.current;
        const index = eventIndex(source, down);
        stop();
        if (index < 0) return;
        spent.current = true;
        select(source, index, 'toggle');
      }, longPressMs);
      return followPointer(down, {
        move: (event) => distance(event, down) > 2 * slackPx && stop(),
        end: () => clearTimeout(timer),
      });
    };

    const onDown = (event: PointerEvent) => {
      stop();
      spent.current = false;
      if (event.button !== 0 || (event.target instanceof Element && event.target.closest('label, button, input'))) return;
      stop = event.pointerType === 'mouse' ? draw(event) : press(event);
    };
    // A long press would open the link's menu over what it has just selected.
    const onMenu = (event: Event) => {
      if (event instanceof PointerEvent && event.pointerType === 'touch') event.preventDefault();
    };
    ground.addEventListener('pointerdown', onDown);
    ground.addEventListener('contextmenu', onMenu);
    return () => {
      stop();
      ground.removeEventListener('pointerdown', onDown);
      ground.removeEventListener('contextmenu', onMenu);
    };
  }, [scroller, canvas, box, select, selectPhotos]);

  return () => spent.current;
}
