// What drops down from the empty field: the searches one keeps, and those of lately. Arrow keys walk, Delete takes one off the list.

import { Clock, Star, X } from 'lucide-react';
import type { KeyboardEvent, ReactNode } from 'react';
import { isSameSearch } from '../../state/saved-searches.ts';
import { Button } from '../controls/button.tsx';
import { queryWords } from '../query-words.ts';
import { useActions, useApp } from '../store-context.tsx';
import { words } from '../words.ts';
import styles from './earlier-searches.module.css';

/** @param onRun after a search was taken up again. */
export function EarlierSearches({ onRun }: { onRun: () => void }) {
  const saved = useApp((state) => state.search.saved);
  const recent = useApp((state) => state.search.recent).filter((text) => !saved.some((search) => isSameSearch(search, { text, like: [] })));
  const { typeQuery, settleQuery, forgetRecent, runSearch, forgetSearch } = useActions();
  return (
    <>
      {saved.length > 0 && (
        <section aria-label={queryWords.saved} className={styles.section}>
          <div className={styles.heading}>
            <h2>{queryWords.saved}</h2>
          </div>
          <ul role="list">
            {saved.map((search) => (
              <Row
                key={`${search.text} ${search.like.join()}`}
                icon={<Star aria-hidden size={16} className={styles.star} />}
                name={queryWords.savedName(search)}
                onForget={() => void forgetSearch(search)}
                onRun={() => {
                  runSearch(search);
                  onRun();
                }}
              />
            ))}
          </ul>
        </section>
      )}
      {recent.length > 0 && (
        <section aria-label={words.recent} className={styles.section}>
          <div className={styles.heading}>
            <h2>{words.recent}</h2>
            <Button kind="quiet" size="small" onClick={() => forgetRecent()}>
              {words.forgetAll}
            </Button>
          </div>
          <ul role="list">
            {recent.map((old) => (
              <Row
                key={old}
                icon={<Clock aria-hidden size={16} />}
                name={old}
                onForget={() => forgetRecent(old)}
                onRun={() => {
                  typeQuery(old);
                  settleQuery();
                  onRun();
                }}
              />
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function Row({ icon, name, onRun, onForget }: { icon: ReactNode; name: string; onRun: () => void; onForget: () => void }) {
  function press(event: KeyboardEvent<HTMLLIElement>): void {
    if (event.key !== 'Delete') return;
    event.preventDefault();
    focusNeighbour(event.currentTarget);
    onForget();
  }
  return (
    <li className={styles.row} onKeyDown={press}>
      <button type="button" data-stop onClick={onRun}>
        {icon}
        <span dir="auto">{name}</span>
      </button>
      <Button
        kind="quiet"
        size="icon-small"
        aria-label={words.forget(name)}
        onClick={({ currentTarget }) => {
          const row = currentTarget.closest('li');
          if (row) focusNeighbour(row);
          onForget();
        }}
      >
        <X aria-hidden />
      </Button>
    </li>
  );
}

/** So that the focus, and with it the list, does not go with the row. */
function focusNeighbour(row: Element): void {
  const stops = [...(row.closest('form')?.querySelectorAll<HTMLElement>('[data-stop]') ?? [])];
  const at = stops.findIndex((stop) => row.contains(stop));
  (stops[at + 1] ?? stops[at - 1])?.focus();
}
