// Photos of which no file is left in the folders they were found in: shown together, and removed together.

import { useEffect, useState } from 'react';
import { Button } from '../controls/button.tsx';
import page from '../controls/page.module.css';
import { useActions, useApp, useInquiries } from '../store-context.tsx';
import { words } from '../words.ts';

const say = words.folders;

export function MissingPhotos() {
  const { missing } = useInquiries();
  const { removePhotos, reportProblem, showMissing } = useActions();
  const timeline = useApp((state) => state.library.timeline);
  const [photoIds, setPhotoIds] = useState<Awaited<ReturnType<typeof missing>>>([]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again whenever photos came, went or changed.
  useEffect(() => void missing().then(setPhotoIds, reportProblem), [missing, reportProblem, timeline]);
  if (photoIds.length === 0) return null;
  return (
    <div className={page.row}>
      <div>
        <span>{say.missingPhotos(photoIds.length)}</span>
        <p>{say.missingDetail}</p>
      </div>
      <div className={page.buttons}>
        <Button onClick={showMissing}>{say.showMissing}</Button>
        <Button onClick={() => void removePhotos(photoIds)}>{say.removeMissing}</Button>
      </div>
    </div>
  );
}
