// Errors as plain data. Cloning an Error keeps its message and drops `code`, so the app's own go through here.

import { AppError, type ErrorCode, isAbort, reasonOf } from '../domain/app-error.ts';

export type WireError =
  | { abort: true }
  | { abort: false; code: ErrorCode; retryable: boolean; subject: string | undefined; reason: string };

/** Any thrown value → plain data. What is not ours is `internal`: a bug. */
export function encodeError(thrown: unknown): WireError {
  if (isAbort(thrown)) return { abort: true };
  if (thrown instanceof AppError) {
    const { code, retryable, subject, reason } = thrown;
    return { abort: false, code, retryable, subject, reason };
  }
  return { abort: false, code: 'internal', retryable: false, subject: undefined, reason: reasonOf(thrown) };
}

export const decodeError = (wire: WireError): Error =>
  wire.abort ? new DOMException('The call was aborted', 'AbortError') : new AppError(wire.code, wire);
