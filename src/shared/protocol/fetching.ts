// Every call between the library worker and a fetching worker. The worker's policy names the hosts it may ask.

import type { HubPlace } from '../domain/models.ts';

/** What a repository holds, as far as its host says. */
export interface Listing {
  /** The commit, where the host names it. */
  readonly revision: string;
  readonly files: readonly ListedFile[];
  readonly licence?: string;
}
export interface ListedFile {
  readonly path: string;
  readonly bytes?: number;
  readonly sha256?: string;
}

export interface FetchingCalls {
  /** A picture. @throws AppError `address-refused`, `address-unreachable`, `address-failed`, `address-moved`, `file-too-large`. */
  'address-fetch': { args: { address: string }; progress: never; result: File };
  /** @throws AppError as above; `login-needed`, `download-wrong`, `model-changed`. */
  'model-list': { args: { place: HubPlace; candidates: readonly string[] }; progress: never; result: Listing };
  /** One file of a model into the folder `model` of the browser's storage, going on where it stopped; or into memory.
   * Progress: bytes that are there. @throws AppError as above; `download-cut`, `storage-full`. */
  'model-fetch': {
    args: { place: HubPlace; file: ListedFile; model: string; keep: 'storage' | 'memory' };
    progress: number;
    result: Blob;
  };
  /** The same of a file that the person has. */
  'model-copy': { args: { file: Blob; path: string; model: string }; progress: number; result: Blob };
}
