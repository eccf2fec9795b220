// A part of the query that is a picture: "more like this".

import type { PhotoId } from '../../../shared/domain/photo.ts';
import { useApp } from '../store-context.tsx';
import { useThumbnail } from '../use-thumbnail.ts';
import { words } from '../words.ts';
import styles from './like-chip.module.css';

const shown = 3;

export function LikeChip({ photoIds }: { photoIds: readonly PhotoId[] }) {
  const known = useApp((state) => state.library.phase === 'open');
  return (
    <span className={styles.chip}>
      {known && photoIds.slice(0, shown).map((photoId) => <Picture key={photoId} photoId={photoId} />)}
      <span className={styles.text}>{words.morePhotosLike(photoIds.length)}</span>
    </span>
  );
}

function Picture({ photoId }: { photoId: PhotoId }) {
  const { thumbnail } = useThumbnail(photoId);
  return thumbnail?.url ? <img src={thumbnail.url} alt="" className={styles.picture} /> : <span className={styles.picture} />;
}
