// All that is known of the photo, at its side; on phones, over its lower half.

import { X } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { Photo } from '../../../shared/domain/photo.ts';
import type { Inquiries } from '../../state/app.ts';
import { Button } from '../controls/button.tsx';
import { viewerWords } from '../photo-words.ts';
import { useInquiries } from '../store-context.tsx';
import styles from './info-panel.module.css';
import { photoFacts } from './photo-facts.ts';
import { WhyMatched } from './why-matched.tsx';

type Credit = Awaited<ReturnType<Inquiries['credit']>>;

export function InfoPanel({ photo, onClose }: { photo: Photo; onClose: () => void }) {
  const credit = useCredit(photo);
  const facts = photoFacts(photo, { author: photo.author ?? credit?.author, licence: photo.licence ?? credit?.licence });
  return (
    <aside className={styles.panel} aria-label={viewerWords.info}>
      <header className={styles.header}>
        <h2>{viewerWords.info}</h2>
        <Button kind="quiet" size="icon" aria-label={viewerWords.closeInfo} onClick={onClose}>
          <X />
        </Button>
      </header>
      <WhyMatched key={photo.id} photoId={photo.id} />
      <dl className={styles.facts}>
        {facts.map(({ label, value, detail }) => (
          <div key={label} className={styles.fact}>
            <dt>{label}</dt>
            <dd>
              <span dir="auto" className={styles.value}>
                {value}
              </span>
              {detail && <span className={styles.detail}>{detail}</span>}
            </dd>
          </div>
        ))}
      </dl>
    </aside>
  );
}

/** Author and licence of a sample. Asked once a photo; a list that cannot be read leaves the panel without them. */
function useCredit({ id }: Photo): Credit {
  const { credit } = useInquiries();
  const [found, setFound] = useState<{ of: string; credit: Credit }>();
  useEffect(() => {
    let left = false;
    credit(id).then(
      (credit) => !left && setFound({ of: id, credit }),
      (error: unknown) => console.warn(error),
    );
    return () => {
      left = true;
    };
  }, [credit, id]);
  return found?.of === id ? found.credit : undefined;
}
