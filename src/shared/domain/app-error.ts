// The one error of the app. Everything thrown across a room or a thread is an AppError or a bug.

/** Every way a thing can fail. Closed: page/ui/words has a sentence for each, and the compiler asks for the missing one. */
export const errorCodes = [
  'unsupported-format', // Not a picture, or of a kind no decoder here reads.
  'damaged-file', // A picture by its first bytes, but it does not decode.
  'decode-hung', // Its decoder made no progress, and was ended with its worker.
  'empty-file',
  'file-too-large', // More bytes than any photo has.
  'address-refused', // Its host answers, and does not let pages of others read it (CORS).
  'address-unreachable', // No answer in time, or none at all.
  'address-failed', // The host answered that it has no such thing, or cannot give it.
  'address-moved', // It leads to a host that the person did not name.
  'damaged-archive', // By its name an archive, but its directory cannot be read: nothing of it can.
  'unsupported-archive', // A member is packed in a way that no browser unpacks.
  'not-a-library', // An archive, and not one that was exported from here.
  'newer-archive', // A library's archive of a version that this one does not know.
  'refused-entry', // Part of a library's archive, and not what belongs there.
  'unknown-space', // Vectors of a model that is not known here.
  'nested-archive', // An archive in an archive, or of a kind that is not opened here.
  'encrypted-file', // A member of an archive that wants a password.
  'too-many-pixels', // Refused from its header: decoding would take the tab's memory.
  'unreadable-file', // The browser could not read the bytes: moved, deleted, or permission gone.
  'permission-needed', // A kept folder may be read only once the person has said so again.
  'interrupted', // Named in an earlier session and never read: only adding it again helps.
  'cancelled', // The person stopped the work before this file's turn.
  'not-found', // No photo, model or space of that id.
  'invalid-argument',
  'storage-full',
  'storage-failed',
  'storage-newer', // Made by a version that this build does not know yet.
  'storage-blocked', // Another tab holds an older version of the database open.
  'worker-crashed', // Retryable: the worker is being started again.
  'worker-lost', // It crashed too often to be started again.
  'version-mismatch', // Page and worker come from different builds.
  'model-unavailable', // Its files could not be read, or are not what they should be.
  'model-unfit', // Files of a model, and not of one that runs here: some are missing, or it is of a kind that is not known.
  'model-changed', // What came is not what its host had listed: other bytes, another size, another revision.
  'download-wrong', // Something else came instead of the file: a web page, or a pointer.
  'download-cut', // It ended too early; retryable: it goes on where it stopped.
  'login-needed', // The host wants to know who asks.
  'consent-needed', // A host that the person has not agreed to.
  'licence-needed', // Its licence is not free for all uses, and has not been accepted.
  'model-failed', // It ran and gave something that is no embedding.
  'internal', // A bug of ours.
] as const;
export type ErrorCode = (typeof errorCodes)[number];

export interface AppErrorOptions {
  /** Whether the same call may succeed later, with nothing changed by the person. */
  readonly retryable?: boolean;
  /** The file, photo, model or host it is about. */
  readonly subject?: string | undefined;
  /** Why, in words for the curious; the person reads the sentence of `code`. */
  readonly reason?: string;
  readonly cause?: unknown;
}

export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: ErrorCode;
  readonly retryable: boolean;
  readonly subject: string | undefined;
  readonly reason: string;

  constructor(code: ErrorCode, { retryable = false, subject, reason = code, cause }: AppErrorOptions = {}) {
    super(subject === undefined ? reason : `${subject}: ${reason}`, { cause });
    this.code = code;
    this.retryable = retryable;
    this.subject = subject;
    this.reason = reason;
  }
}

/** What a thrown value says of itself: `message` of an Error, the value as text otherwise. */
export const reasonOf = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : String(thrown));

/** The value itself where it is ours; else an AppError of `code` that keeps it as its cause. */
export const toAppError = (thrown: unknown, code: ErrorCode = 'internal', options: AppErrorOptions = {}): AppError =>
  thrown instanceof AppError ? thrown : new AppError(code, { reason: reasonOf(thrown), ...options, cause: thrown });

/** True of what `AbortSignal.throwIfAborted` throws. An abort is not an error: nobody is told of it. */
export const isAbort = (thrown: unknown): boolean => thrown instanceof Error && thrown.name === 'AbortError';
