// `window.afterimage`: the calls of the page, for people who script. Every one goes exactly the way the page's own goes.
// docs/scripting.md explains each with an example.

import { AppError } from '../shared/domain/app-error.ts';
import type {
  Answer,
  ArchiveProgress,
  ImportReport,
  IngestState,
  Problem,
  Report,
  SortOrder,
  Stats,
  VerifyProgress,
  VerifyReport,
} from '../shared/domain/library.ts';
import type { FolderReport, InstallProgress, ModelInfo } from '../shared/domain/models.ts';
import { isPhotoId, type Photo, type PhotoId, type SpaceId } from '../shared/domain/photo.ts';
import type { QueryImage, RescanReport } from '../shared/protocol/library.ts';
import type { ModelFile, ModelSource } from '../shared/protocol/models.ts';
import type { Library } from './engine/library-handle.ts';
import { openPreferences, portableSettings } from './engine/preferences.ts';
import { forgetKeptPictures } from './engine/query-pictures.ts';

export type {
  Answer,
  ArchiveProgress,
  Hit,
  ImportReport,
  IngestState,
  Problem,
  Report,
  SortOrder,
  Stats,
  VerifyProgress,
  VerifyReport,
} from '../shared/domain/library.ts';
export type { FolderReport, InstallProgress, ModelInfo } from '../shared/domain/models.ts';
export type { Photo } from '../shared/domain/photo.ts';
export type { RescanReport } from '../shared/protocol/library.ts';

export interface CallOptions {
  /** Ends the call: it rejects with an AbortError. */
  readonly signal?: AbortSignal;
}
export interface AddOptions extends CallOptions {
  readonly onProgress?: (state: IngestState) => void;
}
export interface VerifyOptions extends CallOptions {
  readonly onProgress?: (progress: VerifyProgress) => void;
}
export interface RescanOptions extends AddOptions {
  /** Finds also a file that changed and has its size and time as before. False unless given. */
  readonly contents?: boolean;
}
export interface SearchOptions extends CallOptions {
  /** 100 unless given. */
  readonly limit?: number;
  readonly offset?: number;
  readonly sort?: SortOrder;
  /** Besides what is typed. */
  readonly images?: readonly QueryPicture[];
}
/** A picture as part of a query: a file, which is not added, or a photo of the library. */
export interface QueryPicture {
  readonly file?: File;
  readonly photoId?: string;
  /** 1 unless given; below 0 it is unwanted. */
  readonly weight?: number;
}
export interface SimilarOptions extends CallOptions {
  /** 100 unless given. */
  readonly limit?: number;
  /** 0, the closest, to 1, the most varied. 0 unless given. */
  readonly diversity?: number;
}
export interface ListOptions extends CallOptions {
  readonly offset?: number;
  readonly limit?: number;
  readonly sort?: 'newest' | 'oldest';
}

export interface TagChange {
  readonly add?: readonly string[];
  readonly remove?: readonly string[];
}

export interface InstallFiles {
  readonly files: readonly File[];
}
export interface InstallPlace {
  readonly host: string;
  readonly repo: string;
  /** A commit, a tag or a branch. */
  readonly revision?: string;
}
export interface InstallOptions extends CallOptions {
  readonly onProgress?: (progress: InstallProgress) => void;
  /** Origins that may be asked besides the one named: `https://*.hf.co` means all below that name. */
  readonly hosts?: readonly string[];
  /** Its licence was read and accepted, where it is not free for all uses. */
  readonly licence?: boolean;
}

export interface UseOptions extends CallOptions {
  /** In photos. */
  readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => void;
}
export interface CompareOptions extends CallOptions {
  /** 100 unless given. */
  readonly limit?: number;
}

export interface ArchiveOptions extends CallOptions {
  readonly onProgress?: (progress: ArchiveProgress) => void;
}
export interface ExportOptions extends ArchiveOptions {
  /** Whether previews go along: most of an archive. True unless given. */
  readonly previews?: boolean;
  /** Where to write it, as a save picker gives it; then an empty Blob comes back. */
  readonly to?: FileSystemFileHandle;
}

const defaultLimit = 100;
const longestTag = 200;

/** @throws {AppError} `invalid-argument`. */
function asPhotoId(id: string): PhotoId {
  if (isPhotoId(id)) return id;
  throw new AppError('invalid-argument', { subject: id, reason: 'a photo id is 64 hexadecimal digits' });
}
const asPhotoIds = (ids: string | readonly string[]): PhotoId[] => (typeof ids === 'string' ? [ids] : ids).map(asPhotoId);

/** @throws {AppError} `invalid-argument`. */
function asCount(value: number | undefined, fallback: number, name: string): number {
  if (value === undefined) return fallback;
  if (Number.isInteger(value) && value >= 0) return value;
  throw new AppError('invalid-argument', { subject: name, reason: `${name} is a whole number from 0, not ${value}` });
}

