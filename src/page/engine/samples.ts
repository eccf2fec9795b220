// The sample photos that ship with the app, and whom they are by.

import { AppError, reasonOf } from '../../shared/domain/app-error.ts';
import type { PhotoId } from '../../shared/domain/photo.ts';
import type { SourceFile } from '../../shared/protocol/library.ts';

interface Sample {
  readonly file: string;
  readonly author: string;
  readonly licence: string;
  /** Of the file, so it is the photo's id. */
  readonly sha256: string;
}
export interface SampleCredit {
  readonly author: string;
  readonly licence: string;
}

const atOnce = 6; // As many as a browser opens to one host over HTTP/1.

async function load(name: string, type: RegExp): Promise<Response> {
  const response = await fetch(new URL(`samples/${name}`, document.baseURI)).catch((cause: unknown) => {
    throw new AppError('unreadable-file', { retryable: true, subject: name, reason: reasonOf(cause), cause });
  });
  // Some hosts answer a missing file with their start page and 200.
  if (!response.ok || !type.test(response.headers.get('content-type') ?? ''))
    throw new AppError('unreadable-file', { subject: name, reason: `${response.status} ${response.headers.get('content-type')}` });
  return response;
}

let manifest: Promise<readonly Sample[]> | undefined;
function samples(): Promise<readonly Sample[]> {
  manifest ??= load('manifest.json', /json/).then((response) => response.json());
  manifest.catch(() => (manifest = undefined)); // So that the next question asks again; this one's asker is told.
  return manifest;
}

/** @throws {AppError} `unreadable-file`. */
export async function loadSamples(onProgress?: (done: number, total: number) => void): Promise<SourceFile[]> {
  const list = await samples();
  const files: SourceFile[] = [];
  let next = 0;
  let done = 0;
  const loader = async () => {
    for (let at = next++; at < list.length; at = next++) {
      const name = list[at]?.file ?? '';
      const blob = await (await load(name, /^image\//)).blob();
      files[at] = { file: new File([blob], name, { type: blob.type }), path: name };
      onProgress?.(++done, list.length);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, loader));
  return files;
}

/** Author and licence of a photo, if it is one of the samples. */
export async function sampleCredit(photoId: PhotoId): Promise<SampleCredit | undefined> {
  const sample = (await samples()).find(({ sha256 }) => sha256 === photoId);
  return sample && { author: sample.author, licence: sample.licence };
}
