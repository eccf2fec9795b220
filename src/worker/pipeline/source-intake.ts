// One source → what it is. It is opened only when its turn comes: a member of an archive is unpacked then, and not before.

import { AppError, toAppError } from '../../shared/domain/app-error.ts';
import type { Source } from '../sources/source.ts';
import { type Intake, type IntakeOptions, takeIn } from './intake.ts';

/** @throws AbortError alone. */
export async function openAndTakeIn(source: Source, options: IntakeOptions): Promise<Intake> {
  let file: File;
  try {
    file = await source.open(options.signal);
  } catch (thrown) {
    options.signal.throwIfAborted();
    return { kind: 'failed', error: toAppError(thrown, 'internal', { subject: source.path }) };
  }
  const intake = await takeIn({ file, path: source.path }, options);
  if (intake.kind === 'skipped' && source.promised)
    return { kind: 'failed', error: new AppError('unsupported-format', { subject: source.path, reason: 'what came is no picture' }) };
  if (intake.kind !== 'prepared' || !source.describe) return intake;
  const { photo } = intake;
  return { kind: 'prepared', photo: { ...photo, metadata: await source.describe(photo.metadata) } };
}
