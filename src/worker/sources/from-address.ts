// An address that a person named, as a source: it is asked when its turn comes.

import { AppError } from '../../shared/domain/app-error.ts';
import { toAddress } from '../../shared/protocol/addresses.ts';
import { nameOfAddress } from './fetch-picture.ts';
import type { Source } from './source.ts';

/** @param fetchFile asks the address's host. @returns for what is no address, a source that says so. */
export function fromAddress(text: string, fetchFile: (address: string, signal: AbortSignal) => Promise<File>): Source {
  const address = toAddress(text);
  const file = { size: 0, modifiedAt: 0, promised: true } as const;
  if (address === undefined) {
    const error = new AppError('invalid-argument', { subject: text, reason: 'it is no address of the web' });
    return { ...file, path: text, name: text, open: () => Promise.reject(error) };
  }
  return { ...file, path: address, name: nameOfAddress(address), open: (signal) => fetchFile(address, signal) };
}
