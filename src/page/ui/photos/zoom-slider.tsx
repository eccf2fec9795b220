// How large the tiles are: the slider beside the heading, and Ctrl with the wheel over the grid.

import { Minus, Plus } from 'lucide-react';
import { type RefObject, useEffect } from 'react';
import { rowHeights } from '../../state/app-state.ts';
import { photoWords } from '../photo-words.ts';
import { useActions, useApp } from '../store-context.tsx';
import styles from './zoom-slider.module.css';

export function ZoomSlider() {
  const rowHeightPx = useApp(({ settings }) => settings.rowHeightPx);
  const { changeSettings } = useActions();
  return (
    <label className={styles.zoom} title={photoWords.tileSize}>
      <Minus aria-hidden />
      <input
        type="range"
        aria-label={photoWords.tileSize}
        min={rowHeights.min}
        max={rowHeights.max}
        step={8}
        value={rowHeightPx}
        onChange={({ target }) => changeSettings({ rowHeightPx: target.valueAsNumber })}
      />
      <Plus aria-hidden />
    </label>
  );
}

/** A wheel's notch is 100 or 120 pixels: a fifth larger or smaller. A touchpad's pinch comes as the same event in small steps. */
const perPixel = 0.0018;

/** @param hold is told where the pointer is before the rows change, so that what lies there can stay. */
export function useWheelZoom(scroller: RefObject<HTMLElement | null>, hold: (clientX: number, clientY: number) => void): void {
  const rowHeightPx = useApp(({ settings }) => settings.rowHeightPx);
  const { changeSettings } = useActions();
  useEffect(() => {
    const view = scroller.current;
    const zoom = (event: WheelEvent) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault(); // Otherwise the browser zooms the page.
      hold(event.clientX, event.clientY);
      // At least a pixel, or the small steps of a pinch would all be rounded away.
      const change = rowHeightPx * (Math.exp(-event.deltaY * perPixel) - 1);
      changeSettings({ rowHeightPx: rowHeightPx + Math.sign(change) * Math.max(1, Math.abs(change)) });
    };
    view?.addEventListener('wheel', zoom, { passive: false });
    return () => view?.removeEventListener('wheel', zoom);
  }, [scroller, hold, rowHeightPx, changeSettings]);
}
