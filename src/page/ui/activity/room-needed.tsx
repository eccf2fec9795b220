// What the rest of a run will take of storage, beside what the browser claims to have.

import { useEffect, useState } from 'react';
import type { StorageClaim } from '../../state/app.ts';
import { fullWords } from '../storage-words.ts';
import { useActions, useInquiries } from '../store-context.tsx';
import { useUsage } from '../use-usage.ts';
import styles from './activity-panel.module.css';

/** Thumbnail, preview and vector of a photo, until the library has some of its own (docs/decisions/0003-storage-layout.md). */
const usualBytes = 115_000;
const enoughToTell = 8;

export function RoomNeeded({ left }: { left: number }) {
  const { storage } = useInquiries();
  const { reportProblem } = useActions();
  const { usage } = useUsage();
  const [claim, setClaim] = useState<StorageClaim>();
  useEffect(() => void storage().then(setClaim, reportProblem), [storage, reportProblem]);
  if (!usage) return null;
  const { photos, bytes } = usage;
  const each = photos < enoughToTell ? usualBytes : (bytes.previews + bytes.thumbnails + bytes.vectors) / photos;
  const need = left * each;
  const free = claim?.quotaBytes === undefined ? undefined : claim.quotaBytes - (claim.usageBytes ?? 0);
  return (
    <p className={styles.detail}>
      {fullWords.need(need)} {free !== undefined && (free < need ? fullWords.tooMuch(free) : fullWords.claim(free))}
    </p>
  );
}
