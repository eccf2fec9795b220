// One file → what it is: a picture made ready, one the library has, no picture at all, or a failure that names its cause.

import { AppError, type ErrorCode, toAppError } from '../../shared/domain/app-error.ts';
import type { PhotoId } from '../../shared/domain/photo.ts';
import type { PixelRecipe } from '../../shared/domain/recipe.ts';
import type { Caller } from '../../shared/protocol/caller.ts';
import type { ImagingCalls, PreparedPhoto } from '../../shared/protocol/imaging.ts';
import type { SourceFile } from '../../shared/protocol/library.ts';
import type { Pool } from '../../shared/protocol/pool.ts';
import { watchDecode } from './decode-watch.ts';

export type Intake =
  | { readonly kind: 'prepared'; readonly photo: PreparedPhoto }
  | { readonly kind: 'known'; readonly photoId: PhotoId }
  | { readonly kind: 'skipped' }
  | { readonly kind: 'failed'; readonly photoId?: PhotoId; readonly error: AppError };

/** Names that promise a picture. Such a file that is none is a problem to show; any other is passed over. */
const pictureName =
  /\.(jpe?g|jpe|jfif|png|apng|webp|avif|gif|bmp|dib|hei[cf]|heics?|hif|tiff?|jxl|svgz?|dng|cr2|cr3|nef|nrw|arw|raf|orf|rw2|rwl|pef|srw|ico)$/i;

export const promisesPicture = (file: File): boolean => pictureName.test(file.name) || file.type.startsWith('image/');

const triesAfterCrash = 1;
/** A decoder may also seem to hang because the machine slept. */
const endsWorker: ReadonlySet<ErrorCode> = new Set(['worker-crashed', 'decode-hung']);

export interface IntakeOptions {
  readonly imaging: Pool<ImagingCalls>;
  readonly recipe: PixelRecipe;
  /** Claims a photo for this run. False where the library has it or another file of this run is being read as it. */
  readonly claim: (photoId: PhotoId) => boolean;
  readonly signal: AbortSignal;
}

/** Reads, hashes and, if it is new, decodes `source` in an imaging worker. A worker that crashes or hangs over it gets a successor and one more try. @throws AbortError alone. */
export async function takeIn(source: SourceFile, options: IntakeOptions, tries = triesAfterCrash): Promise<Intake> {
  const { file } = source;
  let claimed: PhotoId | undefined;
  try {
    return await options.imaging.run(async (worker, giveUp) => {
      const { photoId, type } = await openFile(worker, file, options.signal);
      if (!options.claim(photoId)) {
        letGo(worker, photoId);
        return { kind: 'known', photoId };
      }
      claimed = photoId;
      if (type === undefined) {
        letGo(worker, photoId);
        if (!promisesPicture(file)) return { kind: 'skipped' };
        throw new AppError('unsupported-format', { subject: source.path, reason: 'its content is of no picture format known here' });
      }
      const args = { photoId, name: file.name, modifiedAt: file.lastModified, recipe: options.recipe };
      const watch = watchDecode(giveUp, { subject: source.path, bytes: file.size });
      const call = worker.call('photo-prepare', args, { signal: options.signal, onProgress: watch.progress });
      return { kind: 'prepared', photo: await call.finally(watch.stop) };
    }, options.signal);
  } catch (thrown) {
    options.signal.throwIfAborted();
    const error = toAppError(thrown, 'internal', { subject: source.path });
    if (endsWorker.has(error.code) && tries > 0)
      return takeIn(source, { ...options, claim: (id) => id === claimed || options.claim(id) }, tries - 1);
    if (error.code === 'empty-file' && !promisesPicture(file)) return { kind: 'skipped' };
    return { kind: 'failed', error, ...(claimed && { photoId: claimed }) };
  }
}

const openFile = (worker: Caller<ImagingCalls>, file: File, signal: AbortSignal) => worker.call('file-open', { file }, { signal });

/** Nobody waits for that: a worker does one thing after the other, and one that ended has let go. */
const letGo = (worker: Caller<ImagingCalls>, photoId: PhotoId): void => void worker.call('file-close', { photoId }).catch(() => undefined);
