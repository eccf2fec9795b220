// What holds in every library at every moment between two transactions. Run after tests, and whenever something looks wrong.

import { isPhotoId, type PhotoId, type SpaceId } from '../../shared/domain/photo.ts';
import { checksum } from './checksum.ts';
import { openRecord } from './chunk-codec.ts';
import { vectorStores } from './chunks.ts';
import { within } from './key-range.ts';
import { totalsIn } from './meta.ts';
import type { Database, PhotoRecord, RemovedRow, SpaceRow, Status } from './schema.ts';
import { timelineIn } from './timeline.ts';
import { orUnreadable, type Read, read } from './transaction.ts';

/** The photos whose pictures, inputs and vectors lie in the database: those of the library, and those that an undo would bring back. */
interface Held {
  readonly photos: ReadonlyMap<PhotoId, PhotoRecord>;
  readonly statuses: readonly Status[];
  /** Every id the library has ever had and not deleted wholly. */
  readonly noted: ReadonlySet<PhotoId>;
}

/** Reads the whole database in one transaction. @returns a sentence for each thing that is wrong; empty if all is well. */
export const checkInvariants = (db: Database): Promise<string[]> =>
  read(db, [...db.objectStoreNames], async (tx) => {
    // All of one moment: a transaction each would see two, where a library is written meanwhile.
    const [totals, timeline] = await Promise.all([totalsIn(tx), timelineIn(tx)]);
    const wrong: string[] = [];
    const expect = (holds: boolean, sentence: string) => void (holds || wrong.push(sentence));
    const [held, spaces] = [await readHeld(tx, expect), await tx.objectStore('spaces').getAll()];
    const thumbnails = await checkPictures(tx, 'thumbnails', held, expect);
    const previews = await checkPictures(tx, 'previews', held, expect);
    await checkInputs(tx, held, expect);
    let vectors = 0;
    for (const space of spaces) vectors += await checkVectors(tx, space, held, expect);
    await checkNotes(tx, held, spaces, expect);
    await checkSearches(tx, expect);
    const photos = await tx.objectStore('photos').count();
    expect(!timeline || timeline.count === photos, `the kept timeline has ${timeline?.count} of ${photos} photos`);
    const counted = JSON.stringify({ thumbnails, previews, vectors });
    expect(counted === JSON.stringify(totals), `totals say ${JSON.stringify(totals)}, stored are ${counted}`);
    return wrong;
  });

type Expect = (holds: boolean, sentence: string) => void;

async function readHeld(tx: Read, expect: Expect): Promise<Held> {
  const [photos, statuses, removed] = await Promise.all([
    tx.objectStore('photos').getAll(),
    tx.objectStore('statuses').getAll(),
    tx.objectStore('removed').getAll(),
  ]);
  const here = new Set(photos.map(({ id }) => id));
  for (const { photoId } of statuses) expect(here.has(photoId), `status of ${photoId}, which is no photo`);
  for (const { photoId } of removed) expect(!here.has(photoId), `${photoId} is both there and removed`);
  for (const { id, name, paths } of photos) expect(paths[0]?.endsWith(name) === true, `${id} is named ${name}, not as ${paths[0]}`);
  const undoable = removed.filter(({ kept }) => kept);
  for (const row of removed) expect((row.kept === undefined) === (row.batch === undefined), `${row.photoId} is half undoable`);
  expect(new Set(undoable.map(({ batch }) => batch)).size <= 1, 'more than one removal can be undone');
  const back = undoable.flatMap(({ kept }: RemovedRow) => (kept ? [kept] : []));
  return {
    photos: new Map([...photos, ...back.map(({ photo }) => photo)].map((photo) => [photo.id, photo])),
    statuses: [...statuses, ...back.flatMap((kept) => kept.statuses)],
    noted: new Set([...here, ...removed.map(({ photoId }) => photoId)]),
  };
}

/** @returns their bytes. */
async function checkPictures(tx: Read, store: 'thumbnails' | 'previews', { photos }: Held, expect: Expect): Promise<number> {
  let bytes = 0;
  const keys = await tx.objectStore(store).getAllKeys();
  for (const key of keys) expect(photos.has(key), `${store} of ${key}, which is no photo`);
  for (const photo of photos.values()) {
    const picture = await orUnreadable(tx.objectStore(store).get(photo.id));
    const [stated, sum] = store === 'thumbnails' ? [photo.thumbnailBytes, photo.thumbnailSum] : [photo.previewBytes, photo.previewSum];
    expect(picture?.byteLength === stated, `${store} of ${photo.id}: ${picture?.byteLength} bytes, stated ${stated}`);
    if (picture && sum !== undefined) expect(checksum(picture) === sum, `${store} of ${photo.id} are not what was written`);
    bytes += picture?.byteLength ?? 0;
  }
  return bytes;
}

