// An address → a file, within limits; and where that fails, why, as far as a browser tells.

import { AppError, reasonOf } from '../../shared/domain/app-error.ts';

export interface Limits {
  readonly bytes: number;
  /** From asking to the last byte. */
  readonly timeMs: number;
}
const usual: Limits = { bytes: 100 * 1024 * 1024, timeMs: 60_000 };

/** Nothing that tells who asks goes with it, and nothing is kept in the browser's cache.
 * @throws {AppError} `address-refused`, `address-unreachable`, `address-failed`, `address-moved`, `file-too-large`; AbortError. */
export async function fetchPicture(address: string, signal: AbortSignal, limits = usual): Promise<File> {
  const late = AbortSignal.timeout(limits.timeMs);
  const both = AbortSignal.any([signal, late]);
  const policy = watchPolicy(address);
  try {
    const response = await ask(address, 'cors', both);
    if (!response.ok) {
      const retryable = response.status >= 500 || response.status === 429;
      throw new AppError('address-failed', { subject: address, retryable, reason: `the host answered ${response.status}` });
    }
    const type = response.headers.get('Content-Type')?.split(';')[0]?.trim() ?? '';
    const lastModified = Date.parse(response.headers.get('Last-Modified') ?? '') || 0;
    return new File([await readBody(response, address, limits.bytes)], nameOfAddress(address), { type, lastModified });
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof AppError) throw error;
    const reason = late.aborted ? `not there after ${limits.timeMs / 1000} seconds` : reasonOf(error);
    const refused = !late.aborted && (await answers(address, both));
    if (policy.stopped())
      throw new AppError('address-moved', { subject: address, reason: 'it leads to a host that was not named', cause: error });
    throw new AppError(refused ? 'address-refused' : 'address-unreachable', {
      subject: address,
      retryable: !refused,
      reason,
      cause: error,
    });
  } finally {
    policy.end();
  }
}

const ask = (address: string, mode: 'cors' | 'no-cors', signal: AbortSignal): Promise<Response> =>
  fetch(address, { mode, signal, credentials: 'omit', referrerPolicy: 'no-referrer', cache: 'no-store' });

/** [Note: Refused or unreachable] A script is told of neither: both are the same TypeError. But a host that answers at all answers a request
 * whose answer nobody may read. That takes the embedder policy `credentialless`: under `require-corp` such an answer is an error too. */
async function answers(address: string, signal: AbortSignal): Promise<boolean> {
  try {
    const response = await ask(address, 'no-cors', signal);
    await response.body?.cancel();
    return true;
  } catch {
    return false; // That is the answer: nobody is there, or the time is up.
  }
}

/** A redirect to a host that is not in this worker's policy is stopped by it, and told by an event that names the address asked for, not where it
 * led. The event comes after the fetch has failed: ask once there was time for it. */
function watchPolicy(address: string): { stopped: () => boolean; end: () => void } {
  let stopped = false;
  const listener = (event: Event) => {
    if (event instanceof SecurityPolicyViolationEvent && event.blockedURI === address) stopped = true;
  };
  self.addEventListener('securitypolicyviolation', listener);
  return { stopped: () => stopped, end: () => self.removeEventListener('securitypolicyviolation', listener) };
}

/** Into a Blob, which the browser keeps outside the heap. */
async function readBody(response: Response, address: string, limit: number): Promise<Blob> {
  const tooLarge = (bytes: number) => new AppError('file-too-large', { subject: address, reason: `${bytes} bytes or more` });
  const promised = Number(response.headers.get('Content-Length') ?? 0);
  if (promised > limit) {
    await response.body?.cancel();
    throw tooLarge(promised);
  }
  let bytes = 0;
  let failure: AppError | undefined;
  const counted = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform(chunk, controller) {
      bytes += chunk.length;
      if (bytes <= limit) return controller.enqueue(chunk);
      failure = tooLarge(bytes);
      throw failure;
    },
  });
  try {
    return await new Response(response.body?.pipeThrough(counted) ?? null).blob();
  } catch (error) {
    throw failure ?? error;
  }
}

/** `https://host/a/My%20photo.jpg?w=2` → `My photo.jpg`; the host where there is no more. */
export function nameOfAddress(address: string): string {
  const { pathname, host } = new URL(address);
  const last = pathname.slice(pathname.lastIndexOf('/') + 1);
  try {
    return decodeURIComponent(last).replaceAll('/', '_') || host;
  } catch (error) {
    if (error instanceof URIError) return last;
    throw error;
  }
}
