// The answer to a query: how many are good, in which order, and the photos.

import { useMemo } from 'react';
import { printRoute } from '../../state/route.ts';
import { errorWords } from '../error-words.ts';
import { PhotoGrid } from '../photos/photo-grid.tsx';
import { useActions, useApp } from '../store-context.tsx';
import { answerLine, words } from '../words.ts';
import { NoResults, PictureGone } from './no-results.tsx';
import { ResultsHeader } from './results-header.tsx';
import styles from './results-screen.module.css';
import { useSpoken } from './use-spoken.ts';

export function ResultsScreen() {
  const answered = useApp((state) => state.search.answered);
  const problem = useApp((state) => state.search.problem);
  const busy = useApp((state) => state.search.busy);
  const indexing = useApp((state) => state.ingest.phase !== 'idle');
  const ready = useApp((state) => state.library.ready);
  const gone = useApp((state) => state.search.query.images.some((image) => image.gone));
  const { moreHits } = useActions();

  const asked = answered ? printRoute({ name: 'search', ...answered.query }) : '';
  const line = answered && answerLine(answered.query, answered.answer, indexing);
  // A key makes the screen busy, and leaves the photos on it as they are.
  const grid = useMemo(
    () =>
      answered &&
      answered.source.count > 0 && (
        <div className={styles.grid}>
          <PhotoGrid
            label={words.results}
            source={answered.source}
            resetKey={asked}
            onEnd={moreHits}
            before={<ResultsHeader answered={answered} />}
          />
        </div>
      ),
    [answered, asked, moreHits],
  );
  const spoken = useSpoken(busy ? undefined : line, asked, indexing);

  return (
    <section className={styles.screen} aria-busy={busy}>
      <p role="status" className={styles.spoken}>
        {spoken}
      </p>
      {problem && (
        <p role="alert" className={styles.problem}>
          {problem.subject !== undefined && <strong>{problem.subject}: </strong>}
          {errorWords[problem.code].what}. {errorWords[problem.code].todo}
        </p>
      )}
      {grid}
      {answered && answered.source.count === 0 && <NoResults answered={answered} />}
      {!answered && busy && <p className={styles.waiting}>{ready ? words.searching : words.loadingModel}</p>}
      {!answered && !busy && !problem && gone && <PictureGone />}
    </section>
  );
}
