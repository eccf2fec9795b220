// What the page knows of the library, or photos of it, going out or coming in as one file.

import type { AppError } from '../../shared/domain/app-error.ts';
import type { ArchiveProgress, ImportReport } from '../../shared/domain/library.ts';
import type { PhotoId } from '../../shared/domain/photo.ts';

export interface ArchivesState {
  /** What a dialog asks about: whether to import a file, or how to save these photos. */
  readonly asked:
    | { readonly kind: 'import'; readonly file: File }
    | { readonly kind: 'originals'; readonly photoIds: readonly PhotoId[] }
    | undefined;
  readonly job: ArchiveJob | undefined;
}
export interface ArchiveJob {
  readonly kind: 'export' | 'import' | 'originals';
  /** Of the file. */
  readonly name: string;
  /** Absent until something is done. */
  readonly progress?: ArchiveProgress;
  /** Absent while it runs. */
  readonly outcome?: ArchiveOutcome;
}
export type ArchiveOutcome =
  | { readonly kind: 'exported'; readonly photos: number; readonly bytes: number }
  | { readonly kind: 'imported'; readonly report: ImportReport }
  | { readonly kind: 'saved'; readonly saved: number; readonly unreached: readonly string[]; readonly previews: boolean }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'failed'; readonly error: AppError };

export const noArchives: ArchivesState = { asked: undefined, job: undefined };
