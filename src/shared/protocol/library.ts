// Every call between the page and its library worker, once.

import type { ErrorCode } from '../domain/app-error.ts';
import type {
  Answer,
  ArchiveProgress,
  FilterValue,
  ImportReport,
  IngestState,
  Problem,
  Report,
  SavedSearch,
  SortOrder,
  Stats,
  Timeline,
  VerifyProgress,
  VerifyReport,
  Why,
} from '../domain/library.ts';
import type { FolderReport, InstallConsent, InstallProgress, ModelInfo } from '../domain/models.ts';
import type { Photo, PhotoId, SpaceId } from '../domain/photo.ts';
import type { FieldName } from '../domain/query/fields.ts';
import type { CleanUp, StorageUsage } from '../domain/storage-usage.ts';
import type { ModelFile, ModelSource } from './models.ts';

export type WorkerKind = 'imaging' | 'fetching' | 'image-model' | 'text-model';

/** A file and where it lies in what was dropped: `Holiday/beach/1.jpg`; a loose file's path is its name. */
export interface SourceFile {
  readonly file: File;
  readonly path: string;
  /** Id of the kept folder it was found in (`folder-keep`), through which its original can be opened again. */
  readonly folder?: string;
}

/** A folder whose handle is kept. */
export interface KeptFolder {
  readonly id: string;
  readonly name: string;
  readonly handle: FileSystemDirectoryHandle;
  /** `prompt` after a restart of most browsers: only the page can ask, and only when the person presses something. `missing`: it may be read, and is not there. */
  readonly access: PermissionState | 'missing';
}

export interface RescanReport extends Report {
  /** Files of the same size and time as before: they were not read. */
  readonly unchanged: number;
  /** Photos of which no file is left in any place that is known. They stay in the library. */
  readonly gone: number;
}

/** A picture that is part of a query without being written in it. One of `file` and `photoId` is there. */
export interface QueryImage {
  readonly file?: File;
  readonly photoId?: PhotoId;
  /** 1 unless given; below 0 it is unwanted. */
  readonly weight?: number;
}

/** What a tile of the grid shows; its shape and colour are in the timeline. */
export interface Tile {
  readonly photoId: PhotoId;
  readonly name: string;
  /** JPEG. Made a blob in the worker: on the page each took 0.4 ms of a frame. */
  readonly thumbnail: Blob;
}

export interface ExportReport {
  /** In the archive. */
  readonly photos: number;
  /** Of the archive. */
  readonly bytes: number;
  /** Where the person did not say where to put it. Good until this tab's next export, or its end. */
  readonly file?: File;
}

export interface OriginalsReport {
  /** Originals that are in the archive. */
  readonly saved: number;
  /** Names of photos whose originals are out of reach. */
  readonly unreached: readonly string[];
  /** Of the archive. */
  readonly bytes: number;
  /** As in `ExportReport`. */
  readonly file?: File;
}

export interface LibraryCalls {
  /** Fulfilled when the library is open and the text tower answers. */
  'library-ready': { args: null; progress: never; result: null };
  'library-clear': { args: null; progress: never; result: null };
  /** Looks through everything that is stored, and makes again what is damaged. @throws AbortError: what was mended until then stays so. */
  'library-verify': { args: null; progress: VerifyProgress; result: VerifyReport };
  /** Writes everything but the originals into one archive (docs/library-archive.md). `to`: where the person pointed. `settings`: of this browser. */
  'library-export': {
    args: { to?: FileSystemFileHandle; previews: boolean; settings: unknown };
    progress: ArchiveProgress;
    result: ExportReport;
  };
  /** Merges such an archive into the library. Ended by its signal, what is there by then stays. */
  'library-import': { args: { archive: Blob; name: string }; progress: ArchiveProgress; result: ImportReport };
  /** Whether a file is such an archive, by its first bytes. */
  'library-look': { args: { file: Blob }; progress: never; result: boolean };

