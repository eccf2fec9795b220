// One photo's thumbnail: what is here already, else what comes.

import { useEffect, useState } from 'react';
import type { PhotoId } from '../../shared/domain/photo.ts';
import type { App } from '../state/app.ts';
import { useThumbnails } from './store-context.tsx';

/** For a component keyed by its photo: another photo is another component.
 * @returns `atOnce` is true if it was here at the first paint, so that it need not fade in. */
export function useThumbnail(photoId: PhotoId): { thumbnail: ReturnType<App['thumbnails']['peek']>; atOnce: boolean } {
  const thumbnails = useThumbnails();
  const [first] = useState(() => thumbnails.peek(photoId));
  const [thumbnail, setThumbnail] = useState(first);
  useEffect(() => thumbnails.watch(photoId, setThumbnail), [thumbnails, photoId]);
  return { thumbnail, atOnce: first !== undefined };
}
