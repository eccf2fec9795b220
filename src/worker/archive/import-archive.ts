// An archive → the library. What is good in it is merged into what is here, some photos a transaction; what is not is named, and stops nothing else.
// Killed anywhere, the library adds up, and importing the archive again goes on where it ended: what is here is known.

import { AppError } from '../../shared/domain/app-error.ts';
import type { ArchiveProgress, ImportReport, SavedSearch } from '../../shared/domain/library.ts';
import { isPhotoId, type PhotoId, type SpaceId } from '../../shared/domain/photo.ts';
import { updateCrc32 } from '../../shared/zip/crc32.ts';
import type { Incoming, IncomingPhoto, RemovalNote } from '../storage/whole-photos.ts';
import { type ArchiveFile, createRefusals, openArchiveFile, type Refusals } from './archive-file.ts';
import { fieldsOf, finite, isObject, listOf, parseJson, text, whole } from './check.ts';
import { checkPhotoLine } from './check-photo.ts';
import {
  crcText,
  formatVersion,
  largest,
  type Manifest,
  type ManifestSpace,
  mediaType,
  memberNames,
  type PhotoLine,
  type Piece,
  partPath,
  photosPerPart,
  vectorsPath,
} from './format.ts';
import { jpegSize } from './jpeg-size.ts';
import { openSpaceRows, type SpaceRows } from './space-rows.ts';

type Vectors = Float32Array<ArrayBuffer>;

/** What an import asks of the library that it reads into. */
export interface ImportStore {
  /** The active one: in it every photo needs a vector, or the input for one. */
  readonly space: SpaceId;
  /** Whether vectors of this space can be used here, in so many dimensions. Makes the space known to storage. */
  knowsSpace(space: SpaceId, dim: number): Promise<boolean>;
  /** Those whose pictures are here already. */
  heldIds(photoIds: readonly PhotoId[]): Promise<ReadonlySet<PhotoId>>;
  /** One transaction; memory is told. @param rows no id twice. */
  commit(rows: readonly IncomingPhoto[]): Promise<readonly Incoming[]>;
  /** @returns how many were not here. */
  addSearches(searches: readonly SavedSearch[]): Promise<number>;
  addRemovalNotes(notes: readonly RemovalNote[]): Promise<unknown>;
  /** Decodes a picture. @throws {AppError} why it is none. */
  remake(picture: Blob, name: string): Promise<{ readonly thumbnail: ArrayBuffer; readonly input: ArrayBuffer }>;
}

export interface ImportOptions {
  readonly name: string;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: ArchiveProgress) => void;
}

/** Of a transaction: some 6 MB. */
const photosAtOnce = 64;

/** @throws {AppError} `damaged-archive`, `unreadable-file`, `not-a-library`, `newer-archive`; of storage, where it is full: what is committed
 * stays; AbortError, likewise. */
export async function importArchive(file: Blob, store: ImportStore, { name, signal, onProgress }: ImportOptions): Promise<ImportReport> {
  const refusals = createRefusals();
  const archive = await openArchiveFile(file, name, refusals, signal);
  const manifest = await readManifest(archive, name, refusals);
  const spaces = await openSpaces(archive, manifest?.spaces ?? [], store, refusals);
  const total = manifest?.photos ?? archive.parts.length * photosPerPart;
  const count = { added: 0, known: 0 };
  let done = 0;
  for (const part of archive.parts) {
    const lines = await readLines(archive, part, refusals);
    if (lines.length === 0) continue;
    const packs = await openPacks(archive, part, refusals);
    for (let from = 0; from < lines.length; from += photosAtOnce) {
      signal.throwIfAborted();
      onProgress({ done, total: Math.max(total, done) });
      const group = lines.slice(from, from + photosAtOnce);
      const rows = await gatherRows(group, packs, spaces, store, refusals);
      for (const { outcome } of await store.commit(rows)) {
        if (outcome === 'known') count.known++;
        else if (outcome !== 'gone') count.added++;
      }
      done += group.length;
    }
  }
  const searches = await store.addSearches(await readSearches(archive, refusals));
  await store.addRemovalNotes(await readRemoved(archive, refusals));
  const settings = await readSettings(archive, refusals);
  onProgress({ done, total: done });
  return { ...count, ...refusals.report(), searches, ...(settings !== undefined && { settings }) };
}

