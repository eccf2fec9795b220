// The whole library as a line of time along the grid's edge: press, drag or use the keys to go to a month.

import { type RefObject, useEffect, useMemo, useRef, useState } from 'react';
import type { GridSource } from '../../state/grid-source.ts';
import { photoWords } from '../photo-words.ts';
import { sectionLabel } from '../words.ts';
import styles from './date-scrubber.module.css';
import { sectionAt } from './grid-geometry.ts';
import type { GridLayout } from './justified-rows.ts';
import type { GridView } from './use-grid-view.ts';
import { yearMarks } from './year-marks.ts';

export interface DateScrubberProps {
  scroller: RefObject<HTMLElement | null>;
  source: GridSource;
  layout: GridLayout;
  view: GridView;
}

/** Fine enough that a step of the drag is less than a row in a library of 100,000. */
const steps = 10_000;
const lingerMs = 1200;

export function DateScrubber({ scroller, source, layout, view }: DateScrubberProps) {
  const [share, setShare] = useState(0);
  const [moving, setMoving] = useState(false);
  const [pointed, setPointed] = useState<number>();
  const input = useRef<HTMLInputElement>(null);

  useEffect(() => {
    const element = scroller.current;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const follow = () => {
      if (!element) return;
      setShare(element.scrollTop / Math.max(1, element.scrollHeight - element.clientHeight));
      setMoving(true);
      clearTimeout(timer);
      timer = setTimeout(() => setMoving(false), lingerMs);
    };
    element?.addEventListener('scroll', follow, { passive: true });
    return () => {
      clearTimeout(timer);
      element?.removeEventListener('scroll', follow);
    };
  }, [scroller]);

  const marks = useMemo(() => yearMarks(source.sections, layout), [source, layout]);
  const labelAt = (at: number) => {
    const { height } = view.measure();
    const section = source.sections[sectionAt(layout, at * Math.max(0, layout.heightPx - height))];
    return section ? sectionLabel(section) : '';
  };
  const goTo = (at: number) => {
    const element = scroller.current;
    if (element) element.scrollTop = at * (element.scrollHeight - element.clientHeight);
  };
  const goToSection = (step: number) => {
    const { top } = view.measure();
    const here = sectionAt(layout, top + 1);
    const next = Math.min(Math.max(here + step, 0), layout.sectionTop.length - 1);
    view.scrollTo(layout.sectionTop[next] ?? 0);
  };
  const keySteps: Partial<Record<string, number>> = { ArrowUp: -1, ArrowLeft: -1, ArrowDown: 1, ArrowRight: 1, PageUp: -12, PageDown: 12 };

  return (
    <div
      className={styles.scrubber}
      data-moving={moving || undefined}
      onPointerMove={({ clientY, currentTarget }) => {
        const { top, height } = currentTarget.getBoundingClientRect();
        setPointed(Math.min(Math.max((clientY - top) / height, 0), 1));
      }}
      onPointerLeave={() => setPointed(undefined)}
    >
      {marks.map(({ year, share }) => (
        <span key={year} className={styles.year} style={{ insetBlockStart: `${share * 100}%` }} aria-hidden>
          {year}
        </span>
      ))}
      <span className={styles.here} style={{ insetBlockStart: `${share * 100}%` }} aria-hidden />
      <span className={styles.label} style={{ insetBlockStart: `${(pointed ?? share) * 100}%` }} aria-hidden>
        {labelAt(pointed ?? share)}
      </span>
      {/* The browser's own slider takes pointer, touch and focus; it is as long as the grid and not seen. */}
      <input
        ref={input}
        type="range"
        className={styles.input}
        aria-label={photoWords.dates}
        aria-orientation="vertical"
        aria-valuetext={labelAt(share)}
        min={0}
        max={steps}
        value={Math.round(share * steps)}
        onChange={({ target }) => goTo(target.valueAsNumber / steps)}
        onKeyDown={(event) => {
          const step = keySteps[event.key];
          if (step !== undefined) goToSection(step);
          else if (event.key === 'Home') goTo(0);
          else if (event.key === 'End') goTo(1);
          else return;
          event.preventDefault();
        }}
      />
    </div>
  );
}