/** @throws {AppError} `invalid-argument`. */
function asImage({ file, photoId, weight }: QueryPicture): QueryImage {
  if ((file === undefined) === (photoId === undefined))
    throw new AppError('invalid-argument', { subject: 'images', reason: 'an image of a query has a file or a photoId' });
  if (weight !== undefined && !Number.isFinite(weight))
    throw new AppError('invalid-argument', { subject: 'weight', reason: `a weight is a number, not ${weight}` });
  return { ...(file && { file }), ...(photoId !== undefined && { photoId: asPhotoId(photoId) }), ...(weight !== undefined && { weight }) };
}

/** Without white space at its ends. @throws {AppError} `invalid-argument`. */
function asTag(tag: string): string {
  const text = tag.trim();
  if (text !== '' && text.length <= longestTag && !text.includes('\n')) return text;
  throw new AppError('invalid-argument', { subject: tag, reason: `a tag is one line of 1 to ${longestTag} letters` });
}

/** @throws {AppError} `invalid-argument`. */
function asDiversity(diversity: number): number {
  if (diversity >= 0 && diversity <= 1) return diversity;
  throw new AppError('invalid-argument', { subject: 'diversity', reason: `diversity is from 0 to 1, not ${diversity}` });
}

const asSpaceId = (id: string): SpaceId => id as SpaceId; // An id that is none is refused where spaces are known.
const asModelFile = (file: File): ModelFile => ({ path: file.webkitRelativePath || file.name, file });

function asModelSource(source: string | InstallFiles | InstallPlace): ModelSource {
  if (typeof source === 'string') return { kind: 'catalogue', id: source };
  if ('files' in source) return { kind: 'files', files: source.files.map(asModelFile) };
  const { host, repo, revision } = source;
  return { kind: 'hub', host, repo, ...(revision !== undefined && { revision }) };
}

