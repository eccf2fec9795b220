// What takes how much, what of it can be given up, whether the browser keeps it, and how to be rid of it all.

import { useState } from 'react';
import { type StorageUsage, usageKinds } from '../../../shared/domain/storage-usage.ts';
import { Button } from '../controls/button.tsx';
import page from '../controls/page.module.css';
import { formatBytes } from '../format.ts';
import { storageWords as say } from '../storage-words.ts';
import { useUsage } from '../use-usage.ts';
import { words } from '../words.ts';
import { CleanUps } from './clean-ups.tsx';
import { EraseDialog } from './erase-dialog.tsx';
import { Persistence } from './persistence.tsx';
import styles from './storage.module.css';

/** Shown also where they take nothing. */
const always: ReadonlySet<string> = new Set(['previews', 'thumbnails', 'vectors']);

export function Storage() {
  const { usage, askAgain } = useUsage();
  const [erasing, setErasing] = useState(false);
  return (
    <section className={page.section}>
      <h2>{say.title}</h2>
      <div className={page.card}>
        <p className={page.intro}>{say.intro}</p>
        {usage && <Figures usage={usage} />}
        {usage && <CleanUps usage={usage} onFreed={askAgain} />}
        <Persistence />
        <div className={page.row}>
          <div>
            <span>{words.settingsScreen.erase}</span>
            <p>{words.settingsScreen.eraseDetail}</p>
          </div>
          <Button aria-haspopup="dialog" onClick={() => setErasing(true)}>
            {words.settingsScreen.erase}…
          </Button>
        </div>
      </div>
      {erasing && (
        <EraseDialog
          photos={usage?.photos ?? 0}
          onClose={() => {
            setErasing(false);
            askAgain();
          }}
        />
      )}
    </section>
  );
}

function Figures({ usage }: { usage: StorageUsage }) {
  const { bytes, photos, spaces } = usage;
  const total = usageKinds.reduce((sum, kind) => sum + bytes[kind], 0);
  const shown = usageKinds.filter((kind) => bytes[kind] > 0 || always.has(kind));
  return (
    <div>
      <p className={styles.total}>
        {say.total} <strong>{formatBytes(total)}</strong>
      </p>
      <div className={styles.bar} aria-hidden>
        {shown.map((kind) => (
          <span key={kind} data-part={kind} style={{ flexGrow: bytes[kind] }} hidden={bytes[kind] === 0} />
        ))}
      </div>
      <dl className={styles.parts}>
        {shown.map((kind) => (
          <div key={kind}>
            <dt>
              <i aria-hidden data-part={kind} />
              {say.kinds[kind]}
            </dt>
            <dd>{formatBytes(bytes[kind])}</dd>
          </div>
        ))}
      </dl>
      {spaces.length > 1 && (
        <dl className={styles.spaces} aria-label={say.spaces}>
          {spaces.map(({ id, active, photos: of, vectors, inputs }) => (
            <div key={id}>
              <dt>
                {id} {active && <em>{say.spaceActive}</em>}
              </dt>
              <dd>{say.space(of, vectors, inputs)}</dd>
            </div>
          ))}
        </dl>
      )}
      {photos > 0 && <p className={styles.detail}>{say.perPhoto((bytes.previews + bytes.thumbnails + bytes.vectors) / photos)}</p>}
    </div>
  );
}
