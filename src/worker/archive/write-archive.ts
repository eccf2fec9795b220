// The library → its archive, as a stream.
//
// [Note: A whole archive of a library that changes]
// An export of 100,000 photos takes a minute, and a transaction of a minute would keep everybody from writing. So it is made of moments: the ids
// first; then, part by part, photos with both pictures, each part in one transaction; then the vectors of a space, all in one, and only those of
// photos that were written. So nothing in it is torn: every photo has the pictures and the facts of one moment, and every vector is of a photo
// that is in it. What comes meanwhile is not in it, what is removed meanwhile may be, and a photo that lost its vector meanwhile is pending.

import type { SavedSearch } from '../../shared/domain/library.ts';
import type { PhotoId, SpaceId } from '../../shared/domain/photo.ts';
import { updateCrc32 } from '../../shared/zip/crc32.ts';
import { type Bytes, createZipWriter, type WriteBytes, type ZipWriter } from '../../shared/zip/writer.ts';
import type { RemovalNote, WholePhoto } from '../storage/whole-photos.ts';
import {
  crcText,
  formatVersion,
  type Manifest,
  type ManifestSpace,
  mediaType,
  memberNames,
  type PhotoLine,
  type Piece,
  partPath,
  photosPerPart,
  type RemovedLine,
  vectorIdsHeader,
  vectorIdsPath,
  vectorsPath,
} from './format.ts';
import { npyHeader } from './npy.ts';
import { readme } from './readme.ts';
import { packTar } from './tar.ts';

type Vectors = Float32Array<ArrayBuffer>;

/** A file of float32 [rows × dim] that is written anywhere and then read in order. */
export interface Scratch {
  write(from: Vectors, options: { at: number }): number;
  read(into: Vectors, options: { at: number }): number;
  close(): Promise<void>;
}

/** What of storage an export reads. Each call is one moment of the library. */
export interface ExportStore {
  photoIds(): Promise<readonly PhotoId[]>;
  photos(photoIds: readonly PhotoId[], previews: boolean): Promise<readonly WholePhoto[]>;
  spaces(): Promise<readonly { readonly id: SpaceId; readonly dim: number }[]>;
  /** Hands over every vector of a space, some at a time; `receive` gets ids and float32 [ids × dim]. */
  vectors(space: SpaceId, receive: (photoIds: PhotoId[], vectors: Vectors) => void): Promise<unknown>;
  searches(): Promise<readonly SavedSearch[]>;
  folderNames(): Promise<readonly string[]>;
  removed(): Promise<readonly RemovalNote[]>;
  scratch(bytes: number): Promise<Scratch>;
}

export interface ExportOptions {
  readonly write: WriteBytes;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: { readonly done: number; readonly total: number; readonly bytes: number }) => void;
  readonly previews: boolean;
  /** Of this browser; no keys among them. */
  readonly settings: unknown;
  readonly nowMs: number;
}

const utf8 = new TextEncoder();
const lines = (all: readonly string[]): Bytes[] => (all.length === 0 ? [] : [utf8.encode(`${all.join('\n')}\n`)]);
const json = (value: unknown): Bytes[] => [utf8.encode(`${JSON.stringify(value, null, 2)}\n`)];
/** Of a space's file, read from the scratch file at once. */
const rowsAtOnce = 2_048;

/** @returns how many photos are in the archive, and its size. @throws {AppError} of storage or of `write`; AbortError. */
export async function writeArchive(store: ExportStore, options: ExportOptions): Promise<{ photos: number; bytes: number }> {
  const { signal, previews, nowMs } = options;
  let bytes = 0;
  const zip = createZipWriter((chunk) => {
    signal.throwIfAborted();
    bytes += chunk.length;
    return options.write(chunk);
  }, nowMs);
  await zip.add(memberNames.mediaType, [utf8.encode(mediaType)]);
  await zip.add(memberNames.readme, [utf8.encode(readme)]);

  const photoIds = await store.photoIds();
  const written: PhotoId[] = [];
  let parts = 0;
  for (let from = 0; from < photoIds.length; from += photosPerPart) {
    options.onProgress({ done: from, total: photoIds.length, bytes });
    const photos = await store.photos(photoIds.slice(from, from + photosPerPart), previews);
    if (photos.length === 0) continue;
    await writePart(zip, parts++, photos, previews);
    for (const { record } of photos) written.push(record.id);
  }
  options.onProgress({ done: photoIds.length, total: photoIds.length, bytes });

  const spaces: ManifestSpace[] = [];
  for (const space of await store.spaces()) {
    const vectors = await writeVectors(zip, store, spaces.length, space, written);
    if (vectors > 0) spaces.push({ id: space.id, dim: space.dim, vectors });
  }
  await zip.add(memberNames.searches, json(await store.searches()));
  await zip.add(memberNames.settings, json(options.settings ?? {}));
  await zip.add(memberNames.folders, json(await store.folderNames()));
  const notes = (await store.removed()).map(({ photoId, at }) => JSON.stringify({ photoId, at } satisfies RemovedLine));
  await zip.add(memberNames.removed, lines(notes), { deflate: true });
  const manifest: Manifest = {
    ...{ format: mediaType, version: formatVersion, exportedAt: new Date(nowMs).toISOString() },
    ...{ photos: written.length, parts, previews, spaces },
  };
  await zip.add(memberNames.manifest, json(manifest));
  return { photos: written.length, bytes: await zip.end() };
}

