// A long piece of work on an archive: how far it is, how to stop it, and then what came of it. It stays whatever screen is in view.

import { CircleCheck, TriangleAlert, X } from 'lucide-react';
import type { ArchiveJob, ArchiveOutcome } from '../../state/archive-state.ts';
import { archiveWords, outcomeLine } from '../archive-words.ts';
import { Button } from '../controls/button.tsx';
import { ProgressTrack } from '../controls/progress-track.tsx';
import { useActions } from '../store-context.tsx';
import { words } from '../words.ts';
import styles from './job-card.module.css';

export function JobCard({ job }: { job: ArchiveJob }) {
  const { cancelArchiveJob, dismissArchiveJob } = useActions();
  const { kind, name, progress, outcome } = job;
  const title = archiveWords.jobs[kind];
  return (
    <section className={styles.card} aria-label={archiveWords.region}>
      <div className={styles.header}>
        <div>
          <h2>{outcome ? name : title}</h2>
          {!outcome && <p className={styles.name}>{name}</p>}
        </div>
        {outcome ? (
          <Button kind="quiet" size="icon-small" aria-label={words.close} onClick={dismissArchiveJob}>
            <X aria-hidden />
          </Button>
        ) : (
          <Button size="small" onClick={cancelArchiveJob}>
            {archiveWords.stop}
          </Button>
        )}
      </div>
      {!outcome && <Progress title={title} progress={progress} />}
      <p role="status" className={styles.outcome} data-kind={outcome?.kind}>
        {outcome && (
          <>
            {outcome.kind === 'failed' ? <TriangleAlert aria-hidden size={18} /> : <CircleCheck aria-hidden size={18} />}
            <span>{outcomeLine(kind, outcome)}</span>
          </>
        )}
      </p>
      {outcome && <Leftovers outcome={outcome} />}
    </section>
  );
}

function Progress({ title, progress }: { title: string; progress: ArchiveJob['progress'] }) {
  const line = progress ? archiveWords.progress(progress.done, progress.total, progress.bytes) : archiveWords.starting;
  const share = progress ? progress.done / Math.max(1, progress.total) : 0;
  return (
    <>
      <ProgressTrack
        role="progressbar"
        aria-label={title}
        aria-valuemin={0}
        aria-valuenow={progress?.done ?? 0}
        aria-valuemax={progress?.total ?? 1}
        aria-valuetext={line}
        share={share}
      />
      <p className={styles.line}>{line}</p>
    </>
  );
}

/** What did not go along, by name. */
function Leftovers({ outcome }: { outcome: ArchiveOutcome }) {
  if (outcome.kind === 'saved' && outcome.unreached.length > 0)
    return <Details title={archiveWords.unreached} rows={outcome.unreached.map((name) => ({ name, why: '' }))} more={0} />;
  if (outcome.kind !== 'imported' || outcome.report.refused.length === 0) return null;
  const { refused, refusedMore } = outcome.report;
  return (
    <Details
      title={archiveWords.refused}
      rows={refused.map(({ entry, code }) => ({ name: entry, why: archiveWords.reason(code) }))}
      more={refusedMore}
    />
  );
}

function Details({ title, rows, more }: { title: string; rows: readonly { name: string; why: string }[]; more: number }) {
  return (
    <details className={styles.details}>
      <summary>{title}</summary>
      {/* It scrolls, so the keyboard must reach it. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: see above */}
      <ul aria-label={title} tabIndex={0}>
        {rows.map(({ name, why }, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the list is made once, and two rows may read the same.
          <li key={at}>
            <span>{name}</span>
            {why !== '' && <span>{why}</span>}
          </li>
        ))}
      </ul>
      {more > 0 && <p>{archiveWords.moreRefused(more)}</p>}
    </details>
  );
}