/** @param ready fulfilled when the library is open and a model usable. */
export function createConsole(library: Library, ready: Promise<void>) {
  const models = {
    /** Every model that is known or here. */
    list: ({ signal }: CallOptions = {}): Promise<ModelInfo[]> => library.call('models-list', null, { signal }),
    /** Brings a model in and tries it: one of the list by its id, a repository of any host with the hub's paths, or files in the hub's layout (a
     * folder's, or one ZIP). A host named here is agreed to; those that it may lead to, and the hub itself, are named in `hosts`.
     * @returns its id. */
    install: (
      source: string | InstallFiles | InstallPlace,
      { signal, onProgress, hosts = [], licence = false }: InstallOptions = {},
    ): Promise<string> => {
      const named = typeof source !== 'string' && 'host' in source && URL.canParse(source.host) ? [new URL(source.host).origin] : [];
      return library.call(
        'models-install',
        { source: asModelSource(source), consent: { hosts: [...named, ...hosts], licence } },
        { signal, onProgress },
      );
    },
    /** What a folder or ZIP has of a model: nothing is installed. */
    inspect: ({ files }: InstallFiles, { signal }: CallOptions = {}): Promise<FolderReport> =>
      library.call('models-inspect', { files: files.map(asModelFile) }, { signal }),
    /** Gives every photo a vector of this model, in the background, and then searches with it; until then the one in use answers.
     * Fulfilled when it is in use. What was done stays done if it is stopped. */
    use: async (id: string, { signal, onProgress }: UseOptions = {}): Promise<void> =>
      void (await library.call('models-use', { id }, { signal, onProgress })),
    /** The same query in several spaces, whose ids are in the list of models. @returns an answer each. */
    compare: (query: string, spaces: readonly string[], { signal, limit }: CompareOptions = {}): Promise<Record<string, Answer>> =>
      library.call('models-compare', { query, spaces: spaces.map(asSpaceId), limit: asCount(limit, defaultLimit, 'limit') }, { signal }),
    /** Frees what it takes: its files, and its vectors. */
    remove: async (id: string): Promise<void> => void (await library.call('models-remove', { id })),
  };
  return {
    ready,
    models,

    /** Fulfilled when each file is indexed, failed, known or cancelled. A file's path is its `webkitRelativePath`, or else its name. */
    add: (files: readonly File[], { signal, onProgress }: AddOptions = {}): Promise<Report> =>
      library.call(
        'photos-add',
        { files: files.map((file) => ({ file, path: file.webkitRelativePath || file.name })) },
        { signal, onProgress },
      ),
    /** Asks the hosts of these addresses for pictures, and no others; they are told nothing of you but that you ask. */
    addUrls: (urls: readonly string[], { signal, onProgress }: AddOptions = {}): Promise<Report> =>
      library.call('urls-add', { urls: [...urls] }, { signal, onProgress }),
    /** Keeps a folder's handle and adds what is in it; `rescan` finds what changes there. */
    addFolder: async (handle: FileSystemDirectoryHandle, { signal, onProgress }: AddOptions = {}): Promise<RescanReport> => {
      const id = await library.call('folder-keep', { handle });
      return library.call('folders-rescan', { folders: [id], explicit: true }, { signal, onProgress });
    },
    /** Compares kept folders with what was found in them; reads what is new or changed, and with `contents` every file. */
    rescan: ({ signal, onProgress, contents = false }: RescanOptions = {}): Promise<RescanReport> =>
      library.call('folders-rescan', { contents }, { signal, onProgress }),
    problems: ({ signal }: CallOptions = {}): Promise<Problem[]> => library.call('problems-list', null, { signal }),
    retry: ({ signal }: CallOptions = {}): Promise<Report> => library.call('problems-retry', {}, { signal }),
    pause: async (): Promise<void> => void (await library.call('ingest-pause', null)),
    resume: async (): Promise<void> => void (await library.call('ingest-resume', null)),
    /** Keeps what is committed, deletes what is pending; a waiting `add` reports those files as `cancelled`. */
    cancel: async (): Promise<void> => void (await library.call('ingest-cancel', null)),

    /** @param query as docs/query-language.md has it. */
    search: async (query: string, { signal, limit, offset, sort = 'relevance', images }: SearchOptions = {}): Promise<Answer> =>
      library.call(
        'query-search',
        {
          query,
          limit: asCount(limit, defaultLimit, 'limit'),
          offset: asCount(offset, 0, 'offset'),
          sort,
          ...(images && { images: images.map(asImage) }),
        },
        { signal },
      ),
    /** Photos most like one, or like the mean of several; those themselves left out. */
    similar: async (photoIds: string | readonly string[], { signal, limit, diversity = 0 }: SimilarOptions = {}): Promise<Answer> =>
      library.call(
        'photos-similar',
        { photoIds: asPhotoIds(photoIds), limit: asCount(limit, defaultLimit, 'limit'), diversity: asDiversity(diversity) },
        { signal },
      ),

    photo: async (photoId: string, { signal }: CallOptions = {}): Promise<Photo> =>
      library.call('photo-get', { photoId: asPhotoId(photoId) }, { signal }),
    photos: async ({ signal, offset, limit, sort = 'newest' }: ListOptions = {}): Promise<{ id: string; name: string }[]> =>
      library.call('photos-list', { offset: asCount(offset, 0, 'offset'), limit: asCount(limit, defaultLimit, 'limit'), sort }, { signal }),
    favourite: async (photoIds: string | readonly string[], on: boolean): Promise<void> =>
      void (await library.call('photos-favourite', { photoIds: asPhotoIds(photoIds), on })),
    tag: async (photoIds: string | readonly string[], { add = [], remove = [] }: TagChange): Promise<void> =>
      void (await library.call('photos-tag', { photoIds: asPhotoIds(photoIds), add: add.map(asTag), remove: remove.map(asTag) })),
    /** Removes from the library, never a file. Can be undone until the next removal, or for 30 days. */
    remove: async (photoIds: string | readonly string[]): Promise<void> =>
      void (await library.call('photos-remove', { photoIds: asPhotoIds(photoIds) })),
    /** @returns how many photos came back. */
    undo: (): Promise<number> => library.call('photos-undo', null),
    /** Everything that this browser keeps of the library: rows, files, caches, settings. */
    clear: async (): Promise<void> => {
      await library.call('library-clear', null);
      await forgetKeptPictures();
      openPreferences().eraseAll();
    },

    /** Looks through everything that is stored, and makes again what is damaged. Ended by `signal`, it keeps what was mended until then. */
    verify: ({ signal, onProgress }: VerifyOptions = {}): Promise<VerifyReport> =>
      library.call('library-verify', null, { signal, onProgress }),
    /** Everything but the originals, as one archive (docs/library-archive.md). The Blob is good until this tab's next export, or its end. */
    export: async ({ signal, onProgress, previews = true, to }: ExportOptions = {}): Promise<Blob> => {
      const settings = portableSettings(openPreferences());
      const { file } = await library.call('library-export', { previews, settings, ...(to && { to }) }, { signal, onProgress });
      return file ?? new Blob();
    },
    /** Merges such an archive into the library: what is here is known, what is no good in it is refused by name. */
    import: async (archive: Blob, { signal, onProgress }: ArchiveOptions = {}): Promise<ImportReport> => {
      const name = archive instanceof File ? archive.name : 'archive';
      return library.call('library-import', { archive, name }, { signal, onProgress });
    },

    /** A copy of the stored unit vector, float32 [dim]. */
    vector: async (photoId: string, { signal }: CallOptions = {}): Promise<Float32Array> =>
      library.call('vector-get', { photoId: asPhotoId(photoId) }, { signal }),
    embedText: (text: string, { signal }: CallOptions = {}): Promise<Float32Array> => library.call('text-embed', { text }, { signal }),
    embedImage: (file: File, { signal }: CallOptions = {}): Promise<Float32Array> => library.call('image-embed', { file }, { signal }),
    stats: ({ signal }: CallOptions = {}): Promise<Stats> => library.call('stats-get', null, { signal }),
  };
}

export type AfterimageConsole = ReturnType<typeof createConsole>;

declare global {
  interface Window {
    afterimage: AfterimageConsole;
  }
}
