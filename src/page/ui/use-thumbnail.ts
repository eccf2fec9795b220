// One photo's thumbnail: what is here already, else what comes.

import { useEffect, useState } from 'react';
import type { PhotoId } from '../../shared/domain/photo.ts';
import type { App } from '../state/app.ts';
import { useThumbnails } from './store-context.tsx';

/** For a component keyed by its photo: another photo is another component. */
export function useThumbnail(photoId: PhotoId): ReturnType<App['thumbnails']['peek']> {
  const thumbnails = useThumbnails();
  const [thumbnail, setThumbnail] = useState(() => thumbnails.peek(photoId));
  useEffect(() => thumbnails.watch(photoId, setThumbnail), [thumbnails, photoId]);
  return thumbnail;
}
