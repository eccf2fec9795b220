// An archive as it is read: its members by name, each looked at before anything of it is believed.

import { AppError, type ErrorCode, isAbort, toAppError } from '../../shared/domain/app-error.ts';
import type { ImportReport } from '../../shared/domain/library.ts';
import { updateCrc32 } from '../../shared/zip/crc32.ts';
import { type Member, readDirectory } from '../../shared/zip/directory.ts';
import { findMember, openMember } from '../../shared/zip/member.ts';
import { largest, memberNames, partOfPath, partPath, vectorIdsPath, vectorsPath } from './format.ts';

/** What is refused, in the order it was met. */
export interface Refusals {
  add(entry: string, code: ErrorCode): void;
  /** Adds what was thrown; an abort goes on. */
  thrown(entry: string, thrown: unknown): void;
  report(): Pick<ImportReport, 'refused' | 'refusedMore'>;
}

export function createRefusals(): Refusals {
  const refused: { entry: string; code: ErrorCode }[] = [];
  let more = 0;
  const add: Refusals['add'] = (entry, code) => {
    if (refused.length < largest.refused) refused.push({ entry, code });
    else more++;
  };
  return {
    add,
    thrown(entry, thrown) {
      if (isAbort(thrown)) throw thrown;
      add(entry, toAppError(thrown).code);
    },
    report: () => ({ refused, refusedMore: more }),
  };
}

export interface ArchiveFile {
  has(path: string): boolean;
  /** Parts of photos that are there, in their order. */
  readonly parts: readonly number[];
  /** Small enough to be held as one text, and of the checksum it should have. @throws {AppError} `not-found`; of the ZIP room; AbortError. */
  text(path: string): Promise<string>;
  /** As a file that is read piece by piece; its checksum is not looked at where it is stored. @throws as `text`. */
  open(path: string, largestBytes?: number): Promise<Blob>;
}

/** @throws {AppError} `damaged-archive`, `unreadable-file`, `not-a-library`; AbortError. */
export async function openArchiveFile(file: Blob, name: string, refusals: Refusals, signal: AbortSignal): Promise<ArchiveFile> {
  const all = await readDirectory(file, name);
  const parts = all.flatMap(({ path }) => partOfPath(path) ?? []).sort((a, b) => a - b);
  const ours = new Set<string>(Object.values(memberNames));
  for (const part of parts) for (const kind of ['photos', 'thumbnails', 'previews'] as const) ours.add(partPath(kind, part));
  for (let space = 0; space < largest.spaces; space++) ours.add(vectorsPath(space)).add(vectorIdsPath(space));
  const members = new Map<string, Member>();
  for (const member of all) {
    // A second member of the same name is how an archive shows one thing to a person and another to a program.
    if (member.disguised || !ours.has(member.path) || members.has(member.path)) refusals.add(member.path, 'refused-entry');
    else members.set(member.path, member);
  }
  if (!members.has(memberNames.manifest) && !members.has(memberNames.mediaType)) throw new AppError('not-a-library', { subject: name });

  const open: ArchiveFile['open'] = async (path, largestBytes) => {
    signal.throwIfAborted();
    const member = members.get(path);
    if (!member) throw new AppError('not-found', { subject: path, reason: 'it is missing' });
    // What is stored is a slice, which costs nothing, and of which each piece has a checksum of its own; what is packed is unpacked to disk.
    if (member.method === 0) return findMember(file, member, path, Number.MAX_SAFE_INTEGER);
    return openMember(file, member, path, signal, largestBytes ?? largest.textBytes);
  };
  return {
    has: (path) => members.has(path),
    parts: [...new Set(parts)].slice(0, largest.parts),
    open,
    async text(path) {
      const content = await open(path);
      if (content.size > largest.textBytes) throw new AppError('refused-entry', { subject: path, reason: `${content.size} bytes` });
      const bytes = new Uint8Array(await content.arrayBuffer());
      if (updateCrc32(0, bytes) !== members.get(path)?.crc32)
        throw new AppError('damaged-file', { subject: path, reason: 'its checksum is another' });
      return new TextDecoder().decode(bytes);
    },
  };
}
