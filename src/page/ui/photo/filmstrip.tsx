// The photos before and after, in a strip below. Cells are of one size, so which of them exist is arithmetic.

import { memo, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { PhotoId } from '../../../shared/domain/photo.ts';
import type { GridSource } from '../../state/grid-source.ts';
import { photoWords, viewerWords } from '../photo-words.ts';
import { useThumbnail } from '../use-thumbnail.ts';
import styles from './filmstrip.module.css';

const pitchPx = 60;
/** Cells beyond either edge. */
const ahead = 6;

export function Filmstrip({ source, index, onOpen }: { source: GridSource; index: number; onOpen: (photoId: PhotoId) => void }) {
  const strip = useRef<HTMLDivElement>(null);
  const [view, setView] = useState({ from: 0, to: 0 });

  useEffect(() => {
    const element = strip.current;
    if (!element) return;
    const look = () => {
      // From right to left the browser counts below zero.
      const from = Math.floor(Math.abs(element.scrollLeft) / pitchPx) - ahead;
      const to = Math.ceil((Math.abs(element.scrollLeft) + element.clientWidth) / pitchPx) + ahead;
      setView((view) => (view.from === from && view.to === to ? view : { from, to }));
    };
    look();
    element.addEventListener('scroll', look, { passive: true });
    const observer = new ResizeObserver(look);
    observer.observe(element);
    return () => {
      element.removeEventListener('scroll', look);
      observer.disconnect();
    };
  }, []);

  useLayoutEffect(() => {
    const element = strip.current;
    if (!element) return;
    const toLeft = getComputedStyle(element).direction === 'rtl' ? -1 : 1;
    // The strip is padded by half its width, so that the first and the last photo can stand in the middle too.
    const left = toLeft * index * pitchPx;
    const isNear = Math.abs(element.scrollLeft - left) < 12 * pitchPx && !matchMedia('(prefers-reduced-motion: reduce)').matches;
    element.scrollTo({ left, behavior: isNear ? 'smooth' : 'instant' });
  }, [index, source]);

  const cells = [];
  for (let at = Math.max(0, view.from - ahead); at < Math.min(source.count, view.to); at++) {
    const photoId = source.idAt(at);
    cells.push(
      <Cell key={photoId} photoId={photoId} name={source.nameAt?.(at)} start={at * pitchPx} current={at === index} onOpen={onOpen} />,
    );
  }
  return (
    <div className={styles.strip} ref={strip} role="group" aria-label={viewerWords.filmstrip}>
      <div className={styles.film} style={{ inlineSize: source.count * pitchPx }}>
        {cells}
      </div>
    </div>
  );
}

interface CellProps {
  photoId: PhotoId;
  name: string | undefined;
  start: number;
  current: boolean;
  onOpen: (photoId: PhotoId) => void;
}

/** Out of the order of Tab: the arrow keys lead to the same photos. */
const Cell = memo(function Cell({ photoId, name, start, current, onOpen }: CellProps) {
  const { thumbnail } = useThumbnail(photoId);
  return (
    <button
      type="button"
      tabIndex={-1}
      className={styles.cell}
      style={{ insetInlineStart: start }}
      aria-current={current || undefined}
      aria-label={name ?? thumbnail?.name ?? photoWords.unnamed}
      onClick={() => onOpen(photoId)}
    >
      {thumbnail?.url && <img src={thumbnail.url} alt="" draggable={false} />}
    </button>
  );
});
