// One item a file: which, why, and what to do about it. Files that were never read come last, to be added again.

import { RotateCw, X } from 'lucide-react';
import { useState } from 'react';
import type { Problem } from '../../../shared/domain/library.ts';
import { Button } from '../controls/button.tsx';
import { errorWords } from '../error-words.ts';
import { usePickers } from '../frame/add-buttons.tsx';
import { useActions } from '../store-context.tsx';
import { words } from '../words.ts';
import styles from './problems.module.css';

/** A folder of a thousand broken files is no reason for a thousand rows at once. */
const atFirst = 500;

export function Problems({ problems }: { problems: readonly Problem[] }) {
  const { retryProblems, dismissProblems } = useActions();
  const pickers = usePickers();
  const [limit, setLimit] = useState(atFirst);
  const ordered = [...problems].sort((a, b) => Number(a.code === 'interrupted') - Number(b.code === 'interrupted'));
  const retryable = problems.some((problem) => problem.retryable);
  const unread = problems.filter(({ code }) => code === 'interrupted').length;

  return (
    <section className={styles.problems}>
      <div className={styles.header}>
        <h3>{words.problemCount(problems.length)}</h3>
        {retryable && (
          <Button kind="quiet" size="small" onClick={() => void retryProblems()}>
            {words.retryAll}
          </Button>
        )}
        <Button kind="quiet" size="small" onClick={() => void dismissProblems()}>
          {words.dismissAll}
        </Button>
      </div>
      {unread > 0 && (
        <div className={styles.again}>
          <p>{words.unread(unread)}</p>
          <Button size="small" onClick={pickers.photos}>
            {words.addPhotos}
          </Button>
          <Button size="small" onClick={pickers.folder}>
            {words.addFolder}
          </Button>
        </div>
      )}
      {/* It scrolls, so the keyboard must reach it. */}
      <ul role="list" aria-label={words.problems} tabIndex={0} className={styles.list}>
        {ordered.slice(0, limit).map((problem) => (
          <li key={problem.key} className={styles.problem} data-code={problem.code}>
            <div>
              <p className={styles.name} title={problem.path}>
                {problem.name}
              </p>
              <p className={styles.what}>{errorWords[problem.code].what}.</p>
              <p className={styles.todo}>{errorWords[problem.code].todo}</p>
            </div>
            <div className={styles.ways}>
              {problem.retryable && (
                <Button
                  kind="quiet"
                  size="icon-small"
                  aria-label={words.retryOf(problem.name)}
                  onClick={() => void retryProblems([problem.key])}
                >
                  <RotateCw aria-hidden />
                </Button>
              )}
              <Button
                kind="quiet"
                size="icon-small"
                aria-label={words.dismissOf(problem.name)}
                onClick={() => void dismissProblems([problem.key])}
              >
                <X aria-hidden />
              </Button>
            </div>
          </li>
        ))}
      </ul>
      {ordered.length > limit && (
        <Button kind="quiet" size="small" onClick={() => setLimit(limit + 2 * atFirst)}>
          {words.more(ordered.length - limit)}
        </Button>
      )}
    </section>
  );
}
