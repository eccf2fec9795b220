// The first minute: what it does, a place to drop, and that nothing leaves.

import { FolderPlus, ImagePlus, Images, LockKeyhole, Sparkles } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { printRoute } from '../../state/route.ts';
import { Button } from '../controls/button.tsx';
import { usePickers } from '../frame/add-buttons.tsx';
import { useActions } from '../store-context.tsx';
import { words } from '../words.ts';
import styles from './first-minute.module.css';

const PrivacyDialog = lazy(() => import('./privacy-dialog.tsx').then((module) => ({ default: module.PrivacyDialog })));
const sampleCount = 48;

export function FirstMinute() {
  const pickers = usePickers();
  const { addSamples, askAddresses } = useActions();
  const [asked, setAsked] = useState(false);
  return (
    <div className={styles.screen}>
      <div className={styles.column}>
        <h1 className={styles.title}>{words.first.title}</h1>

        <div className={styles.zone}>
          <Images aria-hidden size={44} strokeWidth={1.25} className={styles.picture} />
          <p className={styles.call}>{words.first.zone}</p>
          <p className={styles.detail}>{words.first.zoneDetail}</p>
          <div className={styles.buttons}>
            <Button kind="primary" onClick={pickers.photos}>
              <ImagePlus aria-hidden />
              {words.addPhotos}
            </Button>
            <Button onClick={pickers.folder}>
              <FolderPlus aria-hidden />
              {words.addFolder}
            </Button>
          </div>
        </div>

        <p className={styles.samples}>
          <Button kind="link" onClick={() => void addSamples()}>
            {words.first.samples}
          </Button>
          <span>{words.first.samplesDetail(sampleCount)}</span>
          <Button kind="link" aria-haspopup="dialog" onClick={() => askAddresses('')}>
            {words.addAddress}
          </Button>
        </p>

        <div className={styles.cards}>
          <section className={styles.card}>
            <LockKeyhole aria-hidden size={20} />
            <h2>{words.first.private}</h2>
            <p>{words.privacy.points[0]}</p>
            <Button kind="link" aria-haspopup="dialog" onClick={() => setAsked(true)}>
              {words.first.how}
            </Button>
          </section>
          <section className={styles.card}>
            <Sparkles aria-hidden size={20} />
            <h2>{words.first.model}</h2>
            <p>{words.first.modelDetail}</p>
            <a href={printRoute({ name: 'models' })}>{words.first.modelMore}</a>
          </section>
        </div>
      </div>
      {asked && (
        <Suspense fallback={null}>
          <PrivacyDialog onClose={() => setAsked(false)} />
        </Suspense>
      )}
    </div>
  );
}
