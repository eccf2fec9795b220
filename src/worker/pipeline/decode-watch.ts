// A decoder that hangs takes its worker with it: WebAssembly and the browser's own decoders cannot be interrupted from outside.

import { AppError } from '../../shared/domain/app-error.ts';

/** A decoder does its work in one piece, and says nothing while it does: so a large file has more time. A HEIC of 33 megapixels and 5 MB takes
 * 3 s, and took 11 on a machine four times as busy as it had cores. */
export const decodeLimitMs = (fileBytes: number): number => Math.min(60_000, 10_000 + (2000 * fileBytes) / 1e6);

export interface DecodeWatch {
  /** Starts the time, or starts it again: something was done. */
  readonly progress: () => void;
  readonly stop: () => void;
}

/** @param giveUp ends the worker, with what its calls are to be told. It is called once, when the time is over that `file` has since the last progress;
 * before the first there is no time that counts, since a file on a slow disk is not a slow decoder.
 * @param file what it is about. */
export function watchDecode(giveUp: (reason: AppError) => void, { subject, bytes }: { subject: string; bytes: number }): DecodeWatch {
  const limitMs = decodeLimitMs(bytes);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stop = () => clearTimeout(timer);
  return {
    stop,
    progress() {
      stop();
      timer = setTimeout(
        () => giveUp(new AppError('decode-hung', { retryable: true, subject, reason: `no progress for ${Math.round(limitMs / 1000)} s` })),
        limitMs,
      );
    },
  };
}
