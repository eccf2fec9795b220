// Every action of the page, in one list: what a screen may do. Each is made in the file named beside it.

import type { SavedSearch, SortOrder, Why } from '../../shared/domain/library.ts';
import type { Photo, PhotoId } from '../../shared/domain/photo.ts';
import type { CleanUp } from '../../shared/domain/storage-usage.ts';
import type { KeptFolder, SourceFile } from '../../shared/protocol/library.ts';
import type { Notice, Settings } from './app-state.ts';
import type { GridSource } from './grid-source.ts';
import type { Route } from './route.ts';

export interface AppActions {
  // navigation.ts
  goTo(route: Route, how?: 'push' | 'replace'): void;
  /** Opens a photo over the screen in view; from an opened photo it takes its place, so that Back leaves the viewer. */
  openPhoto(photoId: PhotoId): void;
  /** Back to the screen behind. */
  closePhoto(): void;

  // search.ts
  /** As the person types: asks at once, and writes the address without a new entry. */
  typeQuery(text: string): void;
  /** Enter, or leaving the field: the query becomes an entry of the history and of the recent searches. */
  settleQuery(): void;
  clearQuery(): void;
  sortBy(sort: SortOrder): void;
  /** Takes a filter out of what is typed. @param at its place among the filters. */
  dropFilter(at: number): void;
  /** The next page of hits; the grid calls it when its end comes into view. */
  moreHits(): void;
  forgetRecent(text?: string): void;
  setSearchHelp(open: boolean): void;

  // saved-searches.ts
  /** Keeps the query with the library, once. */
  saveSearch(): Promise<void>;
  forgetSearch(search: Pick<SavedSearch, 'text' | 'like'>): Promise<void>;
  runSearch(search: Pick<SavedSearch, 'text' | 'like'>): void;

  // question.ts
  /** Why a photo is in the answer that is shown; undefined where none is. */
  why(photoId: PhotoId, signal?: AbortSignal): Promise<Why | undefined>;

  // query-pictures.ts
  /** Searches for photos like these, in place of what was searched for. */
  moreLike(photoIds: readonly PhotoId[]): void;
  /** Makes files part of the query, beside what is there. They are not added to the library. */
  searchWithFiles(files: readonly File[]): Promise<void>;
  /** The pictures among what was dropped on the field or pasted into it. Call it synchronously in the event's handler.
   * @returns whether there were files in it. */
  searchWithDropped(data: DataTransfer): boolean;
  /** From wanted to unwanted and back. @param key of `QueryImage`. */
  turnImage(key: string): void;
  removeImage(key: string): void;

  // selection.ts
  /** `only`: this one alone. `toggle`: in or out. `range`: from the anchor to here, added. */
  select(source: GridSource, index: number, how: 'only' | 'toggle' | 'range'): void;
  /** What a dragged rectangle covers; `keep` adds to what was selected when the drag began. */
  selectPhotos(photoIds: Iterable<PhotoId>, keep?: ReadonlySet<PhotoId>): void;
  selectAll(source: GridSource): void;
  clearSelection(): void;

  // photos.ts
  setFavourite(photoIds: readonly PhotoId[], on: boolean): Promise<void>;
  /** Gone at once, with an Undo in a toast; the files stay where they are. */
  removePhotos(photoIds: readonly PhotoId[]): Promise<void>;
  undoRemoval(): Promise<void>;
  /** Saves originals, or the preview where the original is out of reach, and says which. */
  downloadPhotos(photoIds: readonly PhotoId[]): Promise<void>;
  /** One photo to the clipboard, as PNG. */
  copyPhoto(photoId: PhotoId): Promise<void>;
  photo(photoId: PhotoId, signal?: AbortSignal): Promise<Photo>;
  /** JPEG. The caller makes an object URL of it, and revokes it. */
  preview(photoId: PhotoId, signal?: AbortSignal): Promise<Blob>;
  /** The file itself, or null where it is out of reach. */
  original(photoId: PhotoId, signal?: AbortSignal): Promise<File | null>;
  /** A file of the person's as a picture that this browser can show. @throws {AppError} of a file that no decoder reads. */
  showable(file: File, signal?: AbortSignal): Promise<Blob>;
  /** The person points out the file of a photo whose original is out of reach. @returns whether its contents are the photo's; then `original` has it. @throws {AppError} `unreadable-file`. */
  offerOriginal(photoId: PhotoId, file: File): Promise<boolean>;

