// At the right of the search field while work runs, or while something needs a look: how far it is, and its switches.

import { Pause, Play, TriangleAlert, X } from 'lucide-react';
import type { CSSProperties } from 'react';
import { Button } from '../controls/button.tsx';
import { useActions, useApp } from '../store-context.tsx';
import { ingestLine, words } from '../words.ts';
import styles from './activity-pill.module.css';

export function ActivityPill() {
  const ingest = useApp((state) => state.ingest);
  const samples = useApp((state) => state.samples);
  const problems = useApp((state) => state.problems.length);
  const open = useApp((state) => state.activityOpen);
  const { pauseIngest, resumeIngest, cancelIngest, setActivityOpen } = useActions();

  const running = ingest.phase !== 'idle';
  if (!running && samples === undefined && problems === 0) return null;
  const share = samples ? samples.done / (samples.total || 1) : ingest.done / (ingest.total || 1);
  const line = samples ? words.fetchingSamples(samples.done, samples.total) : ingestLine(ingest);

  return (
    <div role="group" aria-label={words.activity} className={styles.pill} data-running={running || undefined}>
      {(running || samples) && (
        <span
          role="progressbar"
          aria-label={words.indexing}
          aria-valuemin={0}
          aria-valuenow={samples?.done ?? ingest.done}
          aria-valuemax={samples?.total ?? ingest.total}
          aria-valuetext={line}
          className={styles.ring}
          // A custom property: React's types know only the named ones.
          style={{ '--share': `${share * 100}%` } as CSSProperties}
        />
      )}
      <button type="button" aria-expanded={open} aria-haspopup="dialog" className={styles.text} onClick={() => setActivityOpen(!open)}>
        {(running || samples) && <span className={styles.line}>{line}</span>}
        {problems > 0 && (
          <span className={styles.problems}>
            <TriangleAlert aria-hidden size={16} />
            <span>{words.problemCount(problems)}</span>
          </span>
        )}
      </button>
      {running && (
        <>
          {ingest.phase === 'paused' ? (
            <Button kind="quiet" size="icon-small" aria-label={words.resume} onClick={() => void resumeIngest()}>
              <Play aria-hidden />
            </Button>
          ) : (
            <Button kind="quiet" size="icon-small" aria-label={words.pause} onClick={() => void pauseIngest()}>
              <Pause aria-hidden />
            </Button>
          )}
          <Button kind="quiet" size="icon-small" aria-label={words.cancelIngest} onClick={() => void cancelIngest()}>
            <X aria-hidden />
          </Button>
        </>
      )}
    </div>
  );
}
