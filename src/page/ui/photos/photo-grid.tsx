// The photo grid: justified rows under their headings, of which only those near the view exist.

import { type KeyboardEvent, type MouseEvent, type ReactNode, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { PhotoId } from '../../../shared/domain/photo.ts';
import { type GridSection, type GridSource, isFavourite } from '../../state/grid-source.ts';
import { useActions, useApp } from '../store-context.tsx';
import { sectionLabel } from '../words.ts';
import { DateScrubber } from './date-scrubber.tsx';
import { rectOf } from './grid-geometry.ts';
import { keyTarget } from './grid-keys.ts';
import { layoutRows } from './justified-rows.ts';
import styles from './photo-grid.module.css';
import { PhotoTile } from './photo-tile.tsx';
import { SelectionBar } from './selection-bar.tsx';
import { createTileKeys } from './tile-keys.ts';
import { eventIndex, useDragSelect } from './use-drag-select.ts';
import { useGridView } from './use-grid-view.ts';
import { useGridWidth } from './use-grid-width.ts';
import { useWheelZoom, ZoomSlider } from './zoom-slider.tsx';

export interface PhotoGridProps {
  source: GridSource;
  /** Names the list: "Photos" or "Results". */
  label: string;
  /** Another key is another list, which begins at its top; with the same key what one looks at keeps its place. */
  resetKey?: string;
  /** Stands above the first row and scrolls with it. */
  before?: ReactNode;
  /** Stands below the last row. */
  after?: ReactNode;
  /** The end is near: more can be put there. Called again with every source while it is; the callee knows whether there is more. */
  onEnd?: () => void;
}

const gapPx = 4;
/** So many tiles before the end more are asked for: a flick of the wheel takes a second through them, and an answer as it comes holds more
 * than these beyond what is in view, so that a text being typed is asked for once. */
const soonTiles = 60;
const headingPx = 56;
const firstHeadingPx = 40;
const heightOfHeading = ({ start }: GridSection) => (start === 0 ? firstHeadingPx : headingPx);
/** On a phone the same wanted height would leave one photo a row. */
const rowHeightFor = (wantedPx: number, widthPx: number) => Math.round(wantedPx * Math.min(1, Math.max(0.55, widthPx / 900)));

export function PhotoGrid({ source, label, resetKey = '', before, after, onEnd }: PhotoGridProps) {
  const actions = useActions();
  const selected = useApp(({ selection }) => selection.ids);
  const wantedPx = useApp(({ settings }) => settings.rowHeightPx);
  const openedId = useApp(({ route }) => (route.name === 'photo' ? route.photoId : undefined));
  const scroller = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLDivElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const box = useRef<HTMLDivElement>(null);

  const widthPx = useGridWidth(canvas);
  const layout = useMemo(() => {
    const sections = source.sections.map((section) => ({
      count: section.count,
      headingPx: heightOfHeading(section),
      sharesRows: section.kind === 'month' || section.kind === 'undated',
    }));
    return layoutRows(widthPx > 0 ? sections : [], source.aspectAt, { widthPx, rowHeightPx: rowHeightFor(wantedPx, widthPx), gapPx });
  }, [source, widthPx, wantedPx]);
  const view = useGridView(scroller, canvas, { source, layout, resetKey, label });
  const isSpentClick = useDragSelect(scroller, canvas, box, { source, layout, selected });
  useWheelZoom(scroller, view.hold);

  /** The tile that Tab stops at. It exists even out of view, so that the focus on it is not lost by scrolling. */
  const [stop, setStop] = useState<{ photoId: PhotoId; index: number }>();
  const found = stop ? source.indexOf(stop.photoId) : 0;
  const current = Math.min(found < 0 ? (stop?.index ?? 0) : found, layout.count - 1); // Where it was, if it is gone.
  const toFocus = useRef<PhotoId>(undefined);

  function moveTo(index: number): void {
    const photoId = source.idAt(index);
    toFocus.current = photoId;
    setStop({ photoId, index });
    view.reveal(index);
  }
  useLayoutEffect(() => {
    if (toFocus.current === undefined) return;
    list.current?.querySelector<HTMLElement>(`[data-photo-id="${toFocus.current}"] a`)?.focus({ preventScroll: true });
    toFocus.current = undefined;
  });

  // With the selection goes its bar, and perhaps the tile that had the focus: it goes to the tile that is there now.
  const isSelecting = selected.size > 0;
  const wasSelecting = useRef(isSelecting);
  useLayoutEffect(() => {
    if (wasSelecting.current && !isSelecting && document.activeElement === document.body)
      list.current?.querySelector<HTMLElement>('a[tabindex="0"]')?.focus({ preventScroll: true });
    wasSelecting.current = isSelecting;
  }, [isSelecting]);

  // The viewer walks through the photos over this grid: its tile is in view, and has the focus, when it closes.
  const revealed = useRef<PhotoId>(undefined);
  useEffect(() => {
    if (openedId === undefined || revealed.current === openedId) return;
    const index = source.indexOf(openedId);
    if (index < 0) return;
    revealed.current = openedId;
    setStop({ photoId: openedId, index });
    view.reveal(index);
  }, [openedId, source, view]);

  useEffect(() => {
    if (source.count > 0 && view.to + soonTiles >= source.count) onEnd?.();
  }, [source, view.to, onEnd]);

  function onClick(event: MouseEvent): void {
    const index = eventIndex(source, event);
    if (index < 0) return;
    const onBox = event.target instanceof Element && event.target.closest('label') !== null;
    // A click on the label comes again as one on its checkbox: that one counts.
    if (onBox && !(event.target instanceof HTMLInputElement)) return;
    if (!onBox) event.preventDefault();
    if (event.detail > 0 && isSpentClick()) return; // A key's click has no count, and no drag before it.
    setStop({ photoId: source.idAt(index), index });
    if (event.shiftKey) actions.select(source, index, 'range');
    else if (onBox || event.ctrlKey || event.metaKey || selected.size > 0) actions.select(source, index, 'toggle');
    else actions.openPhoto(source.idAt(index));
  }

  function onKeyDown(event: KeyboardEvent): void {
    const index = eventIndex(source, event);
    if (index < 0 || event.altKey) return;
    const command = event.ctrlKey || event.metaKey;
    if (event.key === ' ' && !(event.target instanceof HTMLInputElement))
      actions.select(source, index, event.shiftKey ? 'range' : 'toggle');
    else if (event.key === 'Enter' && !command) actions.openPhoto(source.idAt(index));
    else if (event.key === 'Delete') {
      const neighbour = index + 1 < layout.count ? index + 1 : index - 1;
      const photoIds = selected.size > 0 ? [...selected] : [source.idAt(index)];
      if (selected.size === 0 && neighbour >= 0) moveTo(neighbour);
      void actions.removePhotos(photoIds);
    } else {
      const toLeft = getComputedStyle(event.currentTarget).direction === 'rtl';
      const target = command ? undefined : keyTarget(layout, index, event.key, { toLeft, pageHeightPx: view.measure().height });
      if (target === undefined) return;
      if (event.shiftKey) {
        if (selected.size === 0) actions.select(source, index, 'only');
        actions.select(source, target, 'range');
      }
      moveTo(target);
    }
    event.preventDefault();
  }

  // These two work wherever the focus is on this screen, but in a field.
  useEffect(() => {
    const onWindowKey = (event: globalThis.KeyboardEvent) => {
      if (openedId !== undefined || event.defaultPrevented) return;
      const { target } = event;
      if (target instanceof Element && target.closest('input:not([type=checkbox], [type=range]), textarea, select, dialog, [role=dialog]'))
        return;
      if (event.key === 'Escape') actions.clearSelection();
      else if (event.key.toLowerCase() === 'a' && (event.ctrlKey || event.metaKey)) {
        actions.selectAll(source);
        event.preventDefault();
      }
    };
    addEventListener('keydown', onWindowKey);
    return () => removeEventListener('keydown', onWindowKey);
  }, [actions, source, openedId]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another list, other keys.
  const keyOf = useMemo(createTileKeys, [resetKey]);
  const tile = (index: number) => {
    const photoId = source.idAt(index);
    return (
      <PhotoTile
        key={keyOf(photoId)}
        {...rectOf(layout, index)}
        {...{ photoId, index, count: layout.count }}
        name={source.nameAt?.(index)}
        score={source.scoreAt?.(index)}
        colour={source.colourAt(index)}
        favourite={isFavourite(source, index)}
        selected={selected.has(photoId)}
        current={index === current}
      />
    );
  };
  const tiles: ReactNode[] = [];
  if (layout.count > 0) {
    if (current < view.from) tiles.push(tile(current));
    for (let index = view.from; index < view.to; index++) tiles.push(tile(index));
    if (current >= view.to) tiles.push(tile(current));
  }
  const scrubs = source.sections.some(({ kind }) => kind === 'month') && layout.heightPx > 2 * view.measure().height;

  return (
    <div className={styles.grid}>
      <div className={styles.scroller} ref={scroller} data-scrubs={scrubs || undefined}>
        <div className={styles.above} data-bare={before === undefined || undefined}>
          {before !== undefined && <div className={styles.before}>{before}</div>}
          <ZoomSlider />
        </div>
        <div className={styles.canvas} ref={canvas} style={{ blockSize: layout.heightPx }} data-selecting={isSelecting || undefined}>
          {source.sections.map((section, at) => {
            const shown = section.start < view.to && section.start + section.count > view.from;
            return (
              shown && (
                <h2
                  key={section.start}
                  className={styles.heading}
                  data-kind={section.kind}
                  style={{
                    insetBlockStart: layout.sectionTop[at],
                    insetInlineStart: layout.sectionStart[at],
                    inlineSize: layout.sectionWidth[at],
                    blockSize: heightOfHeading(section),
                  }}
                >
                  {sectionLabel(section)}
                </h2>
              )
            );
          })}
          {/* Its items are placed out of the flow: without a height of its own it would count as not to be seen. */}
          {/* biome-ignore lint/a11y/useSemanticElements: the items are placed by hand, and axe wants nothing but items in a list. */}
          <div ref={list} role="list" aria-label={label} style={{ blockSize: layout.heightPx }} onClick={onClick} onKeyDown={onKeyDown}>
            {tiles}
          </div>
          <div ref={box} className={styles.rectangle} hidden />
        </div>
        {after}
      </div>
      {scrubs && <DateScrubber source={source} layout={layout} view={view} />}
      <SelectionBar source={source} />
    </div>
  );
}
