// What is being done and what went wrong, file by file. Not modal: the photos behind stay usable.

import { Dialog } from '@base-ui/react/dialog';
import { CircleCheck, X } from 'lucide-react';
import { Button } from '../controls/button.tsx';
import { ProgressTrack } from '../controls/progress-track.tsx';
import { useActions, useApp } from '../store-context.tsx';
import { ingestLine, words } from '../words.ts';
import styles from './activity-panel.module.css';
import { Problems } from './problems.tsx';
import { RoomNeeded } from './room-needed.tsx';

export function ActivityPanel() {
  const ingest = useApp((state) => state.ingest);
  const samples = useApp((state) => state.samples);
  const problems = useApp((state) => state.problems);
  const power = useApp((state) => state.power);
  const { setActivityOpen, cancelIngest, pauseIngest, resumeIngest } = useActions();
  const running = ingest.phase !== 'idle';
  const share = ingest.total === 0 ? 0 : ingest.done / ingest.total;

  return (
    <Dialog.Root open modal={false} disablePointerDismissal onOpenChange={setActivityOpen}>
      <Dialog.Portal>
        <Dialog.Popup className={styles.panel}>
          <div className={styles.header}>
            <Dialog.Title className={styles.title}>{words.activity}</Dialog.Title>
            <Dialog.Close render={<Button kind="quiet" size="icon-small" />} aria-label={words.close}>
              <X aria-hidden />
            </Dialog.Close>
          </div>

          <section className={styles.run}>
            <p className={styles.line}>
              {samples ? words.fetchingSamples(samples.done, samples.total) : running ? ingestLine(ingest) : words.nothingRunning}
            </p>
            {running && (
              <>
                {/* The progress itself is announced by the pill, once. */}
                <ProgressTrack aria-hidden share={share} />
                <div className={styles.switches}>
                  <Button size="small" onClick={() => void (ingest.phase === 'paused' ? resumeIngest() : pauseIngest())}>
                    {ingest.phase === 'paused' ? words.resume : words.pause}
                  </Button>
                  <Button size="small" onClick={() => void cancelIngest()}>
                    {words.cancelIngest}
                  </Button>
                  <p>{words.cancelDetail}</p>
                </div>
              </>
            )}
            {running && <RoomNeeded left={ingest.total - ingest.done} />}
            {running && power.slow && <p className={styles.detail}>{words.slowNow}</p>}
            {running && power.screen === 'refused' && <p className={styles.detail}>{words.settingsScreen.screens.refused}</p>}
            {ingest.skipped > 0 && <p className={styles.detail}>{words.notPictures(ingest.skipped)}</p>}
          </section>

          {problems.length > 0 ? (
            <Problems problems={problems} />
          ) : (
            <p className={styles.none}>
              <CircleCheck aria-hidden size={20} />
              {words.noProblems}
            </p>
          )}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
