// What a person handed over → what may be photos: archives are opened, and sidecars found for what they belong to.

import { AppError, toAppError } from '../../shared/domain/app-error.ts';
import type { Metadata } from '../../shared/domain/photo.ts';
import type { SourceFile } from '../../shared/protocol/library.ts';
import { type Member, readDirectory } from '../../shared/zip/directory.ts';
import { openMember } from '../../shared/zip/member.ts';
import { mergeMetadata } from './merge-metadata.ts';
import { type Beside, createSidecars, isSidecarName } from './sidecars.ts';
import type { Description, Source } from './source.ts';
import { readAlbum, readTakeout } from './takeout.ts';

export interface GatherOptions {
  /** What an `.xmp` file says. @throws {AppError}. */
  readonly readXmp: (file: File) => Promise<Metadata>;
}

/** A larger one is no sidecar. */
const largestSidecarBytes = 8 * 1024 * 1024;
const archiveName = /\.zip$/i;
/** Exports come in these too. In a folder they are anything; by itself one was meant to be opened. */
const otherArchive = /\.(?:7z|rar|tar|tgz|tbz2?|gz|bz2|xz|zst)$/i;
/** What need not be unpacked to know that it is no picture. A file on disk is asked itself: that costs nothing. */
const otherName =
  /\.(?:json|xmp|xml|html?|css|js|csv|txt|md|pdf|docx?|xlsx?|pptx?|ics|vcf|mbox|mp4|m4v|mov|mp|avi|mkv|webm|3gp|mpe?g|mts|wmv|mp3|m4a|aac|wav|ogg|opus|flac|zip|7z|rar|gz|tar|exe|dmg|apk|aae|thm|db|ini|ds_store)$/i;
/** No picture by its name, and no archive of some. */
export const isPassedOver = (name: string): boolean => otherName.test(name) && !isArchiveName(name);
export const isArchiveName = (name: string): boolean => archiveName.test(name);
/** What macOS puts beside each file of an archive. */
const forkName = /(?:^|\/)(?:__MACOSX\/|\._)/;

/** A source, and the path by which sidecars find it. */
interface Found {
  readonly source: Source;
  readonly inner: string;
}

export interface Gathered {
  readonly sources: Source[];
  /** What these files say of a photo that they may have come without. @param path of the photo, with its archive. @returns undefined where they say nothing. */
  describe(path: string): (() => Promise<Description>) | undefined;
  /** Whether some of them may belong to photos that came earlier. */
  readonly saysMore: boolean;
}

/** Never throws: an archive that cannot be read is a source that says why when its turn comes.
 * @param earlier sidecars that were looked at before: what is new here may belong to them. */
export async function gather(files: readonly SourceFile[], options: GatherOptions, earlier: readonly SourceFile[] = []): Promise<Gathered> {
  const found: Found[] = [];
  for (const file of files) {
    if (isArchiveName(file.path)) for (const member of await openArchive(file)) found.push(member);
    else found.push({ source: fromFile(file), inner: file.path });
  }
  const sidecarFiles = found.filter(({ source }) => isSidecarName(source.name));
  const named = sidecarFiles.map(({ source, inner }) => ({ path: inner, source }));
  const fresh = createSidecars(named);
  const sidecars =
    earlier.length === 0 ? fresh : createSidecars([...named, ...earlier.map((file) => ({ path: file.path, source: fromFile(file) }))]);
  const used = new Set<Source>();
  /** May also be of photos that came earlier. */
  const albums = new Set<Source>();
  const readOnce = createReader(options);
  const describeBy = (beside: Beside<Source>) => {
    const { takeout, xmp, album } = beside;
    return takeout || xmp || album ? () => readOnce(beside) : undefined;
  };
  const sources = found.map(({ source, inner }) => {
    if (isSidecarName(source.name)) return source;
    const beside = sidecars.of(inner);
    for (const one of [beside.takeout, beside.xmp]) if (one) used.add(one);
    if (beside.album) albums.add(beside.album);
    const describe = describeBy(beside);
    return describe ? { ...source, describe } : source;
  });
  return {
    sources: sources.map((source) => (used.has(source) || albums.has(source) ? { ...source, sidecar: true } : source)),
    describe: (path) => describeBy(fresh.of(innerOf(path))),
    saysMore: used.size < sidecarFiles.length,
  };
}

/** By which sidecars find a photo: in an archive, its path below that. */
const innerOf = (path: string): string => path.replace(/^.*?\.zip\//i, '');

export const fromFile = ({ file, path, folder }: SourceFile): Source => ({
  ...{ path, name: file.name, size: file.size, modifiedAt: file.lastModified, ...(folder !== undefined && { folder }) },
  open: () => (!path.includes('/') && otherArchive.test(path) ? Promise.reject(nested(path)) : Promise.resolve(file)),
});

const nested = (path: string) => new AppError('nested-archive', { subject: path });

async function openArchive(archive: SourceFile): Promise<Found[]> {
  const { file, path } = archive;
  try {
    const members = await readDirectory(file, path);
    return members.map((member) => ({ source: fromMember(archive, member), inner: member.path }));
  } catch (thrown) {
    const error = toAppError(thrown, 'internal', { subject: path });
    return [{ source: { ...fromFile(archive), open: () => Promise.reject(error) }, inner: path }];
  }
}

function fromMember({ file: archive, path: archivePath, folder }: SourceFile, member: Member): Source {
  const path = `${archivePath}/${member.path}`;
  const name = member.path.slice(member.path.lastIndexOf('/') + 1);
  const isFork = forkName.test(member.path);
  const isNested = !isFork && (archiveName.test(name) || otherArchive.test(name));
  return {
    ...{ path, name, size: member.size, modifiedAt: member.modifiedAt, archive: archivePath },
    ...(folder !== undefined && { folder }),
    ...((isFork || (otherName.test(name) && !isNested)) && { passedOver: true }),
    open: (signal) => (isNested ? Promise.reject(nested(path)) : openMember(archive, member, path, signal)),
  };
}

/** An album's file is read once, however many photos lie in the album. */
function createReader({ readXmp }: GatherOptions): (beside: Beside<Source>) => Promise<Description> {
  const albums = new Map<Source, Promise<string | undefined>>();
  const albumOf = (source: Source) => {
    const title = albums.get(source) ?? readSidecar(source, async (file) => readAlbum(await file.text()));
    albums.set(source, title);
    return title;
  };
  return async ({ takeout, xmp, album }) => {
    const [said, written, title] = await Promise.all([
      readSidecar(takeout, async (file) => readTakeout(await file.text(), Date.now())),
      readSidecar(xmp, readXmp),
      album && albumOf(album),
    ]);
    const exported = { ...said?.metadata, ...(title !== undefined && { albums: [title] }) };
    return { binned: said?.binned ?? false, applyTo: (own) => mergeMetadata(own, { takeout: exported, xmp: written }) };
  };
}

/** One that is damaged or gone says nothing: the photo it belongs to is whole. */
async function readSidecar<T>(source: Source | undefined, read: (file: File) => Promise<T | undefined>): Promise<T | undefined> {
  if (!source || source.size > largestSidecarBytes) return;
  try {
    return await read(await source.open(new AbortController().signal));
  } catch (error) {
    if (error instanceof AppError || error instanceof DOMException) return;
    throw error;
  }
}
