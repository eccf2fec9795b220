// One photo's thumbnail: what is here already, else what comes.

import { useEffect, useMemo, useState } from 'react';
import type { PhotoId } from '../../shared/domain/photo.ts';
import type { App } from '../state/app.ts';
import { useThumbnails } from './store-context.tsx';

type Thumbnail = NonNullable<ReturnType<App['thumbnails']['peek']>>;

/** Never another photo's, also where the component goes on to another one.
 * @returns `atOnce` is true if it was here at the photo's first paint, so that it need not fade in. */
export function useThumbnail(photoId: PhotoId): { thumbnail: Thumbnail | undefined; atOnce: boolean } {
  const thumbnails = useThumbnails();
  const first = useMemo(() => thumbnails.peek(photoId), [thumbnails, photoId]);
  const [came, setCame] = useState<{ photoId: PhotoId; thumbnail: Thumbnail }>();
  useEffect(
    () =>
      thumbnails.watch(photoId, (thumbnail) => {
        if (thumbnail !== first) setCame({ photoId, thumbnail });
      }),
    [thumbnails, photoId, first],
  );
  return { thumbnail: came?.photoId === photoId ? came.thumbnail : first, atOnce: first !== undefined };
}
