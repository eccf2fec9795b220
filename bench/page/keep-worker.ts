// What an ingest does besides pixels and models: hashing files, and storing photos and vectors. By the app's own functions.

import type { SpaceId } from '../../src/shared/domain/photo.ts';
import { normalise } from '../../src/shared/domain/vectors.ts';
import { buildId } from '../../src/shared/protocol/build.ts';
import { onConnect } from '../../src/shared/protocol/connect.ts';
import { serve } from '../../src/shared/protocol/serve.ts';
import { digestBytes } from '../../src/worker/imaging/digest.ts';
import { readBytes } from '../../src/worker/imaging/open-file.ts';
import { sealTails } from '../../src/worker/storage/chunks.ts';
import { deleteDatabase, openDatabase } from '../../src/worker/storage/database.ts';
import { commitPrepared } from '../../src/worker/storage/prepared.ts';
import { enqueue } from '../../src/worker/storage/queue.ts';
import { addSpace } from '../../src/worker/storage/spaces.ts';
import type { KeepCalls } from './calls.ts';

const space = 'bench' as SpaceId; // A space of this benchmark alone: any name will do.
const held: Uint8Array<ArrayBuffer>[] = [];
const ignore = () => undefined; // Nobody else opens this database.

function* inGroups<T>(items: readonly T[], size: number): Generator<T[]> {
  for (let at = 0; at < items.length; at += size) yield items.slice(at, at + size);
}

async function store({ photos, dim, atOnce }: KeepCalls['photos-store']['args']): Promise<number> {
  const name = `bench-${crypto.randomUUID()}`;
  const db = await openDatabase(name, { blocked: ignore, blocking: ignore, terminated: ignore });
  await addSpace(db, { id: space, dim });
  const files = photos.map(({ photoId, bytes }) => ({
    path: `${photoId}.jpg`,
    name: `${photoId}.jpg`,
    size: bytes,
    modifiedAt: 0,
    folder: '',
  }));
  const keys = await enqueue(db, files, 'bench');
  const rows = photos.flatMap((photo, i) => {
    const file = files[i];
    const queueKey = keys[i];
    return file && queueKey !== undefined ? [{ photo, file, queueKey }] : [];
  });
  let stored = 0;
  for (const group of inGroups(rows, atOnce)) {
    const committed = await commitPrepared(
      db,
      space,
      group.map((row) => ({ ...row, vector: normalise(new Float32Array(dim).fill(1)) })),
    );
    stored += committed.length;
  }
  while (await sealTails(db, space));
  db.close();
  await deleteDatabase(name);
  return stored;
}

onConnect(self, (port) =>
  serve<KeepCalls>(
    port,
    {
      async 'files-hold'({ files }) {
        for (const file of files) held.push(await readBytes(file, file.name));
        return null;
      },
      async 'files-read'({ files }) {
        for (const file of files) await readBytes(file, file.name);
        return files.length;
      },
      async 'bytes-hash'() {
        for (const bytes of held) await digestBytes(bytes);
        return held.length;
      },
      'photos-store': store,
    },
    buildId,
  ),
);
