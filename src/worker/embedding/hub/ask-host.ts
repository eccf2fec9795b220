// One request to a host that the person agreed to, and what its refusal means.

import { AppError, isAbort, reasonOf } from '../../../shared/domain/app-error.ts';

interface Asked {
  readonly signal: AbortSignal;
  readonly method?: 'GET' | 'HEAD';
  readonly headers?: Readonly<Record<string, string>>;
}

/** Nothing that tells who asks goes with it, and the browser keeps nothing.
 * @throws {AppError} `address-unreachable` (retryable), `address-moved` where it leads to a host that nobody agreed to; AbortError. */
export async function askHost(url: string, { signal, method = 'GET', headers = {} }: Asked): Promise<Response> {
  let moved = false;
  // A redirect that the worker's policy stops is told by an event that names the address asked for.
  const listener = (event: Event) => {
    if (event instanceof SecurityPolicyViolationEvent && event.blockedURI.startsWith(new URL(url).origin)) moved = true;
  };
  self.addEventListener('securitypolicyviolation', listener);
  try {
    return await fetch(url, {
      method,
      signal,
      headers,
      mode: 'cors',
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      cache: 'no-store',
    });
  } catch (error) {
    if (isAbort(error)) throw error;
    await new Promise((resolve) => setTimeout(resolve, 0)); // The event comes after the failure.
    if (moved) throw new AppError('address-moved', { subject: url, reason: 'it leads to a host that was not agreed to', cause: error });
    throw new AppError('address-unreachable', { subject: url, retryable: true, reason: reasonOf(error), cause: error });
  } finally {
    self.removeEventListener('securitypolicyviolation', listener);
  }
}

/** Undefined for an answer with content. */
export function refusalOf({ status, ok }: Response, subject: string): AppError | undefined {
  if (ok) return undefined;
  const reason = `the host answered ${status}`;
  if (status === 401 || status === 403) return new AppError('login-needed', { subject, reason });
  return new AppError('address-failed', { subject, reason, retryable: status >= 500 || status === 429 });
}