  // ingest.ts
  addFiles(files: readonly SourceFile[], folders?: readonly FileSystemDirectoryHandle[]): Promise<void>;
  /** Call it synchronously in the event's handler: the data is gone afterwards. @returns whether there were files in it. */
  addDropped(data: DataTransfer): boolean;
  /** What was pasted: as `addDropped`, and a picture without a file, or within HTML, gets a name of its own. */
  addPasted(data: DataTransfer): boolean;
  addSamples(): Promise<void>;
  pauseIngest(): Promise<void>;
  resumeIngest(): Promise<void>;
  cancelIngest(): Promise<void>;
  retryProblems(keys?: readonly string[]): Promise<void>;
  dismissProblems(keys?: readonly string[]): Promise<void>;
  setActivityOpen(open: boolean): void;

  // addresses.ts
  /** Opens the dialog for addresses with a text, or closes it. */
  askAddresses(text: string | undefined): void;
  /** Opens it with the addresses in what was pasted. @returns whether there were any. */
  askPastedAddresses(data: DataTransfer): boolean;
  /** Asks their hosts for them, and adds what comes. */
  addAddresses(urls: readonly string[]): Promise<void>;

  // folders.ts
  /** Asks for a folder where the browser has a picker that gives handles, keeps it and adds what is in it. @returns false where it has none. */
  pickFolder(): boolean;
  /** Asks again which folders there are and whether they can be read: a permission may have ended, a disk may be back. */
  refreshFolders(): Promise<void>;
  /** Compares a kept folder with what was found in it; asks for permission first, where it ended. */
  rescanFolder(folder: KeptFolder, contents?: boolean): Promise<void>;
  /** Looks there no more. @param photos whether those that were found there alone are removed. A toast takes it back. */
  forgetFolder(folder: KeptFolder, photos: boolean): Promise<void>;
  restoreFolder(id: string, withPhotos: boolean): Promise<void>;

  // app.ts
  /** Searches for photos of which no file is left. */
  showMissing(): void;

  // archives.ts
  /** Asks where to save the whole library, but for the originals, and writes it there. */
  exportLibrary(previews: boolean): Promise<void>;
  /** Opens the dialog that asks whether to import a file, or closes it. */
  askImport(file: File | undefined): void;
  /** Merges an exported library into this one. */
  importLibrary(file: File): Promise<void>;
  /** Opens the dialog that asks how to save photos as one file, or closes it. */
  askOriginals(photoIds: readonly PhotoId[] | undefined): void;
  /** Asks where to save, and packs the originals of these photos there. @param previews in the place of those out of reach. */
  saveOriginals(photoIds: readonly PhotoId[], previews: boolean): Promise<void>;
  /** Saves what was found as a table: the good matches, and the others that are on the screen. */
  saveAnswer(format: 'csv' | 'json'): Promise<void>;
  cancelArchiveJob(): void;
  /** Takes the report of what was done off the screen. */
  dismissArchiveJob(): void;

  // verification.ts
  /** Looks through everything that is stored, and makes again what is damaged. */
  checkLibrary(): Promise<void>;
  stopChecking(): void;

  // library.ts
  /** Everything, settings too. */
  clearLibrary(): Promise<void>;
  /** Gives something up for room; work that waits for room goes on by itself. */
  freeStorage(what: CleanUp): Promise<void>;
  dismissTrouble(): void;

  /** For a question a screen asked by itself: tells the person, unless it was an abort. */
  reportProblem(thrown: unknown): void;

  // settings.ts
  changeSettings(change: Partial<Settings>): void;

  // toasts.ts
  notify(notice: Notice): void;
  dismissToast(id: number): void;
}
