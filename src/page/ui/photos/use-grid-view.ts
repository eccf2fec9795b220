// The window on a grid: which tiles are worth painting, and where the view stays when the grid changes under it.

import { type RefObject, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { PhotoId } from '../../../shared/domain/photo.ts';
import type { GridSource } from '../../state/grid-source.ts';
import { anchorAt, type GridAnchor, heldTop } from './grid-anchor.ts';
import { rectOf, tilesBetween } from './grid-geometry.ts';
import type { GridLayout } from './justified-rows.ts';
import { noteScroll } from './scrolling.ts';

/** The band that is painted moves in steps, so that most frames of a scroll render nothing. */
const stepPx = 160;
/** Painted beyond either edge, in views: a flick of the wheel does not outrun it. */
const ahead = 0.6;

export interface GridView {
  /** Tiles to paint, [from, to). */
  readonly from: number;
  readonly to: number;
  /** Scrolls no farther than needed to show all of a tile. */
  reveal(index: number, where?: 'nearest' | 'centre'): void;
  /** Puts a height of the grid at the top of the view. */
  scrollTo(top: number): void;
  /** Holds what lies at a point of the window through the layouts that follow, until the person scrolls. */
  hold(clientX: number, clientY: number): void;
  /** Top of the view in the grid's coordinates, and its height. */
  measure(): { top: number; height: number };
  /** The same as shares of the whole way: where the view is, and what stands at its top when it is at another share. */
  way: GridWay;
}

/** The scroller's whole way, from its first pixel to its last. Stays the same object while the grid is there. */
export interface GridWay {
  share(): number;
  /** A share as a height of the grid. */
  topAt(share: number): number;
  /** Calls `listener` after each scroll. @returns unsubscribe. */
  follow(listener: () => void): () => void;
}

/** What is painted of the list `resetKey`; another list is painted as far as a view of that height shows it, and what lies beyond a frame
 * later: a third of the time from a key to its results. */
interface Band {
  readonly resetKey: string;
  readonly top: number;
  readonly bottom: number;
  readonly height: number;
}

interface Committed {
  readonly source: GridSource;
  readonly layout: GridLayout;
  readonly resetKey: string;
}

/** Where each grid was left, by its label: a person who looks at the settings comes back to the same place. */
const left = new Map<string, { anchor: GridAnchor; resetKey: string }>();

/** Holds the photo that has the focus, if it is in view: that is what one looks at. */
function focusedAnchor(canvas: HTMLElement | null, { source, layout }: Committed, viewTop: number, height: number): GridAnchor | undefined {
  const focused = canvas?.contains(document.activeElement) ? document.activeElement?.closest('[data-photo-id]') : undefined;
  const photoId = focused?.getAttribute('data-photo-id');
  const index = photoId ? source.indexOf(photoId as PhotoId) : -1; // The attribute was written from one.
  if (index < 0) return undefined;
  const { top } = rectOf(layout, index);
  return top >= viewTop && top < viewTop + height ? { source, index, share: 0, heldAt: top - viewTop } : undefined;
}

/** @param resetKey another one is another list: it begins at its top. */
export function useGridView(
  scroller: RefObject<HTMLElement | null>,
  canvas: RefObject<HTMLElement | null>,
  { source, layout, resetKey, label }: Committed & { label: string },
): GridView {
  const [band, setBand] = useState<Band>({ resetKey, top: 0, bottom: 0, height: 0 });
  const committed = useRef<Committed>(undefined);
  const held = useRef<GridAnchor>(undefined);
  /** What we scrolled to ourselves, or saw last. A `scrollTop` elsewhere is the person's doing, or the browser's when the grid shrank. */
  const known = useRef(0);

  /** Read when it changes: asked for at every scroll, it was a quarter of the script's time there, for the browser lays out anew to answer. */
  const box = useRef({ offset: 0, height: 0, reach: 1 });
  const measureBox = useCallback(() => {
    const view = scroller.current;
    const [offset, height] = [canvas.current?.offsetTop ?? 0, view?.clientHeight ?? 0];
    box.current = { offset, height, reach: Math.max(1, (view?.scrollHeight ?? 0) - height) };
  }, [scroller, canvas]);
  const measure = useCallback(
    () => ({ top: (scroller.current?.scrollTop ?? 0) - box.current.offset, height: box.current.height }),
    [scroller],
  );
  const followers = useRef(new Set<() => void>());
  const way = useMemo<GridWay>(
    () => ({
      share: () => known.current / box.current.reach,
      topAt: (share) => share * box.current.reach - box.current.offset,
      follow(listener) {
        followers.current.add(listener);
        return () => followers.current.delete(listener);
      },
    }),
    [],
  );

  /** @param beyond either edge of the view, in views. */
  const paintBand = useCallback(
    (beyond = ahead) => {
      const { top, height } = measure();
      const next = {
        resetKey: committed.current?.resetKey ?? '',
        top: Math.floor((top - beyond * height) / stepPx) * stepPx,
        bottom: Math.ceil((top + (1 + beyond) * height) / stepPx) * stepPx,
        height,
      };
      const same = (band: Band) =>
        band.resetKey === next.resetKey && band.top === next.top && band.bottom === next.bottom && band.height === next.height;
      setBand((band) => (same(band) ? band : next));
    },
    [measure],
  );

  const scrollTo = useCallback(
    (top: number, beyond = ahead) => {
      const view = scroller.current;
      if (!view) return;
      view.scrollTop = top + box.current.offset;
      known.current = view.scrollTop;
      paintBand(beyond);
    },
    [scroller, paintBand],
  );

  useEffect(() => {
    const view = scroller.current;
    const onScroll = () => {
      const scrollTop = view?.scrollTop ?? 0;
      if (Math.abs(scrollTop - known.current) > 1) held.current = undefined;
      known.current = scrollTop;
      noteScroll();
      paintBand();
      for (const listener of followers.current) listener();
    };
    view?.addEventListener('scroll', onScroll, { passive: true });
    const observer = new ResizeObserver(() => {
      measureBox();
      paintBand();
    });
    // What stands above the grid moves it, and its own height is part of the way.
    for (const element of [view, canvas.current, canvas.current?.previousElementSibling]) if (element) observer.observe(element);
    return () => {
      view?.removeEventListener('scroll', onScroll);
      observer.disconnect();
    };
  }, [scroller, canvas, measureBox, paintBand]);

  useLayoutEffect(() => {
    const before = committed.current;
    committed.current = { source, layout, resetKey };
    measureBox();
    const { offset, height } = box.current;
    if (!before) {
      const memory = left.get(label);
      const top = memory?.resetKey === resetKey ? heldTop(memory.anchor, source, layout) : undefined;
      if (top !== undefined) scrollTo(top);
    } else if (before.resetKey !== resetKey) {
      held.current = undefined;
      scrollTo(-offset, 0);
      return afterPaint(() => paintBand());
    } else if (known.current > offset || held.current) {
      // At the very top the newest photos are what one wants to see come in; further down, what one looks at stays.
      held.current ??= focusedAnchor(canvas.current, before, known.current - offset, height);
      held.current ??= anchorAt(before.source, before.layout, known.current - offset, 0, 0);
      const top = held.current && heldTop(held.current, source, layout);
      if (top !== undefined) scrollTo(top);
    }
    paintBand();
    return undefined;
  }, [source, layout, resetKey, label, canvas, scrollTo, measureBox, paintBand]);

  useEffect(
    () => () => {
      const { source, layout, resetKey } = committed.current ?? {};
      const anchor = source && layout && known.current > 0 ? anchorAt(source, layout, known.current, 0, 0) : undefined;
      if (anchor && resetKey !== undefined) left.set(label, { anchor, resetKey });
      else left.delete(label);
    },
    [label],
  );

  const [from, to] = useMemo(
    () => (band.resetKey === resetKey ? tilesBetween(layout, band.top, band.bottom) : tilesBetween(layout, 0, band.height)),
    [layout, band, resetKey],
  );
  return useMemo(
    () => ({
      from,
      to,
      measure,
      scrollTo,
      way,
      reveal(index, where = 'nearest') {
        const tile = rectOf(layout, index);
        const { top, height } = measure();
        const roomPx = 56; // So that the heading above, or the bar below, does not lie on it.
        const bottom = tile.top + tile.height;
        if (where === 'centre') scrollTo(tile.top + tile.height / 2 - height / 2);
        else if (tile.top < top + roomPx) scrollTo(tile.top - roomPx);
        else if (bottom > top + height - roomPx) scrollTo(bottom + roomPx - height);
      },
      hold(clientX, clientY) {
        const box = canvas.current?.getBoundingClientRect();
        const view = scroller.current?.getBoundingClientRect();
        if (!box || !view || held.current) return;
        const toLeft = canvas.current && getComputedStyle(canvas.current).direction === 'rtl';
        held.current = anchorAt(source, layout, measure().top, toLeft ? box.right - clientX : clientX - box.left, clientY - view.top);
      },
    }),
    [from, to, source, layout, measure, scrollTo, way, scroller, canvas],
  );
}

/** Calls `work` once the next frame is painted. @returns what calls it off. */
function afterPaint(work: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const frame = requestAnimationFrame(() => {
    timer = setTimeout(work);
  });
  return () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
  };
}
