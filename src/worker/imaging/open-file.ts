// A file on disk → who it is. Its bytes are read once for hash, decoder and metadata, unless they are too many to hold.

import { AppError, isAbort, reasonOf } from '../../shared/domain/app-error.ts';
import type { PhotoId } from '../../shared/domain/photo.ts';
import { digestBytes, digestStream, wholeFileBytes } from './digest.ts';
import { findMediaType } from './media-type.ts';

export interface OpenFile {
  readonly photoId: PhotoId;
  readonly type: string | undefined;
  readonly size: number;
  /** Read again on demand where the file is large. @throws {AppError} `unreadable-file`. */
  bytes(): Promise<Uint8Array<ArrayBuffer>>;
}

/** @throws {AppError} `empty-file`, `unreadable-file`; AbortError. */
export async function openFile(file: File, signal: AbortSignal): Promise<OpenFile> {
  if (file.size === 0) throw new AppError('empty-file', { subject: file.name });
  if (file.size > wholeFileBytes) {
    const [photoId, type] = await reading(file, () => Promise.all([digestStream(file, signal), findMediaType(file)]));
    return { photoId, type, size: file.size, bytes: () => readBytes(file, file.name) };
  }
  const bytes = await readBytes(file, file.name);
  const [photoId, type] = await Promise.all([digestBytes(bytes), findMediaType(bytes)]);
  return { photoId, type, size: bytes.byteLength, bytes: () => Promise.resolve(bytes) };
}

/** @throws {AppError} `unreadable-file`. */
export async function readBytes(file: Blob, name: string): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await reading({ name }, () => file.arrayBuffer()));
}

/** A file that moved, changed or lost its permission since it was picked is named so. It may be back when it is tried again: a disk that was taken out. */
async function reading<R>({ name }: { name: string }, read: () => Promise<R>): Promise<R> {
  try {
    return await read();
  } catch (error) {
    if (isAbort(error)) throw error;
    throw new AppError('unreadable-file', { retryable: true, subject: name, reason: reasonOf(error), cause: error });
  }
}
