// One source → what it is. It is opened only when its turn comes: a member of an archive is unpacked then, and not before.

import { AppError, toAppError } from '../../shared/domain/app-error.ts';
import type { PhotoId } from '../../shared/domain/photo.ts';
import type { Description, Source } from '../sources/source.ts';
import { type Intake, type IntakeOptions, takeIn } from './intake.ts';

export type SourceIntake =
  | Exclude<Intake, { readonly kind: 'known' }>
  /** `description`: what a sidecar says of it may be new. */
  | { readonly kind: 'known'; readonly photoId: PhotoId; readonly description?: Description }
  /** An export says that it was thrown away. */
  | { readonly kind: 'binned' };

/** @throws AbortError alone. */
export async function openAndTakeIn(source: Source, options: IntakeOptions): Promise<SourceIntake> {
  let file: File;
  const description = await source.describe?.();
  if (description?.binned) return { kind: 'binned' };
  try {
    file = await source.open(options.signal);
  } catch (thrown) {
    options.signal.throwIfAborted();
    return { kind: 'failed', error: toAppError(thrown, 'internal', { subject: source.path }) };
  }
  const intake = await takeIn({ file, path: source.path }, options);
  if (intake.kind === 'skipped' && source.promised)
    return { kind: 'failed', error: new AppError('unsupported-format', { subject: source.path, reason: 'what came is no picture' }) };
  if (!description) return intake;
  if (intake.kind === 'known') return { ...intake, description };
  if (intake.kind !== 'prepared') return intake;
  const { photo } = intake;
  return { kind: 'prepared', photo: { ...photo, metadata: description.applyTo(photo.metadata) } };
}
