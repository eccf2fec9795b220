// One file of a model, from its host into where it is kept: goes on where it stopped, tries again, and looks at what comes.

import { AppError, isAbort, toAppError } from '../../../shared/domain/app-error.ts';
import { askHost, refusalOf } from './ask-host.ts';

/** Where the bytes go. */
export interface FileSink {
  /** Bytes that are there already. */
  readonly bytes: number;
  /** @throws {AppError} `storage-full`, `storage-failed`. */
  append(chunk: Uint8Array<ArrayBuffer>): void;
  /** Forgets what is there. */
  restart(): void;
}

interface Wanted {
  readonly url: string;
  readonly path: string;
  /** As listed. */
  readonly bytes?: number;
  readonly signal: AbortSignal;
  readonly onProgress: (loadedBytes: number) => void;
  /** Between two tries; doubled each time. */
  readonly firstWaitMs?: number;
  /** Without a byte for so long, a host is given up. */
  readonly stallMs?: number;
}

const tries = 4;

/** @throws {AppError} `address-unreachable`, `address-moved`, `address-failed`, `login-needed`, `download-wrong`, `download-cut`, `model-changed`, `storage-full`; AbortError. */
export async function fetchFile(wanted: Wanted, sink: FileSink): Promise<void> {
  const { bytes, signal, firstWaitMs = 1_000 } = wanted;
  if (bytes !== undefined && sink.bytes > bytes) sink.restart();
  for (let attempt = 1; bytes === undefined || sink.bytes < bytes || attempt === 1; attempt++) {
    if (bytes !== undefined && sink.bytes === bytes) return wanted.onProgress(bytes);
    const before = sink.bytes;
    try {
      await fetchRest(wanted, sink);
      if (bytes === undefined) return;
      if (sink.bytes < bytes) throw cutShort(wanted, sink);
      if (sink.bytes > bytes)
        throw new AppError('model-changed', { subject: wanted.path, reason: `${sink.bytes} bytes came where ${bytes} are listed` });
    } catch (thrown) {
      if (isAbort(thrown)) throw thrown;
      const error = toAppError(thrown, 'address-unreachable');
      if (error.code === 'model-changed') sink.restart();
      // A try that brought something does not count.
      if (sink.bytes > before && error.retryable) attempt = 1;
      if (!error.retryable || attempt >= tries) throw error;
      await wait(firstWaitMs * 2 ** (attempt - 1), signal);
    }
  }
}

const cutShort = ({ path, bytes }: Wanted, sink: FileSink): AppError =>
  new AppError('download-cut', { subject: path, retryable: true, reason: `${sink.bytes} of ${bytes} bytes came` });

async function fetchRest(wanted: Wanted, sink: FileSink): Promise<void> {
  const { url, path, bytes, stallMs = 30_000 } = wanted;
  const stalled = new AbortController();
  const signal = AbortSignal.any([wanted.signal, stalled.signal]);
  // Without a listed size nobody could tell whether what is there is the beginning of what the host has now.
  if (bytes === undefined) sink.restart();
  let timer = setTimeout(() => stalled.abort(), stallMs);
  try {
    const from = sink.bytes;
    const response = await askHost(url, { signal, ...(from > 0 && { headers: { Range: `bytes=${from}-` } }) });
    if (response.status === 416) {
      sink.restart();
      throw new AppError('download-cut', { subject: path, retryable: true, reason: 'the host has fewer bytes than are here' });
    }
    const refused = refusalOf(response, path);
    if (refused) throw refused;
    if (response.status === 200 && from > 0) sink.restart(); // The host does not go on in the middle.
    const total = /\/(\d+)$/.exec(response.headers.get('Content-Range') ?? '')?.[1];
    if (total !== undefined && bytes !== undefined && Number(total) !== bytes)
      throw new AppError('model-changed', { subject: path, reason: `the host has ${total} bytes where ${bytes} are listed` });
    const type = response.headers.get('Content-Type') ?? '';
    const reader = response.body?.getReader();
    for (let step = await reader?.read(); step && !step.done; step = await reader?.read()) {
      clearTimeout(timer);
      timer = setTimeout(() => stalled.abort(), stallMs);
      if (sink.bytes === 0) checkBeginning(path, step.value, type, response);
      sink.append(step.value);
      wanted.onProgress(sink.bytes);
      if (bytes !== undefined && sink.bytes > bytes) return void (await reader?.cancel());
    }
  } catch (error) {
    wanted.signal.throwIfAborted();
    if (stalled.signal.aborted)
      throw new AppError('address-unreachable', { subject: path, retryable: true, reason: `no byte came for ${stallMs / 1000} seconds` });
    if (error instanceof TypeError) throw cutShort(wanted, sink); // The connection ended within the body.
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

/** A host may answer any address with a page of its own, and a repository without large files with their pointers. */
function checkBeginning(path: string, chunk: Uint8Array, type: string, { redirected, url }: Response): void {
  const beginning = new TextDecoder().decode(chunk.subarray(0, 64)).trimStart();
  if (type.startsWith('text/html') || beginning.startsWith('<')) {
    if (/log-?in|sign-?in|auth/i.test(new URL(url).pathname) || redirected)
      throw new AppError('login-needed', { subject: path, reason: 'the host sent a page to sign in on instead of the file' });
    throw new AppError('download-wrong', { subject: path, reason: `a web page came instead of the file, sent as ${type || 'no type'}` });
  }
  if (beginning.startsWith('version https://git-lfs'))
    throw new AppError('download-wrong', { subject: path, reason: 'the pointer to a large file came instead of the file' });
}

const wait = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    const abort = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', abort);
      resolve();
    }, ms);
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
  });