/** @returns undefined where it is no good: what needs none of it is imported. @throws {AppError} `newer-archive`; AbortError. */
async function readManifest(archive: ArchiveFile, name: string, refusals: Refusals): Promise<Manifest | undefined> {
  const said = await readJson(archive, memberNames.manifest, refusals);
  const version = isObject(said) ? whole(1, Number.MAX_SAFE_INTEGER)(said.version) : undefined;
  if (isObject(said) && said.format === mediaType && version !== undefined && version > formatVersion)
    throw new AppError('newer-archive', { subject: name, reason: `version ${version}; this reads up to ${formatVersion}` });
  const space = (value: unknown) =>
    fieldsOf<ManifestSpace>(value, { id: text(1_000), dim: whole(1, largest.dim), vectors: whole(0, Number.MAX_SAFE_INTEGER) });
  const manifest = fieldsOf<Manifest>(said, {
    format: (value) => (value === mediaType ? value : undefined),
    version: whole(1, formatVersion),
    photos: whole(0, Number.MAX_SAFE_INTEGER),
    parts: whole(0, largest.parts),
    spaces: listOf(space, 0, largest.spaces),
  });
  if (said !== undefined && !manifest) refusals.add(memberNames.manifest, 'refused-entry');
  for (let part = 0; part < (manifest?.parts ?? 0); part++)
    if (!archive.has(partPath('photos', part))) refusals.add(partPath('photos', part), 'not-found');
  return manifest;
}

/** Those that can be used here; the others are refused, and their photos are indexed anew. */
async function openSpaces(
  archive: ArchiveFile,
  spaces: readonly ManifestSpace[],
  store: ImportStore,
  refusals: Refusals,
): Promise<SpaceRows[]> {
  const opened: SpaceRows[] = [];
  for (const [at, space] of spaces.entries()) {
    try {
      if (opened.some((other) => other.space.id === space.id)) refusals.add(vectorsPath(at), 'refused-entry');
      else if (await store.knowsSpace(space.id, space.dim)) opened.push(await openSpaceRows(archive, at, space, refusals));
      else refusals.add(`${vectorsPath(at)} (${space.id})`, 'unknown-space');
    } catch (thrown) {
      refusals.thrown(vectorsPath(at), thrown);
    }
  }
  return opened;
}

interface Line extends PhotoLine {
  /** For who reads of a refusal. */
  readonly entry: string;
}

async function readLines(archive: ArchiveFile, part: number, refusals: Refusals): Promise<Line[]> {
  const path = partPath('photos', part);
  const all = await readText(archive, path, refusals);
  const seen = new Set<PhotoId>();
  return (all ?? '').split('\n').flatMap((line, i) => {
    if (line.trim() === '') return [];
    const entry = `${path} line ${i + 1}`;
    const checked = checkPhotoLine(line);
    if (!checked || seen.has(checked.photo.id)) {
      refusals.add(entry, checked ? 'refused-entry' : 'damaged-file');
      return [];
    }
    seen.add(checked.photo.id);
    const { leftOut, ...photoLine } = checked;
    for (const field of leftOut) refusals.add(`${entry}, ${field}`, 'refused-entry');
    return [{ ...photoLine, entry }];
  });
}

interface Packs {
  readonly thumbnails: Blob | undefined;
  readonly previews: Blob | undefined;
}

async function openPacks(archive: ArchiveFile, part: number, refusals: Refusals): Promise<Packs> {
  const open = async (path: string): Promise<Blob | undefined> => {
    if (!archive.has(path)) return undefined; // Said of each photo that needs it.
    try {
      return await archive.open(path, largest.unpackedBytes);
    } catch (thrown) {
      refusals.thrown(path, thrown);
      return undefined;
    }
  };
  return { thumbnails: await open(partPath('thumbnails', part)), previews: await open(partPath('previews', part)) };
}

async function gatherRows(
  group: readonly Line[],
  packs: Packs,
  spaces: readonly SpaceRows[],
  store: ImportStore,
  refusals: Refusals,
): Promise<IncomingPhoto[]> {
  const ids = group.map(({ photo }) => photo.id);
  const held = await store.heldIds(ids);
  const vectors = new Map<PhotoId, Map<SpaceId, Vectors>>(ids.map((id) => [id, new Map()]));
  for (const { space, read } of spaces) for (const [id, vector] of await read(ids)) vectors.get(id)?.set(space.id, vector);
  const rows = await Promise.all(
    group.map(async (line): Promise<IncomingPhoto[]> => {
      const own = { record: line.photo, vectors: vectors.get(line.photo.id) ?? new Map<SpaceId, Vectors>() };
      if (held.has(line.photo.id)) return [own];
      try {
        return [{ ...own, ...(await readPictures(line, packs, !own.vectors.has(store.space), store, refusals)) }];
      } catch (thrown) {
        refusals.thrown(line.entry, thrown);
        return [];
      }
    }),
  );
  return rows.flat();
}

