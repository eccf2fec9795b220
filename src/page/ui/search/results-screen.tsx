// The answer to a query: how many are good, in which order, and the photos.

import { SearchX } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { SortOrder } from '../../../shared/domain/library.ts';
import { printRoute } from '../../state/route.ts';
import { Choice } from '../controls/choice.tsx';
import { Empty } from '../controls/empty.tsx';
import { errorWords } from '../error-words.ts';
import { PhotoGrid } from '../photos/photo-grid.tsx';
import { useActions, useApp } from '../store-context.tsx';
import { answerLine, resultsDetail, resultsTitle, words } from '../words.ts';
import styles from './results-screen.module.css';

const sorts: readonly SortOrder[] = ['relevance', 'newest', 'oldest'];
const quietMs = 900;

export function ResultsScreen() {
  const answered = useApp((state) => state.search.answered);
  const problem = useApp((state) => state.search.problem);
  const busy = useApp((state) => state.search.busy);
  const indexing = useApp((state) => state.ingest.phase !== 'idle');
  const ready = useApp((state) => state.library.ready);
  const sort = useApp((state) => state.search.query.sort);
  const { sortBy, moreHits } = useActions();

  const line = answered ? answerLine(answered.query, answered.answer, indexing) : '';
  const spoken = useSettled(busy ? undefined : line);

  return (
    <section className={styles.screen} aria-busy={busy}>
      <p role="status" className={styles.spoken}>
        {spoken}
      </p>
      {problem && (
        <p role="alert" className={styles.problem}>
          {errorWords[problem.code].what}. {errorWords[problem.code].todo}
        </p>
      )}
      {answered && answered.source.count > 0 && (
        <div className={styles.grid}>
          <PhotoGrid
            label={words.results}
            source={answered.source}
            resetKey={printRoute({ name: 'search', ...answered.query })}
            onEnd={moreHits}
            before={
              <header className={styles.header}>
                <h1 className={styles.title}>{resultsTitle(answered.query, answered.answer)}</h1>
                <p className={styles.detail}>{resultsDetail(answered.answer, indexing)}</p>
                <Choice name="sort" label={words.sort} options={sorts} labels={words.sorts} value={sort} onChange={sortBy} />
              </header>
            }
          />
        </div>
      )}
      {answered && answered.source.count === 0 && (
        <Empty Icon={SearchX}>
          <h1 className={styles.title}>{resultsTitle(answered.query, answered.answer)}</h1>
          <p>{answered.answer.of === 0 ? words.nothingIndexed : words.searched(answered.answer.of)}</p>
          {answered.answer.of > 0 && <p>{words.tryOther}</p>}
        </Empty>
      )}
      {!answered && busy && <p className={styles.waiting}>{ready ? words.searching : words.loadingModel}</p>}
    </section>
  );
}

/** The value once it has not changed for a while: a screen reader hears results, not every letter. */
function useSettled(value: string | undefined): string {
  const [settled, setSettled] = useState('');
  useEffect(() => {
    if (value === undefined) return;
    const timer = setTimeout(() => setSettled(value), quietMs);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}