async function checkInputs(tx: Read, { statuses }: Held, expect: Expect): Promise<void> {
  const open = statuses.filter(({ state }) => state !== 'indexed');
  const dropped = new Set(open.filter(({ inputDropped }) => inputDropped).map(({ space, photoId }) => `${space} ${photoId}`));
  const wanted = new Set(open.map(({ space, photoId }) => `${space} ${photoId}`));
  const kept = new Set((await tx.objectStore('inputs').getAllKeys()).map((key) => key.join(' ')));
  for (const key of wanted) expect(kept.has(key) || dropped.has(key), `${key} has no vector and no input`);
  for (const key of kept) expect(wanted.has(key), `${key} has an input and is neither pending nor failed`);
}

/** @returns their bytes. */
async function checkVectors(tx: Read, { id: space, dim }: SpaceRow, { statuses }: Held, expect: Expect): Promise<number> {
  const indexed = new Set(statuses.filter((status) => status.space === space && status.state === 'indexed').map(({ photoId }) => photoId));
  const seen = new Set<PhotoId>();
  const [idKeys, keys, sumKeys] = await Promise.all(vectorStores.map((name) => tx.objectStore(name).getAllKeys(within(space))));
  expect(String(idKeys) === String(keys), `${space}: vectors and their ids are not the same records`);
  expect(String(sumKeys) === String(keys), `${space}: vectors and their sums are not the same records`);
  let bytes = 0;
  for (const key of keys ?? []) {
    const [ids, values] = [
      await orUnreadable(tx.objectStore('vectorIds').get(key)),
      await orUnreadable(tx.objectStore('vectors').get(key)),
    ];
    expect(ids !== undefined && values !== undefined, `${key.join(' ')} cannot be read, or half of it`);
    if (!ids || !values) continue;
    expect(
      openRecord({ ids, vectors: values, sums: await tx.objectStore('vectorSums').get(key) }, dim) !== undefined,
      `${key.join(' ')} is damaged`,
    );
    bytes += values.byteLength;
    expect(values.byteLength === 4 * dim * ids.length, `${key.join(' ')}: ${values.byteLength} bytes for ${ids.length} × ${dim}`);
    const vectors = new Float32Array(values);
    for (const [row, photoId] of ids.entries()) {
      if (photoId === '') continue;
      expect(!seen.has(photoId), `${photoId} has two vectors in ${space}`);
      expect(indexed.has(photoId), `${photoId} has a vector in ${space} and is not indexed`);
      const squares = vectors.subarray(row * dim, (row + 1) * dim).reduce((sum, x) => sum + x * x, 0);
      expect(Math.abs(squares - 1) < 1e-3, `the vector of ${photoId} in ${space} has length ${Math.sqrt(squares)}`);
      seen.add(photoId);
    }
  }
  for (const photoId of indexed) expect(seen.has(photoId), `${photoId} is indexed in ${space} and has no vector`);
  return bytes;
}

/** What is only said of photos: files, problems, and the spaces that statuses name. */
async function checkNotes(tx: Read, { photos, noted, statuses }: Held, spaces: readonly SpaceRow[], expect: Expect): Promise<void> {
  for (const { path, photoId } of await tx.objectStore('files').getAll())
    expect(photoId === undefined || noted.has(photoId), `${path} is noted as ${photoId}, which is unknown`);
  const failed = new Set(statuses.filter(({ state }) => state === 'failed').map(({ photoId }) => photoId));
  for (const { key, photoId } of await tx.objectStore('problems').getAll())
    expect(!photoId || !photos.has(photoId) || failed.has(photoId), `${key} is listed as a problem and is none`);
  const known = new Set<SpaceId>(spaces.map(({ id }) => id));
  for (const { space, photoId } of statuses) expect(known.has(space), `${photoId} stands in ${space}, which is unknown`);
}

/** A saved search may name photos that are gone: it then says so itself. */
async function checkSearches(tx: Read, expect: Expect): Promise<void> {
  for (const { text, like } of await tx.objectStore('searches').getAll()) {
    expect(text === text.trim() && (text !== '' || like.length > 0), `the saved search “${text}” looks for nothing, or has white space`);
    for (const one of like) expect(isPhotoId(one.replace(/^-/, '')), `the saved search “${text}” names ${one}, which is no id`);
  }
}
