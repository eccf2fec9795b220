// Everything the page knows, as data. Actions stand beside it, in files named by what they act on.

import type { AppError } from '../../shared/domain/app-error.ts';
import type {
  Answer,
  IngestState,
  Problem,
  SavedSearch,
  SortOrder,
  Timeline,
  VerifyProgress,
  VerifyReport,
} from '../../shared/domain/library.ts';
import type { PhotoId } from '../../shared/domain/photo.ts';
import type { KeptFolder } from '../../shared/protocol/library.ts';
import type { ArchivesState } from './archive-state.ts';
import type { GridSource, HitsSource } from './grid-source.ts';
import type { QueryImage } from './query-images.ts';
import type { Route, ScreenRoute } from './route.ts';

/** What is searched for: words as docs/query-language.md has them, and pictures with them. */
export type Query = { readonly text: string; readonly images: readonly QueryImage[]; readonly sort: SortOrder };

export interface Answered {
  readonly query: Query;
  /** With the hits of all pages so far. */
  readonly answer: Answer;
  readonly source: HitsSource;
  /** Whether there are hits after these. */
  readonly more: boolean;
}

export interface SearchState {
  /** What stands in the field and in the address; the answer may still be of an earlier query. */
  readonly query: Query;
  /** The newest answer there is, and what it answers. Stays until the next one is there. */
  readonly answered: Answered | undefined;
  readonly busy: boolean;
  readonly problem: AppError | undefined;
  /** What was looked for lately, newest first. */
  readonly recent: readonly string[];
  /** What the person keeps, newest first. */
  readonly saved: readonly SavedSearch[];
  readonly helpOpen: boolean;
}

export interface LibraryState {
  /** Until the first timeline is there nobody knows whether the library is empty. */
  readonly phase: 'opening' | 'open' | 'failed';
  /** Whether a typed query can be answered: the model is loaded. */
  readonly ready: boolean;
  readonly timeline: Timeline;
  /** The timeline as the grid takes it. */
  readonly photos: GridSource;
  /** Why the library is out of order, told in a banner until it is dismissed. */
  readonly trouble: AppError | undefined;
}

export interface SelectionState {
  readonly ids: ReadonlySet<PhotoId>;
  /** Where a range starts. */
  readonly anchor: PhotoId | undefined;
}

export interface Settings {
  readonly theme: 'system' | 'light' | 'dark';
  /** Whether `/` goes to the search field. */
  readonly slashSearches: boolean;
  /** While photos are indexed and the page is in view. */
  readonly keepScreenOn: boolean;
  readonly slowOnBattery: boolean;
  /** Wanted height of a grid row, in CSS pixels. */
  readonly rowHeightPx: number;
}
export interface PowerState {
  /** `unknown` where the browser does not tell. */
  readonly battery: 'unknown' | 'mains' | 'battery';
  /** `missing` where the browser has no such thing. */
  readonly screen: 'missing' | 'free' | 'kept' | 'refused';
  /** Whether the library goes slowly, because of the battery. */
  readonly slow: boolean;
}
export const rowHeights = { min: 96, max: 400, usual: 208 } as const;

/** What a toast says is a key of ui/words.ts `toasts`, with what goes into the sentence. */
export type Notice =
  | {
      readonly kind: 'added';
      readonly added: number;
      readonly known: number;
      readonly skipped: number;
      /** Left out, since they lay in the bin of an export. */
      readonly binned: number;
      readonly failed: number;
    }
  | {
      readonly kind: 'rescanned';
      readonly name: string;
      readonly added: number;
      readonly known: number;
      readonly failed: number;
      readonly gone: number;
    }
  /** `photos` were removed with it. */
  | { readonly kind: 'folder-forgotten'; readonly id: string; readonly name: string; readonly photos: number }
  | { readonly kind: 'removed'; readonly count: number }
  | { readonly kind: 'restored'; readonly count: number }
  | { readonly kind: 'copied' }
  | { readonly kind: 'saved'; readonly count: number }
  | { readonly kind: 'preview-saved'; readonly name: string }
  | { readonly kind: 'cleared' }
  /** Stored data was damaged: what was made again, and of how many photos something could not be. */
  | { readonly kind: 'mended'; readonly repaired: number; readonly lost: number }
  | { readonly kind: 'nothing-dropped' }
  /** The screen was to stay on, and the browser did not have it. */
  | { readonly kind: 'screen-refused' }
  /** Put into the search field, and no picture. */
  | { readonly kind: 'no-picture'; readonly name: string }
  | { readonly kind: 'failed'; readonly error: AppError };
export interface Toast {
  readonly id: number;
  readonly notice: Notice;
  readonly undo: boolean;
}

export interface AppState {
  readonly route: Route;
  /** The screen in view, or the one behind an opened photo. */
  readonly screen: ScreenRoute;
  readonly library: LibraryState;
  readonly ingest: IngestState;
  /** While the sample photos are being fetched: how many of them are here. */
  readonly samples: { readonly done: number; readonly total: number } | undefined;
  readonly problems: readonly Problem[];
  /** Those whose handles are kept, as they last were. */
  readonly folders: readonly KeptFolder[];
  /** What the dialog for addresses was opened with; undefined while it is closed. */
  readonly addresses: string | undefined;
  readonly search: SearchState;
  readonly selection: SelectionState;
  readonly settings: Settings;
  /** While the library is looked through, how far; afterwards what was found. */
  readonly verification: { readonly progress?: VerifyProgress; readonly report?: VerifyReport };
  readonly power: PowerState;
  readonly toasts: readonly Toast[];
  readonly activityOpen: boolean;
  readonly archives: ArchivesState;
}
