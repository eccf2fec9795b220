// Which element paints which photo.

import type { PhotoId } from '../../../shared/domain/photo.ts';

/** Within a list a photo keeps its element, wherever it moves. The first tiles of the next list get the keys of this one's first: their
 * elements are filled anew instead of made anew, which took a third of the time from a key to its results. */
export function createTileKeys(): (photoId: PhotoId) => number {
  const keys = new Map<PhotoId, number>();
  return (photoId) => {
    const key = keys.get(photoId) ?? keys.size;
    keys.set(photoId, key);
    return key;
  };
}
