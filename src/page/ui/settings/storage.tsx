// What takes how much, whether the browser keeps it, and how to be rid of it.

import { useEffect, useState } from 'react';
import type { StorageClaim } from '../../state/app.ts';
import { Button } from '../controls/button.tsx';
import page from '../controls/page.module.css';
import { formatBytes } from '../format.ts';
import { useActions, useInquiries } from '../store-context.tsx';
import { useStats } from '../use-stats.ts';
import { words } from '../words.ts';
import { EraseDialog } from './erase-dialog.tsx';
import styles from './storage.module.css';

const parts = ['previews', 'thumbnails', 'vectors', 'originals', 'models'] as const;

export function Storage() {
  const stats = useStats();
  const [erasing, setErasing] = useState(false);
  const say = words.settingsScreen;
  const total = stats ? parts.reduce((sum, part) => sum + stats.bytes[part], 0) : 0;
  return (
    <section className={page.section}>
      <h2>{say.storage}</h2>
      <div className={page.card}>
        <p className={page.intro}>{say.storageIntro}</p>
        {stats && (
          <div>
            <p className={styles.total}>
              {say.total} <strong>{formatBytes(total)}</strong>
            </p>
            <div className={styles.bar} aria-hidden>
              {parts.map((part) => (
                <span key={part} data-part={part} style={{ flexGrow: stats.bytes[part] }} hidden={stats.bytes[part] === 0} />
              ))}
            </div>
            <dl className={styles.parts}>
              {parts
                .filter((part) => stats.bytes[part] > 0 || part === 'previews')
                .map((part) => (
                  <div key={part}>
                    <dt>
                      <i aria-hidden data-part={part} />
                      {say.parts[part]}
                    </dt>
                    <dd>{formatBytes(stats.bytes[part])}</dd>
                  </div>
                ))}
            </dl>
          </div>
        )}
        <Persistence />
        <div className={page.row}>
          <div>
            <span>{say.erase}</span>
            <p>{say.eraseDetail}</p>
          </div>
          <Button aria-haspopup="dialog" onClick={() => setErasing(true)}>
            {say.erase}…
          </Button>
        </div>
      </div>
      {erasing && <EraseDialog photos={stats?.photos ?? 0} onClose={() => setErasing(false)} />}
    </section>
  );
}

function Persistence() {
  const { storage, persist } = useInquiries();
  const { reportProblem } = useActions();
  const [claim, setClaim] = useState<StorageClaim>();
  const [answer, setAnswer] = useState<boolean>();
  // An answer of the browser changes what it claims.
  useEffect(() => void storage().then(setClaim, reportProblem), [storage, reportProblem, answer]);
  if (!claim) return null;
  const say = words.settingsScreen;
  const state = claim.persisted === undefined ? say.persistUnknown : claim.persisted ? say.persisted : say.notPersisted;
  return (
    <div className={page.row}>
      <div>
        <span>{state}</span>
        {claim.usageBytes !== undefined && claim.quotaBytes !== undefined && (
          <p>{say.browserSays(formatBytes(claim.usageBytes), formatBytes(claim.quotaBytes))}</p>
        )}
        <p role="status">{answer === undefined ? '' : answer ? say.persistGranted : say.persistRefused}</p>
      </div>
      {claim.persisted === false && <Button onClick={() => void persist().then(setAnswer, reportProblem)}>{say.persist}</Button>}
    </div>
  );
}