  'photos-add': { args: { files: readonly SourceFile[] }; progress: IngestState; result: Report };
  /** Asks the hosts of these addresses for pictures, and adds what comes. */
  'urls-add': { args: { urls: readonly string[] }; progress: IngestState; result: Report };
  /** Keeps the handle of a dropped or picked folder, so that its originals can be opened again. Its id goes with its files. */
  'folder-keep': { args: { handle: FileSystemDirectoryHandle }; progress: never; result: string };
  'folders-list': { args: null; progress: never; result: KeptFolder[] };
  /** Compares kept folders with what was found in them. `contents` reads every file; `explicit`: the person adds them, so removed photos come back. */
  'folders-rescan': {
    args: { folders?: readonly string[]; contents?: boolean; explicit?: boolean };
    progress: IngestState;
    result: RescanReport;
  };
  /** The handle goes, and the library no longer looks there; with `photos`, so do those that were found there and nowhere else, as by
   * `photos-remove`. @returns how many. */
  'folder-forget': { args: { id: string; photos: boolean }; progress: never; result: number };
  /** Takes it back, until the library is opened again. @returns whether it could. */
  'folder-restore': { args: { id: string }; progress: never; result: boolean };
  'ingest-pause': { args: null; progress: never; result: null };
  'ingest-resume': { args: null; progress: never; result: null };
  'ingest-cancel': { args: null; progress: never; result: null };
  /** These go first, of the photos that have no vector yet: somebody looks at them. */
  'ingest-prefer': { args: { photoIds: readonly PhotoId[] }; progress: never; result: null };
  /** Works on one thing at a time, or on as much as the device can. */
  'ingest-ease': { args: { on: boolean }; progress: never; result: null };
  'ingest-state': { args: null; progress: never; result: IngestState };

  'problems-list': { args: null; progress: never; result: Problem[] };
  /** All that can be tried again, or those named. */
  'problems-retry': { args: { keys?: readonly string[] }; progress: never; result: Report };
  'problems-dismiss': { args: { keys?: readonly string[] }; progress: never; result: null };

  /** `query` as docs/query-language.md has it. */
  'query-search': {
    args: { query: string; limit: number; offset: number; sort: SortOrder; images?: readonly QueryImage[] };
    progress: never;
    result: Answer;
  };
  /** `diversity`: 0, the closest, to 1, the most varied; 0 unless given. */
  'photos-similar': { args: { photoIds: readonly PhotoId[]; limit: number; diversity?: number }; progress: never; result: Answer };

  /** The first `limit` photos of an answer as a table, with what is known of each. */
  'answer-table': {
    args: { query: string; limit: number; sort: SortOrder; images?: readonly QueryImage[]; format: 'csv' | 'json' };
    progress: never;
    result: Blob;
  };

  /** Why a photo answers a query: its score against the cut, and what each term has to do with it.
   * @throws {AppError} `not-found` where there is no such photo. */
  'photo-why': { args: { photoId: PhotoId; query: string; images?: readonly QueryImage[] }; progress: never; result: Why };

  /** What `field:` can be completed with, the likeliest first: values of the library's own photos, each of which finds some. Without a field:
   * cameras, lenses, folders, tags and kinds in which a word begins with `partial`, and days of a year that it names. */
  'values-list': { args: { field?: FieldName; partial: string; limit: number }; progress: never; result: FilterValue[] };

  /** The newest first. */
  'searches-list': { args: null; progress: never; result: SavedSearch[] };
  'search-save': { args: Pick<SavedSearch, 'text' | 'like'>; progress: never; result: null };
  'search-forget': { args: Pick<SavedSearch, 'text' | 'like'>; progress: never; result: null };

  'timeline-get': { args: null; progress: never; result: Timeline };
  'photos-list': {
    args: { offset: number; limit: number; sort: Exclude<SortOrder, 'relevance'> };
    progress: never;
    result: { id: PhotoId; name: string }[];
  };
  'tiles-get': { args: { photoIds: readonly PhotoId[] }; progress: never; result: Tile[] };
  'photo-get': { args: { photoId: PhotoId }; progress: never; result: Photo };
  /** JPEG. */
  'preview-get': { args: { photoId: PhotoId }; progress: never; result: ArrayBuffer };
  /** The file itself through a kept folder, or an archive there or of this session; null where it is out of reach. */
  'original-get': { args: { photoId: PhotoId }; progress: never; result: File | null };
  /** A JPEG of a file that this browser cannot show by itself, at its own size up to 50 million pixels. @throws {AppError} as of a file that is added. */
  'original-show': { args: { file: File }; progress: never; result: Blob };
  /** The photo's file from an archive that the person points out, whose other members are then in reach too; null where it is not in it. */
  'original-find': { args: { photoId: PhotoId; archive: File }; progress: never; result: File | null };
  /** Originals into one ZIP archive. `files`: those that the person pointed out. `previews`: in the place of those that are out of reach. */
  'originals-export': {
    args: { photoIds: readonly PhotoId[]; files: ReadonlyMap<PhotoId, File>; previews: boolean; to?: FileSystemFileHandle };
    progress: ArchiveProgress;
    result: OriginalsReport;
  };
  'photos-favourite': { args: { photoIds: readonly PhotoId[]; on: boolean }; progress: never; result: null };
  'photos-tag': {
    args: { photoIds: readonly PhotoId[]; add: readonly string[]; remove: readonly string[] };
    progress: never;
    result: null;
  };
  'photos-remove': { args: { photoIds: readonly PhotoId[] }; progress: never; result: null };
  /** How many photos came back. */
  'photos-undo': { args: null; progress: never; result: number };

