// Over the results: what was asked, among how many, and in which order they stand.

import { TableProperties } from 'lucide-react';
import { lazy, Suspense } from 'react';
import type { SortOrder } from '../../../shared/domain/library.ts';
import type { Answered } from '../../state/app-state.ts';
import { archiveWords } from '../archive-words.ts';
import { Button } from '../controls/button.tsx';
import { Choice } from '../controls/choice.tsx';
import { useLatePopup } from '../controls/use-late-popup.ts';
import { useActions, useApp } from '../store-context.tsx';
import { missingLine, resultsDetail, resultsTitle, words } from '../words.ts';
import styles from './results-header.module.css';

const importTable = () => import('./save-table.tsx').then((module) => ({ default: module.SaveTable }));
const SaveTable = lazy(importTable);

const ranked: readonly SortOrder[] = ['relevance', 'newest', 'oldest'];
const listed: readonly SortOrder[] = ['newest', 'oldest'];

export function ResultsHeader({ answered: { query, answer } }: { answered: Answered }) {
  const indexing = useApp((state) => state.ingest.phase !== 'idle');
  const sort = useApp((state) => state.search.query.sort);
  const { sortBy } = useActions();
  const missing = missingLine(query, answer);
  const isRanked = answer.cut !== undefined;
  return (
    <header className={styles.header}>
      <div className={styles.words}>
        <h1 className={styles.title}>{resultsTitle(query, answer)}</h1>
        <p className={styles.detail}>{resultsDetail(answer, indexing)}</p>
        {missing !== '' && <p className={styles.missing}>{missing}</p>}
      </div>
      <Choice
        name="sort"
        label={words.sort}
        options={isRanked ? ranked : listed}
        labels={words.sorts}
        value={isRanked || sort !== 'relevance' ? sort : 'newest'} // Filters alone list the newest first.
        onChange={sortBy}
      />
      {answer.hits.length > 0 && <TableButton />}
    </header>
  );
}

function TableButton() {
  const { pressed, press } = useLatePopup(importTable);
  const button = (
    <Button kind="quiet" size="icon" aria-label={archiveWords.saveTable} aria-haspopup="dialog" {...press}>
      <TableProperties aria-hidden />
    </Button>
  );
  return pressed ? (
    <Suspense fallback={button}>
      <SaveTable />
    </Suspense>
  ) : (
    button
  );
}
