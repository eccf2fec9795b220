// What is said of photos that the library knows already: by sidecars that came after them.

import type { Metadata, PhotoId } from '../../shared/domain/photo.ts';
import type { Database, PhotoRecord } from './schema.ts';
import { write } from './transaction.ts';

/** From what is known of a photo to what is known of it now. */
export type Describe = (own: Metadata) => Metadata;

/** @returns `photo` itself where there is nothing new. */
export function withDescription(photo: PhotoRecord, describe: Describe | undefined): PhotoRecord {
  if (!describe) return photo;
  const { takenMs: _, ...described } = { ...photo, ...describe(photo) };
  const takenMs = wallClockMs(described);
  return { ...described, ...(takenMs !== undefined && { takenMs }) };
}

/** One transaction. @returns those that it changed, as stored now. */
export const describePhotos = (
  db: Database,
  described: readonly { readonly photoId: PhotoId; readonly describe: Describe }[],
): Promise<PhotoRecord[]> =>
  write(db, ['photos'], async (tx) => {
    const photos = tx.objectStore('photos');
    const changed = new Map<PhotoId, PhotoRecord>();
    // One after the other: a photo may be described twice.
    for (const { photoId, describe } of described) {
      const photo = await photos.get(photoId);
      if (!photo) continue;
      const now = withDescription(photo, describe);
      if (sameFacts(now, photo)) continue;
      await photos.put(now, photoId);
      changed.set(photoId, now);
    }
    return [...changed.values()];
  });

/** Each is made of the other's fields and a few more: text, numbers, and lists of them. */
export const sameFacts = (a: PhotoRecord, b: PhotoRecord): boolean => {
  const inOrder = (photo: PhotoRecord) => JSON.stringify(Object.entries(photo).sort(([x], [y]) => (x < y ? -1 : 1)));
  return inOrder(a) === inOrder(b);
};

/** What the camera's clock said, as if it were UTC: months and days are then the photographer's. Undefined where not known. */
export function wallClockMs({ takenAt }: Metadata): number | undefined {
  const local = takenAt?.replace(/(?:Z|[+-]\d\d:?\d\d)$/, '');
  const ms = local === undefined ? Number.NaN : Date.parse(local.includes('T') ? `${local}Z` : local);
  return Number.isNaN(ms) ? undefined : ms;
}
