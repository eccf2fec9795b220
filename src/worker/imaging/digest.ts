// A file's content → its photo id.

import type { PhotoId } from '../../shared/domain/photo.ts';

/** Above this a file is read in pieces: `crypto.subtle` wants all of it in memory at once, and is as fast as memory below. */
export const wholeFileBytes = 64 << 20;

/** @returns SHA-256 in hexadecimal. */
export async function digestBytes(bytes: Uint8Array<ArrayBuffer>): Promise<PhotoId> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return toHex(digest);
}

/** The same of a file that is never in memory as a whole: 250 MB/s. @throws what reading the file throws; AbortError. */
export async function digestStream(file: Blob, signal: AbortSignal): Promise<PhotoId> {
  const { createSHA256 } = await import('hash-wasm');
  const hash = await createSHA256();
  for await (const piece of file.stream()) {
    signal.throwIfAborted();
    hash.update(piece);
  }
  return toHex(hash.digest('binary'));
}

const toHex = (digest: Uint8Array): PhotoId => Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('') as PhotoId; // 32 bytes: the form of a photo id.
