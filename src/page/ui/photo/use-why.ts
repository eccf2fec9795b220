// Why the photo is in the answer that is shown, asked again with every new answer.

import { useEffect, useState } from 'react';
import type { Why } from '../../../shared/domain/library.ts';
import type { PhotoId } from '../../../shared/domain/photo.ts';
import { useActions, useApp } from '../store-context.tsx';

/** For a component keyed by its photo. @returns undefined until it is known, and where the photo was not found by a search. */
export function useWhy(photoId: PhotoId): Why | undefined {
  const { why: ask, reportProblem } = useActions();
  const answer = useApp(({ screen, search }) => (screen.name === 'search' ? search.answered?.answer : undefined));
  const [why, setWhy] = useState<Why>();
  useEffect(() => {
    const abort = new AbortController();
    ask(photoId, abort.signal).then(setWhy, reportProblem);
    return () => abort.abort();
  }, [ask, reportProblem, photoId, answer]);
  return answer && why;
}
