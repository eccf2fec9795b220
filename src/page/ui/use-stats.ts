// The library's figures for a screen that shows them: asked when it opens, and again when the number of photos changes.

import { useEffect, useState } from 'react';
import type { Stats } from '../../shared/domain/library.ts';
import { useActions, useApp, useInquiries } from './store-context.tsx';

export function useStats(): Stats | undefined {
  const { stats } = useInquiries();
  const { reportProblem } = useActions();
  const photos = useApp((state) => state.library.timeline);
  const [answer, setAnswer] = useState<Stats>();
  // The timeline is the reason to ask, not part of the question.
  useEffect(() => {
    let gone = false;
    stats().then((figures) => gone || setAnswer(figures), reportProblem);
    return () => {
      gone = true;
    };
  }, [stats, reportProblem, photos]);
  return answer;
}
