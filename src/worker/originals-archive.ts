// Originals of chosen photos → one ZIP archive, as a stream. Loaded when it is first asked for.

import { AppError, isAbort, reasonOf } from '../shared/domain/app-error.ts';
import type { ArchiveProgress } from '../shared/domain/library.ts';
import type { PhotoId } from '../shared/domain/photo.ts';
import type { OriginalsReport } from '../shared/protocol/library.ts';
import type { CallContext } from '../shared/protocol/serve.ts';
import { type Bytes, createZipWriter } from '../shared/zip/writer.ts';
import type { Originals } from './originals.ts';
import { databaseName } from './rooms.ts';
import { openOutputFile } from './storage/output-file.ts';
import { readPreview, readRecordsOf } from './storage/photos.ts';
import type { Database } from './storage/schema.ts';

interface Wanted {
  readonly photoIds: readonly PhotoId[];
  /** Files that the person pointed out. */
  readonly files: ReadonlyMap<PhotoId, File>;
  readonly previews: boolean;
  readonly to?: FileSystemFileHandle;
}

/** @returns how many originals are in it, and which photos' are not: with their previews instead, where those are wanted.
 * @throws {AppError} `storage-full`, `storage-failed`; AbortError. Then no file is left. */
export async function exportOriginals(
  { db, originals }: { db: Database; originals: Pick<Originals, 'open'> },
  { photoIds, files, previews, to }: Wanted,
  { signal, progress }: CallContext<ArchiveProgress>,
): Promise<OriginalsReport> {
  const output = await openOutputFile(databaseName, to);
  try {
    let bytes = 0;
    const zip = createZipWriter((chunk) => {
      signal.throwIfAborted();
      bytes += chunk.length;
      return output.write(chunk);
    }, Date.now());
    const nameFor = createNames();
    const unreached: string[] = [];
    let saved = 0;
    for (const [done, { id, name }] of (await readRecordsOf(db, photoIds)).entries()) {
      signal.throwIfAborted();
      progress({ done, total: photoIds.length, bytes });
      const original = await readOriginal(files.get(id) ?? (await originals.open(id)));
      if (original) {
        await zip.add(nameFor(name), [original]);
        saved++;
      } else {
        unreached.push(name);
        if (previews) await zip.add(nameFor(name.replace(/(\.\w+)?$/, '-preview.jpg')), [new Uint8Array(await readPreview(db, id))]);
      }
    }
    if (saved === 0 && !previews) throw new AppError('unreadable-file', { reason: 'no original is in reach' });
    await zip.end();
    const file = await output.finish();
    return { saved, unreached, bytes, ...(file && { file }) };
  } catch (error) {
    await output.discard();
    throw error;
  }
}

/** In one piece: no photo is larger than memory has room for, and one that cannot be read is found out before a half of it is written.
 * @returns null where it cannot be read now. */
async function readOriginal(file: File | null): Promise<Bytes | null> {
  if (!file) return null;
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch (error) {
    if (isAbort(error)) throw error;
    if (error instanceof DOMException) return null; // Moved or changed since it was found.
    throw new AppError('internal', { subject: file.name, reason: reasonOf(error), cause: error });
  }
}

/** `a.jpg`, `a (2).jpg`: two photos may have the same name, on a disk also in another case. */
function createNames(): (name: string) => string {
  const taken = new Set<string>();
  return (name) => {
    const safe = name.replace(/[/\\:*?"<>|\p{Cc}]/gu, '_') || 'photo';
    let free = safe;
    for (let n = 2; taken.has(free.toLowerCase()); n++) free = safe.replace(/(\.\w+)?$/, ` (${n})$1`);
    taken.add(free.toLowerCase());
    return free;
  };
}
