// What can be given up for room, each with what it frees and what it costs.

import { useState } from 'react';
import type { CleanUp, StorageUsage } from '../../../shared/domain/storage-usage.ts';
import { Button } from '../controls/button.tsx';
import page from '../controls/page.module.css';
import { storageWords } from '../storage-words.ts';
import { useActions } from '../store-context.tsx';
import styles from './storage.module.css';

const say = storageWords.cleanUps;

interface Offer {
  readonly what: CleanUp;
  readonly name: string;
  readonly detail: string;
  readonly bytes: number;
}

function offersOf({ bytes, failedInputs, removedPhotos }: StorageUsage): Offer[] {
  const offers: Offer[] = [
    { what: 'removed', name: say.removed, detail: say.removedDetail(removedPhotos), bytes: bytes.removed },
    {
      ...{ what: 'failed-inputs', name: say.failedInputs },
      ...{ detail: say.failedInputsDetail(failedInputs.photos), bytes: failedInputs.bytes },
    },
    { what: 'query-pictures', name: say.queryPictures, detail: say.queryPicturesDetail, bytes: bytes.queryPictures },
  ];
  return offers.filter((offer) => offer.bytes > 0);
}

export function CleanUps({ usage, onFreed }: { usage: StorageUsage; onFreed: () => void }) {
  const { freeStorage } = useActions();
  const [busy, setBusy] = useState<CleanUp>();
  const offers = offersOf(usage);
  if (offers.length === 0) return null;
  const free = (offer: Offer) => {
    setBusy(offer.what);
    void freeStorage(offer.what).finally(() => {
      setBusy(undefined);
      onFreed();
    });
  };
  return (
    <section className={styles.cleanUps}>
      <h3>{storageWords.free}</h3>
      {offers.map((offer) => (
        <div key={offer.what} className={page.row}>
          <div>
            <span>{offer.name}</span>
            <p>{offer.detail}</p>
          </div>
          <Button aria-label={storageWords.freeOf(offer.bytes, offer.name)} disabled={busy !== undefined} onClick={() => free(offer)}>
            {storageWords.freeIt(offer.bytes)}
          </Button>
        </div>
      ))}
    </section>
  );
}
