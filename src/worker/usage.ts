// What takes how much room, from the database and from the files beside it.

import type { SpaceId } from '../shared/domain/photo.ts';
import { type StorageUsage, type UsageKind, usageKinds } from '../shared/domain/storage-usage.ts';
import { measureCaches, measureFiles } from './storage/other-files.ts';
import type { Database } from './storage/schema.ts';
import { readDatabaseUsage } from './storage/usage.ts';

/** @param space the active one. */
export async function readUsage(db: Database, space: SpaceId): Promise<StorageUsage> {
  const [stored, files, cached] = await Promise.all([readDatabaseUsage(db, space), measureFiles(db.name), measureCaches()]);
  const { thumbnails, previews, removed, ...rest } = stored;
  const known: Partial<Record<UsageKind, number>> = {
    ...files,
    queryPictures: cached.queryPictures,
    other: (files.other ?? 0) + cached.other,
    ...{ thumbnails, previews, removed },
    vectors: rest.spaces.reduce((sum, { vectors }) => sum + vectors, 0),
    inputs: rest.spaces.reduce((sum, { inputs }) => sum + inputs, 0),
  };
  // As the record it is: every kind is among the keys.
  const bytes = Object.fromEntries(usageKinds.map((kind) => [kind, known[kind] ?? 0])) as Record<UsageKind, number>;
  return { ...rest, bytes };
}
