// What a person handed over → what may be photos: archives are opened, and sidecars found for what they belong to.

import { AppError, toAppError } from '../../shared/domain/app-error.ts';
import type { Metadata } from '../../shared/domain/photo.ts';
import type { SourceFile } from '../../shared/protocol/library.ts';
import { type Member, readDirectory } from '../../shared/zip/directory.ts';
import { openMember } from '../../shared/zip/member.ts';
import { mergeMetadata } from './merge-metadata.ts';
import { createSidecars, isSidecarName, type Sidecars } from './sidecars.ts';
import type { Source } from './source.ts';
import { readTakeout } from './takeout.ts';

export interface GatherOptions {
  /** What an `.xmp` file says. @throws {AppError}. */
  readonly readXmp: (file: File) => Promise<Metadata>;
}

/** A larger one is no sidecar. */
const largestSidecarBytes = 8 * 1024 * 1024;
const archiveName = /\.zip$/i;
/** What need not be unpacked to know that it is no picture. A file on disk is asked itself: that costs nothing. */
const otherName =
  /\.(?:json|xmp|xml|html?|css|js|csv|txt|md|pdf|docx?|xlsx?|pptx?|ics|vcf|mbox|mp4|m4v|mov|avi|mkv|webm|3gp|mpe?g|mts|wmv|mp3|m4a|aac|wav|ogg|opus|flac|zip|7z|rar|gz|tar|exe|dmg|apk|aae|thm|db|ini|ds_store)$/i;
/** No picture by its name; also an archive, which is opened only where a person adds it. */
export const isPassedOver = (name: string): boolean => otherName.test(name);
/** What macOS puts beside each file of an archive. */
const forkName = /(?:^|\/)(?:__MACOSX\/|\._)/;

/** A source, and the path by which sidecars find it. */
interface Found {
  readonly source: Source;
  readonly inner: string;
}

/** Never throws: an archive that cannot be read is a source that says why when its turn comes. */
export async function gather(files: readonly SourceFile[], options: GatherOptions): Promise<Source[]> {
  const found: Found[] = [];
  for (const file of files) {
    if (archiveName.test(file.path)) for (const member of await openArchive(file)) found.push(member);
    else found.push({ source: fromFile(file), inner: file.path });
  }
  const sidecars = createSidecars(
    found.filter(({ source }) => isSidecarName(source.name)).map(({ source, inner }) => ({ path: inner, source })),
  );
  return found.map(({ source, inner }) => withSidecars(source, sidecars.of(inner), options));
}

export const fromFile = ({ file, path, folder }: SourceFile): Source => ({
  ...{ path, name: file.name, size: file.size, modifiedAt: file.lastModified, ...(folder !== undefined && { folder }) },
  open: () => Promise.resolve(file),
});

async function openArchive({ file, path, folder }: SourceFile): Promise<Found[]> {
  try {
    const members = await readDirectory(file, path);
    return members.map((member) => ({ source: fromMember(file, member, path), inner: member.path }));
  } catch (thrown) {
    const error = toAppError(thrown, 'internal', { subject: path });
    return [
      { source: { ...fromFile({ file, path, ...(folder !== undefined && { folder }) }), open: () => Promise.reject(error) }, inner: path },
    ];
  }
}

function fromMember(archive: File, member: Member, archivePath: string): Source {
  const path = `${archivePath}/${member.path}`;
  const name = member.path.slice(member.path.lastIndexOf('/') + 1);
  return {
    ...{ path, name, size: member.size, modifiedAt: member.modifiedAt, archive: archivePath },
    ...((otherName.test(name) || forkName.test(member.path)) && { passedOver: true }),
    open: (signal) => openMember(archive, member, path, signal),
  };
}

function withSidecars(source: Source, { takeout, xmp }: ReturnType<Sidecars<Source>['of']>, { readXmp }: GatherOptions): Source {
  if (!takeout && !xmp) return source;
  return {
    ...source,
    async describe(metadata) {
      const [said, written] = await Promise.all([
        readSidecar(takeout, async (file) => readTakeout(await file.text(), Date.now())),
        readSidecar(xmp, readXmp),
      ]);
      return mergeMetadata(metadata, { takeout: said, xmp: written });
    },
  };
}

/** One that is damaged or gone says nothing: the photo it belongs to is whole. */
async function readSidecar(source: Source | undefined, read: (file: File) => Promise<Metadata | undefined>): Promise<Metadata | undefined> {
  if (!source || source.size > largestSidecarBytes) return;
  try {
    return await read(await source.open(new AbortController().signal));
  } catch (error) {
    if (error instanceof AppError || error instanceof DOMException) return;
    throw error;
  }
}