/** Either picture stands in for the other: what is kept of a photo is better than nothing of it. @throws {AppError} where neither is any good. */
async function readPictures(
  { photo, thumbnail, preview, entry }: Line,
  packs: Packs,
  needsInput: boolean,
  store: ImportStore,
  refusals: Refusals,
): Promise<Pick<IncomingPhoto, 'pictures' | 'input'>> {
  const [small, large] = await Promise.all([
    readPiece(packs.thumbnails, thumbnail, largest.thumbnailPx),
    preview && readPiece(packs.previews, preview, largest.previewPx),
  ]);
  if (!small) refusals.add(`${entry}, thumbnail`, 'damaged-file');
  if (preview && !large) refusals.add(`${entry}, preview`, 'damaged-file');
  const best = large ?? small;
  if (!best) throw new AppError('damaged-file', { subject: photo.id, reason: 'neither of its pictures is whole' });
  if (small && !needsInput) return { pictures: { thumbnail: small, preview: best } };
  const made = await store.remake(new Blob([best], { type: 'image/jpeg' }), photo.paths[0] ?? photo.id);
  return { pictures: { thumbnail: small ?? made.thumbnail, preview: best }, ...(needsInput && { input: made.input }) };
}

/** @returns undefined where it is not what its line says, or no JPEG, or one that is larger than any of ours. */
async function readPiece(pack: Blob | undefined, { at, bytes, crc32 }: Piece, largestPx: number): Promise<ArrayBuffer | undefined> {
  if (!pack || at + bytes > pack.size) return undefined;
  const content = await pack.slice(at, at + bytes).arrayBuffer();
  if (content.byteLength !== bytes || crcText(updateCrc32(0, new Uint8Array(content))) !== crc32) return undefined;
  const size = jpegSize(new Uint8Array(content));
  return size && Math.max(size.width, size.height) <= largestPx ? content : undefined;
}

/** @returns undefined where it is missing or damaged, which is then told. @throws AbortError alone. */
async function readText(archive: ArchiveFile, path: string, refusals: Refusals): Promise<string | undefined> {
  try {
    return await archive.text(path);
  } catch (thrown) {
    refusals.thrown(path, thrown);
    return undefined;
  }
}

async function readJson(archive: ArchiveFile, path: string, refusals: Refusals): Promise<unknown> {
  const content = await readText(archive, path, refusals);
  const said = content === undefined ? undefined : parseJson(content);
  if (content !== undefined && said === undefined) refusals.add(path, 'damaged-file');
  return said;
}

async function readSearches(archive: ArchiveFile, refusals: Refusals): Promise<SavedSearch[]> {
  const said = await readJson(archive, memberNames.searches, refusals);
  if (said === undefined) return [];
  if (!Array.isArray(said) || said.length > largest.searches) {
    refusals.add(memberNames.searches, 'refused-entry');
    return [];
  }
  return said.flatMap((one: unknown, i): SavedSearch[] => {
    const search = fieldsOf<SavedSearch>(one, {
      text: (value) => (typeof value === 'string' && value.length <= 10_000 && value === value.trim() ? value : undefined),
      like: listOf((id) => (typeof id === 'string' && isPhotoId(id.replace(/^-/, '')) ? id : undefined), 0, 1_000),
      savedAt: finite(0, 8.64e15),
    });
    if (search && (search.text !== '' || search.like.length > 0)) return [search];
    refusals.add(`${memberNames.searches} ${i + 1}`, 'refused-entry');
    return [];
  });
}

async function readRemoved(archive: ArchiveFile, refusals: Refusals): Promise<RemovalNote[]> {
  const all = (await readText(archive, memberNames.removed, refusals))?.split('\n') ?? [];
  if (all.length > largest.removed) {
    refusals.add(memberNames.removed, 'refused-entry');
    return [];
  }
  return all.flatMap((line, i) => {
    if (line === '') return [];
    const note = fieldsOf<RemovalNote>(parseJson(line), {
      photoId: (id) => (typeof id === 'string' && isPhotoId(id) ? id : undefined),
      at: finite(0, 8.64e15),
    });
    if (note) return [note];
    refusals.add(`${memberNames.removed} line ${i + 1}`, 'refused-entry');
    return [];
  });
}

/** Whoever made a choice looks at each field of it; here only how much it is. */
async function readSettings(archive: ArchiveFile, refusals: Refusals): Promise<unknown> {
  const said = await readJson(archive, memberNames.settings, refusals);
  if (said === undefined) return undefined;
  if (isObject(said) && JSON.stringify(said).length <= largest.settingsBytes) return said;
  refusals.add(memberNames.settings, 'refused-entry');
  return undefined;
}
