// How far a piece of work is, as a bar. What a screen reader hears of it is said by whoever shows it.

import type { ComponentProps } from 'react';
import styles from './progress-track.module.css';

/** @param share 0 to 1. The rest goes to the element: its role and its values, or that it is hidden. */
export const ProgressTrack = ({ share, ...rest }: { share: number } & Omit<ComponentProps<'div'>, 'className' | 'children'>) => (
  <div {...rest} className={styles.track}>
    <span className={styles.bar} style={{ inlineSize: `${share * 100}%` }} />
  </div>
);
