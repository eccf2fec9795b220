// One line over the screen while storage is full: what that means, what can be done, and a way to go on.

import { HardDrive } from 'lucide-react';
import { printRoute } from '../../state/route.ts';
import { Button } from '../controls/button.tsx';
import { fullWords } from '../storage-words.ts';
import { useActions, useApp } from '../store-context.tsx';
import styles from './banner.module.css';

export function FullBanner() {
  const waiting = useApp((state) => state.ingest.waiting);
  const { resumeIngest } = useActions();
  if (waiting === undefined) return null;
  return (
    <div role="alert" className={styles.banner}>
      <HardDrive aria-hidden size={20} />
      <p>
        <strong>{fullWords.title}</strong> {fullWords.waiting(waiting)}
        {fullWords.detail} <a href={printRoute({ name: 'settings' })}>{fullWords.seeWhat}</a>
      </p>
      <Button size="small" onClick={() => void resumeIngest()}>
        {fullWords.goOn}
      </Button>
    </div>
  );
}
