// An empty answer: what was searched, which filter removed what, and the way on.

import { SearchX } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { Answered } from '../../state/app-state.ts';
import { Button } from '../controls/button.tsx';
import { Empty } from '../controls/empty.tsx';
import { useActions, useApp } from '../store-context.tsx';
import { missingLine, noResultsWords, resultsTitle, words } from '../words.ts';
import styles from './no-results.module.css';

export function NoResults({ answered: { query, answer } }: { answered: Answered }) {
  const indexing = useApp((state) => state.ingest.phase !== 'idle');
  const { dropFilter, sortBy } = useActions();
  const filters = answer.leftOut ?? [];
  const missing = missingLine(query, answer);
  // Sorted by date stand only the good matches: the others are still there to be looked at.
  const hasClosest = query.sort !== 'relevance' && answer.total > 0 && answer.cut !== undefined;
  // The orders that were chosen from went with the results: the focus on them goes to the way back.
  const wayBack = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (document.activeElement === document.body) wayBack.current?.focus();
  }, []);
  return (
    <Empty Icon={SearchX}>
      <h1 className={styles.title}>{resultsTitle(query, answer)}</h1>
      {missing !== '' && <p>{missing}</p>}
      <p>{noResultsWords.searched(answer, indexing)}</p>
      {filters.length > 0 && (
        <ul role="list" className={styles.filters} aria-label={noResultsWords.filters}>
          {filters.map(({ filter, photos, back }, at) => (
            <li key={`${at} ${filter}`} className={styles.filter}>
              <span>
                <code className={styles.code}>{filter}</code> {noResultsWords.leftOut(photos, answer.of)}
              </span>
              <Button
                kind="plain"
                size="small"
                aria-label={noResultsWords.drop(noResultsWords.dropIt(back), filter)}
                onClick={() => dropFilter(at)}
              >
                {noResultsWords.dropIt(back)}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {hasClosest ? (
        <Button ref={wayBack} kind="plain" onClick={() => sortBy('relevance')}>
          {noResultsWords.closest}
        </Button>
      ) : (
        filters.length === 0 && answer.of > 0 && <p>{words.tryOther}</p>
      )}
    </Empty>
  );
}

/** The only thing searched with was a picture, and it is not here any more. */
export function PictureGone() {
  const { clearQuery } = useActions();
  return (
    <Empty Icon={SearchX}>
      <h1 className={styles.title}>{words.pictureGone}</h1>
      <p>{words.pictureGoneTodo}</p>
      <Button kind="plain" onClick={clearQuery}>
        {words.clearSearch}
      </Button>
    </Empty>
  );
}
