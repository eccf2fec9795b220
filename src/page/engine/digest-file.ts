// What a file is, by its contents: the id that it has, or would have, as a photo.

import { AppError, reasonOf } from '../../shared/domain/app-error.ts';

/** SHA-256 as 64 lower-case hex digits. The browser hashes on a thread of its own; the bytes are only held here meanwhile.
 * @throws {AppError} `unreadable-file`. */
export async function digestFile(file: File): Promise<string> {
  const bytes = await file.arrayBuffer().catch((cause: unknown) => {
    throw new AppError('unreadable-file', { subject: file.name, reason: reasonOf(cause), cause });
  });
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
