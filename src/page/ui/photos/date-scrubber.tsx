// The whole library as a line of time along the grid's edge: press, drag or use the keys to go to a month.

import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { GridSource } from '../../state/grid-source.ts';
import { photoWords } from '../photo-words.ts';
import { sectionLabel } from '../words.ts';
import styles from './date-scrubber.module.css';
import { sectionAt } from './grid-geometry.ts';
import type { GridLayout } from './justified-rows.ts';
import type { GridView } from './use-grid-view.ts';
import { yearMarks } from './year-marks.ts';

export interface DateScrubberProps {
  source: GridSource;
  layout: GridLayout;
  view: GridView;
}

/** Fine enough that a step of the drag is less than a row in a library of 100,000. */
const steps = 10_000;
const lingerMs = 1200;

export function DateScrubber({ source, layout, view }: DateScrubberProps) {
  const { way } = view;
  /** Where the view is. Its share is right whenever the label changes and at rest; meanwhile the marks are moved by hand. */
  const [here, setHere] = useState({ share: 0, label: '' });
  const marked = useRef<HTMLDivElement>(null);
  const [pointed, setPointed] = useState<{ share: number; label: string }>();
  const [moving, setMoving] = useState(false);

  /** What stands at the top of the view when the grid is scrolled to that share of its way. */
  const placeAt = useCallback(
    (share: number) => {
      const section = source.sections[sectionAt(layout, way.topAt(share) + 1)]; // A pixel on, since the browser rounds.
      return { share, label: section ? sectionLabel(section) : '' };
    },
    [source, layout, way],
  );

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = () => {
      const place = placeAt(way.share());
      setHere((here) => (here.label === place.label ? here : place));
      if (marked.current) marked.current.style.translate = `0 ${place.share * 100}%`;
      return place;
    };
    setHere(look());
    const unfollow = way.follow(() => {
      look();
      setMoving(true);
      clearTimeout(timer);
      timer = setTimeout(() => {
        setHere(look());
        setMoving(false);
      }, lingerMs);
    });
    return () => {
      clearTimeout(timer);
      unfollow();
    };
  }, [way, placeAt]);

  const marks = useMemo(() => yearMarks(source.sections, layout), [source, layout]);
  const goTo = (share: number) => {
    setHere(placeAt(share)); // The slider stands where it was dragged to, whatever the grid rounds that to.
    view.scrollTo(way.topAt(share));
  };
  const goToSection = (step: number) => {
    const { sectionTop } = layout;
    const clamp = (at: number) => Math.min(Math.max(at, 0), sectionTop.length - 1);
    const here = sectionAt(layout, view.measure().top + 1);
    let next = clamp(here + step);
    while (sectionTop[next] === sectionTop[here] && clamp(next + Math.sign(step)) !== next) next += Math.sign(step); // Months side by side.
    view.scrollTo(sectionTop[next] ?? 0);
  };
  const keySteps: Partial<Record<string, number>> = { ArrowUp: -1, ArrowLeft: -1, ArrowDown: 1, ArrowRight: 1, PageUp: -12, PageDown: 12 };

  return (
    <div
      className={styles.scrubber}
      data-moving={moving || undefined}
      onPointerMove={({ clientY, currentTarget }) => {
        const { top, height } = currentTarget.getBoundingClientRect();
        setPointed(placeAt(Math.min(Math.max((clientY - top) / height, 0), 1)));
      }}
      onPointerLeave={() => setPointed(undefined)}
    >
      {marks.map(({ year, share }) => (
        <span key={year} className={styles.year} style={{ insetBlockStart: `${share * 100}%` }} aria-hidden>
          {year}
        </span>
      ))}
      <div ref={marked} className={styles.moved} aria-hidden>
        <span className={styles.here} />
        {!pointed && <span className={styles.label}>{here.label}</span>}
      </div>
      {pointed && (
        <span className={styles.label} style={{ insetBlockStart: `${pointed.share * 100}%` }} aria-hidden>
          {pointed.label}
        </span>
      )}
      {/* The browser's own slider takes pointer, touch and focus; it is as long as the grid and not seen. */}
      <input
        type="range"
        className={styles.input}
        aria-label={photoWords.dates}
        aria-orientation="vertical"
        aria-valuetext={here.label}
        min={0}
        max={steps}
        value={Math.round(here.share * steps)}
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
