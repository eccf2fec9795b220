// How well a photo matches, as a bar with a mark where good matches begin. The mark stands in the middle, whatever the model's numbers are.

import styles from './match-bar.module.css';

/** @param score and @param line cosines; what is twice the line, or more, fills the bar. */
export const shareOf = (score: number, line: number): number =>
  line > 0 ? Math.min(1, Math.max(0, score / (2 * line))) : score > line ? 1 : 0;

export function MatchBar({
  label,
  says,
  score,
  line,
  unwanted,
}: {
  label: string;
  says: string;
  score: number;
  line: number;
  unwanted?: boolean;
}) {
  const share = shareOf(score, line);
  return (
    <div
      role="meter"
      className={styles.bar}
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(share * 100)}
      aria-valuetext={says}
      data-above={score >= line || undefined}
      data-unwanted={unwanted || undefined}
    >
      <span className={styles.fill} style={{ inlineSize: `${share * 100}%` }} />
      <span className={styles.mark} />
    </div>
  );
}
