// What takes how much room, for a screen that shows it: asked when it opens, when photos come or go, and when it asks again.

import { useCallback, useEffect, useState } from 'react';
import type { StorageUsage } from '../../shared/domain/storage-usage.ts';
import { useActions, useApp, useInquiries } from './store-context.tsx';

export function useUsage(): { usage: StorageUsage | undefined; askAgain: () => void } {
  const { usage } = useInquiries();
  const { reportProblem } = useActions();
  const timeline = useApp((state) => state.library.timeline);
  const phase = useApp((state) => state.ingest.phase);
  const [answer, setAnswer] = useState<StorageUsage>();
  const [asked, setAsked] = useState(0);
  // Timeline and phase are reasons to ask, not part of the question.
  useEffect(() => {
    let gone = false;
    usage().then((figures) => gone || setAnswer(figures), reportProblem);
    return () => {
      gone = true;
    };
  }, [usage, reportProblem, timeline, phase, asked]);
  return { usage: answer, askAgain: useCallback(() => setAsked((times) => times + 1), []) };
}
