// Whether the browser promises to keep the library, and what it answered when it was asked.

import { useEffect, useState } from 'react';
import type { StorageClaim } from '../../state/app.ts';
import { Button } from '../controls/button.tsx';
import page from '../controls/page.module.css';
import { formatBytes } from '../format.ts';
import { storageWords as say } from '../storage-words.ts';
import { useActions, useApp, useInquiries } from '../store-context.tsx';
import styles from './storage.module.css';

export function Persistence() {
  const { storage, persist, persistAnswer } = useInquiries();
  const { reportProblem } = useActions();
  const timeline = useApp((state) => state.library.timeline);
  const [claim, setClaim] = useState<StorageClaim>();
  const [answer, setAnswer] = useState(persistAnswer);
  // An answer of the browser changes what it claims, and so do photos.
  useEffect(() => void storage().then(setClaim, reportProblem), [storage, reportProblem, answer, timeline]);
  if (!claim) return null;
  const state = claim.persisted === undefined ? say.persistUnknown : claim.persisted ? say.persisted : say.notPersisted;
  return (
    <div className={page.row}>
      <div>
        <span>{state}</span>
        <p role="status" className={styles.answer}>
          {answer === undefined ? '' : answer ? say.persistGranted : say.persistRefused}
        </p>
        {claim.usageBytes !== undefined && claim.quotaBytes !== undefined && (
          <p>{say.browserSays(formatBytes(claim.usageBytes), formatBytes(claim.quotaBytes))}</p>
        )}
      </div>
      {claim.persisted === false && <Button onClick={() => void persist().then(setAnswer, reportProblem)}>{say.persist}</Button>}
    </div>
  );
}
