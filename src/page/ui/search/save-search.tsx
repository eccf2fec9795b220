// The star in the field: keeps the search, or lets go of it.

import { Star } from 'lucide-react';
import { isSameSearch, savableOf } from '../../state/saved-searches.ts';
import { Button } from '../controls/button.tsx';
import { queryWords } from '../query-words.ts';
import { useActions, useApp } from '../store-context.tsx';
import styles from './search-field.module.css';

export function SaveSearch() {
  const query = useApp((state) => state.search.query);
  const saved = useApp((state) => state.search.saved);
  const { saveSearch, forgetSearch } = useActions();
  const search = savableOf(query);
  const kept = search && saved.find((other) => isSameSearch(search, other));
  return (
    <Button
      kind="quiet"
      size="icon-small"
      className={styles.star}
      aria-label={queryWords.save}
      title={search ? (kept ? queryWords.unsave : queryWords.save) : queryWords.notSavable}
      aria-pressed={kept !== undefined}
      aria-disabled={!search}
      onClick={() => void (kept ? forgetSearch(kept) : saveSearch())}
    >
      <Star aria-hidden />
    </Button>
  );
}