  'models-list': { args: null; progress: never; result: ModelInfo[] };
  /** Brings a model in, and tries it. Going on with one that was interrupted is the same call. @returns its id.
   * @throws {AppError} `consent-needed`, `licence-needed`, `model-unfit`, `model-changed`, `model-failed`, and what a download ends with. */
  'models-install': { args: { source: ModelSource; consent: InstallConsent }; progress: InstallProgress; result: string };
  /** What a folder or ZIP has of a model, before it is installed. */
  'models-inspect': { args: { files: readonly ModelFile[] }; progress: never; result: FolderReport };
  /** Fills the model's space with what it lacks, and then answers with it; the one in use answers until then. Progress: photos. */
  'models-use': { args: { id: string }; progress: { done: number; total: number }; result: null };
  /** The same query in several spaces. @throws {AppError} `not-found` for a space without a model. */
  'models-compare': { args: { query: string; spaces: readonly SpaceId[]; limit: number }; progress: never; result: Record<string, Answer> };
  /** Its files, and the vectors of its space. @throws {AppError} `invalid-argument` while it is in use. */
  'models-remove': { args: { id: string }; progress: never; result: null };

  'vector-get': { args: { photoId: PhotoId }; progress: never; result: Float32Array<ArrayBuffer> };
  'text-embed': { args: { text: string }; progress: never; result: Float32Array<ArrayBuffer> };
  'image-embed': { args: { file: File }; progress: never; result: Float32Array<ArrayBuffer> };
  'stats-get': { args: null; progress: never; result: Stats };
  /** What takes how much room, by kind and by space. */
  'usage-get': { args: null; progress: never; result: StorageUsage };
  /** Gives something up for room; work that waits for room then goes on by itself. */
  'storage-free': { args: { what: CleanUp }; progress: never; result: null };

  /** The page's answer to `worker-wanted`: the other end of a new worker's wire, and the lock it holds while it lives. */
  'worker-given': { args: { id: number; port: MessagePort; lock: string }; progress: never; result: null };
  /** The page saw a worker end without being asked to. */
  'worker-lost': { args: { id: number; reason: string }; progress: never; result: null };
}

export type LibraryEvent =
  | { kind: 'ingest-changed'; state: IngestState }
  /** Photos came, went or changed: ask for the timeline again. */
  | { kind: 'photos-changed' }
  | { kind: 'problems-changed' }
  /** A folder was kept, forgotten or compared: ask for the list again. */
  | { kind: 'folders-changed' }
  /** A search was saved or forgotten: ask for the list again. */
  | { kind: 'searches-changed' }
  /** Damage was found without anybody asking, and this became of it. */
  | { kind: 'library-mended'; report: VerifyReport }
  /** A model came, went, or changed its state. */
  | { kind: 'models-changed' }
  /** Whether this tab writes, or hands its files to one that does. */
  | { kind: 'role-changed'; writer: boolean }
  /** Something went wrong that belongs to no call. */
  | { kind: 'trouble'; code: ErrorCode; subject?: string; reason: string }
  /** Trusted Types let only the page start workers: it makes one, and hands over its port. `hosts`: whom alone it may ask. */
  | { kind: 'worker-wanted'; id: number; worker: WorkerKind; hosts?: readonly string[] }
  | { kind: 'worker-dismissed'; id: number };
