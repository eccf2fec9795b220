// The window on a grid: which tiles are worth painting, and where the view stays when the grid changes under it.

import { type RefObject, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { PhotoId } from '../../../shared/domain/photo.ts';
import type { GridSource } from '../../state/grid-source.ts';
import { anchorAt, type GridAnchor, heldTop } from './grid-anchor.ts';
import { rectOf, tilesBetween } from './grid-geometry.ts';
import type { GridLayout } from './justified-rows.ts';

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
  const [band, setBand] = useState({ top: 0, bottom: 0 });
  const committed = useRef<Committed>(undefined);
  const held = useRef<GridAnchor>(undefined);
  /** What we scrolled to ourselves, or saw last. A `scrollTop` elsewhere is the person's doing, or the browser's when the grid shrank. */
  const known = useRef(0);

  const measure = useCallback(() => {
    const view = scroller.current;
    return { top: (view?.scrollTop ?? 0) - (canvas.current?.offsetTop ?? 0), height: view?.clientHeight ?? 0 };
  }, [scroller, canvas]);

  const paintBand = useCallback(() => {
    const { top, height } = measure();
    const next = {
      top: Math.floor((top - ahead * height) / stepPx) * stepPx,
      bottom: Math.ceil((top + (1 + ahead) * height) / stepPx) * stepPx,
    };
    setBand((band) => (band.top === next.top && band.bottom === next.bottom ? band : next));
  }, [measure]);

  const scrollTo = useCallback(
    (top: number) => {
      const view = scroller.current;
      if (!view) return;
      view.scrollTop = top + (canvas.current?.offsetTop ?? 0);
      known.current = view.scrollTop;
      paintBand();
    },
    [scroller, canvas, paintBand],
  );

  useEffect(() => {
    const view = scroller.current;
    const onScroll = () => {
      if (Math.abs((view?.scrollTop ?? 0) - known.current) > 1) held.current = undefined;
      known.current = view?.scrollTop ?? 0;
      paintBand();
    };
    view?.addEventListener('scroll', onScroll, { passive: true });
    const observer = new ResizeObserver(paintBand);
    if (view) observer.observe(view);
    return () => {
      view?.removeEventListener('scroll', onScroll);
      observer.disconnect();
    };
  }, [scroller, paintBand]);

  useLayoutEffect(() => {
    const before = committed.current;
    committed.current = { source, layout, resetKey };
    const offset = canvas.current?.offsetTop ?? 0;
    if (!before) {
      const memory = left.get(label);
      const top = memory?.resetKey === resetKey ? heldTop(memory.anchor, source, layout) : undefined;
      if (top !== undefined) scrollTo(top);
    } else if (before.resetKey !== resetKey) {
      held.current = undefined;
      scrollTo(-offset);
    } else if (known.current > offset || held.current) {
      // At the very top the newest photos are what one wants to see come in; further down, what one looks at stays.
      held.current ??= focusedAnchor(canvas.current, before, known.current - offset, scroller.current?.clientHeight ?? 0);
      held.current ??= anchorAt(before.source, before.layout, known.current - offset, 0, 0);
      const top = held.current && heldTop(held.current, source, layout);
      if (top !== undefined) scrollTo(top);
    }
    paintBand();
  }, [source, layout, resetKey, label, scroller, canvas, scrollTo, paintBand]);

  useEffect(
    () => () => {
      const { source, layout, resetKey } = committed.current ?? {};
      const anchor = source && layout && known.current > 0 ? anchorAt(source, layout, known.current, 0, 0) : undefined;
      if (anchor && resetKey !== undefined) left.set(label, { anchor, resetKey });
      else left.delete(label);
    },
    [label],
  );

  const [from, to] = useMemo(() => tilesBetween(layout, band.top, band.bottom), [layout, band]);
  return useMemo(
    () => ({
      from,
      to,
      measure,
      scrollTo,
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
    [from, to, source, layout, measure, scrollTo, scroller, canvas],
  );
}