async function writePart(zip: ZipWriter, part: number, photos: readonly WholePhoto[], previews: boolean): Promise<void> {
  const thumbnails = packPictures(
    photos,
    photos.map(({ thumbnail }) => thumbnail),
  );
  const previewPack = previews
    ? packPictures(
        photos,
        photos.map(({ preview }) => preview),
      )
    : undefined;
  const said = photos.map(({ record }, i) => {
    const thumbnail = thumbnails.pieces[i];
    const preview = previewPack?.pieces[i];
    return JSON.stringify({ photo: record, ...(thumbnail && { thumbnail }), ...(preview && { preview }) } satisfies Partial<PhotoLine>);
  });
  await zip.add(partPath('photos', part), lines(said), { deflate: true });
  await zip.add(partPath('thumbnails', part), thumbnails.chunks);
  if (previewPack) await zip.add(partPath('previews', part), previewPack.chunks);
}

function packPictures(photos: readonly WholePhoto[], pictures: readonly ArrayBuffer[]): { chunks: Bytes[]; pieces: Piece[] } {
  const contents = pictures.map((picture) => new Uint8Array(picture));
  const { chunks, at } = packTar(photos.map(({ record }, i) => ({ name: `${record.id}.jpg`, content: contents[i] ?? new Uint8Array(0) })));
  const pieces = contents.map((content, i) => ({ at: at[i] ?? 0, bytes: content.length, crc32: crcText(updateCrc32(0, content)) }));
  return { chunks, pieces };
}

/** In the order of ids, however storage has them: so two exports of one library have the same files. They go through a scratch file, each row
 * to its place, and are read from it in order. @returns how many. */
async function writeVectors(
  zip: ZipWriter,
  store: ExportStore,
  at: number,
  { id: space, dim }: { id: SpaceId; dim: number },
  written: readonly PhotoId[],
): Promise<number> {
  const places = new Map(written.map((photoId, place) => [photoId, place]));
  const there = new Uint8Array(written.length);
  const rowBytes = 4 * dim;
  const scratch = await store.scratch(written.length * rowBytes);
  try {
    await store.vectors(space, (photoIds, vectors) => {
      for (const [row, photoId] of photoIds.entries()) {
        const place = places.get(photoId);
        if (place === undefined) continue;
        there[place] = 1;
        scratch.write(vectors.subarray(row * dim, (row + 1) * dim), { at: place * rowBytes });
      }
    });
    const rows = there.reduce((sum, one) => sum + one, 0);
    if (rows === 0) return 0;
    const ids: string[] = [vectorIdsHeader];
    function* values(): Generator<Bytes> {
      yield npyHeader({ rows, dim });
      for (let from = 0; from < written.length; from += rowsAtOnce) {
        const group = written.slice(from, from + rowsAtOnce);
        const read = new Float32Array(group.length * dim);
        scratch.read(read, { at: from * rowBytes });
        const bytes = new Uint8Array(read.buffer);
        for (const [i, photoId] of group.entries()) {
          if (there[from + i] !== 1) continue;
          const row = bytes.subarray(i * rowBytes, (i + 1) * rowBytes);
          ids.push(`${photoId},${crcText(updateCrc32(0, row))}`);
          yield row;
        }
      }
    }
    await zip.add(vectorsPath(at), values());
    await zip.add(vectorIdsPath(at), lines(ids), { deflate: true });
    return rows;
  } finally {
    await scratch.close();
  }
}
