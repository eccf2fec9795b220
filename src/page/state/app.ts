// Puts the page's state together: one store, the actions beside it, and who hears of whose changes.

import { createStore, type StoreApi } from 'zustand/vanilla';
import { type AppError, isAbort, toAppError } from '../../shared/domain/app-error.ts';
import { type FilterValue, idle, type Stats } from '../../shared/domain/library.ts';
import type { PhotoId } from '../../shared/domain/photo.ts';
import type { StorageUsage } from '../../shared/domain/storage-usage.ts';
import type { KeptFolder, LibraryCalls } from '../../shared/protocol/library.ts';
import { openAddress } from '../engine/address.ts';
import type { Library } from '../engine/library-handle.ts';
import { openPower } from '../engine/power.ts';
import { openPreferences } from '../engine/preferences.ts';
import { openQueryPictures } from '../engine/query-pictures.ts';
import { type SampleCredit, sampleCredit } from '../engine/samples.ts';
import { type StorageClaim, storageClaim } from '../engine/storage-permission.ts';
import { createThumbnails, type Thumbnails } from '../engine/thumbnails.ts';
import type { AppActions } from './actions.ts';
import { createAddresses } from './addresses.ts';
import type { AppState, Notice } from './app-state.ts';
import { noArchives } from './archive-state.ts';
import { createArchives } from './archives.ts';
import { createFolders } from './folders.ts';
import { timelineSource } from './grid-source.ts';
import { tellInView } from './in-view.ts';
import { createIngest } from './ingest.ts';
import { createLibraryState } from './library.ts';
import { createNavigation } from './navigation.ts';
import { createPersistence } from './persistence.ts';
import { createPhotos } from './photos.ts';
import { createPower } from './power.ts';
import { createQueryPictures } from './query-pictures.ts';
import { createWhy } from './question.ts';
import type { Outside, Rooms } from './rooms.ts';
import { createSavedSearches } from './saved-searches.ts';
import { createSearch, noQuery } from './search.ts';
import { createSelection } from './selection.ts';
import { createSettings, readRecent, readSettings } from './settings.ts';
import { emptyTimeline } from './timeline.ts';
import { createVerification } from './verification.ts';

export type { KeptFolder, StorageClaim };

const missingQuery = 'is:missing';

export interface Inquiries {
  stats(): Promise<Stats>;
  /** What takes how much room. */
  usage(): Promise<StorageUsage>;
  /** Photos of which no file is left in the folders they were found in. */
  missing(): Promise<readonly PhotoId[]>;
  storage(): Promise<StorageClaim>;
  /** Asks the browser to keep the library; it may ask the person. */
  persist(): Promise<boolean>;
  /** What it answered when it was last asked; undefined where it never was. */
  persistAnswer(): boolean | undefined;
  /** Of a sample photo; undefined for any other. */
  credit(photoId: PhotoId): Promise<SampleCredit | undefined>;
  /** What a filter can be completed with. @throws {AppError}; AbortError. */
  values(query: LibraryCalls['values-list']['args'], signal: AbortSignal): Promise<readonly FilterValue[]>;
}

export interface App {
  readonly store: StoreApi<AppState>;
  readonly actions: AppActions;
  readonly inquiries: Inquiries;
  readonly thumbnails: Thumbnails;
}

const openOutside = (): Outside => ({
  address: openAddress(),
  preferences: openPreferences(),
  pictures: openQueryPictures(),
  power: openPower(),
});

/** Subscribes to the library, reads the address and asks for the first timeline. */
export function createApp(library: Library, outside: Outside = openOutside()): App {
  const { preferences } = outside;
  const store = createStore<AppState>()(() => ({
    route: { name: 'photos' },
    screen: { name: 'photos' },
    library: { phase: 'opening', ready: false, timeline: emptyTimeline, photos: timelineSource(emptyTimeline), trouble: undefined },
    ingest: idle,
    addresses: undefined,
    samples: undefined,
    problems: [],
    folders: [],
    search: {
      query: noQuery,
      answered: undefined,
      busy: false,
      problem: undefined,
      recent: readRecent(preferences),
      saved: [],
      helpOpen: false,
    },
    selection: { ids: new Set(), anchor: undefined },
    settings: readSettings(preferences),
    verification: {},
    power: { battery: 'unknown', screen: outside.power.canKeepScreenOn ? 'free' : 'missing', slow: false },
    toasts: [],
    activityOpen: false,
    archives: noArchives,
  }));

  let lastToast = 0;
  /** Only the last removal can be undone: a new one, and the undoing itself, take the older way back off the screen. */
  const notify = (notice: Notice, undo = false): void => {
    const ends = undo || notice.kind === 'restored';
    store.setState(({ toasts }) => ({ toasts: [...toasts.filter((toast) => !(ends && toast.undo)), { id: ++lastToast, notice, undo }] }));
  };
  const report = (thrown: unknown): AppError | undefined => {
    if (isAbort(thrown)) return undefined;
    const error = toAppError(thrown);
    notify({ kind: 'failed', error });
    return error;
  };
  const rooms: Rooms = { ...outside, store, library, notify, report };

  const navigation = createNavigation(rooms, (screen) => search.arrive(screen));
  const search = createSearch(rooms, (...to) => navigation.goTo(...to));
  const libraryState = createLibraryState(rooms, () => search.repaint());
  const { start: startIngest, ...ingest } = createIngest(rooms);
  const { typeQuery, settleQuery, clearQuery, sortBy, dropFilter, moreHits, forgetRecent, setSearchHelp } = search;
  const { start: startSearches, ...savedSearches } = createSavedSearches(rooms, search.setQuery);
  const persistence = createPersistence(rooms);
  const { freeStorage, dismissTrouble } = libraryState;
  const { start: startVerification, ...verification } = createVerification(rooms);
  const { pointedOut, ...photos } = createPhotos(rooms, libraryState, search.askAgain);
  const restyle = () => store.setState({ settings: readSettings(preferences) });
  const { start: startFolders, ...folders } = createFolders(rooms, photos.undoRemoval);
  const clearLibrary = async () => {
    await libraryState.clearLibrary();
    forgetRecent(); // What was looked for tells of the photos.
    preferences.eraseAll();
    store.setState({ settings: readSettings(preferences) });
  };

  library.subscribe((event) => {
    if (event.kind === 'photos-changed') search.askAgain();
  });
  libraryState.start();
  startIngest();
  startSearches();
  persistence.start();
  startVerification();
  startFolders();
  navigation.start();
  createPower(rooms).start();
  const thumbnails = createThumbnails(library);
  tellInView(rooms, thumbnails);

  return {
    store,
    actions: {
      ...{ goTo: navigation.goTo, openPhoto: navigation.openPhoto, closePhoto: navigation.closePhoto },
      ...{
        typeQuery,
        settleQuery,
        clearQuery,
        sortBy,
        dropFilter,
        moreHits,
        forgetRecent,
        setSearchHelp,
        clearLibrary,
        freeStorage,
        dismissTrouble,
      },
      ...createWhy(rooms),
      ...createQueryPictures(rooms, search.setQuery),
      ...savedSearches,
      ...createSelection(rooms),
      ...photos,
      ...createArchives(rooms, { pointedOut, restyle }),
      ...ingest,
      ...createAddresses(rooms),
      ...folders,
      showMissing: () => search.setQuery({ text: missingQuery, images: [], sort: 'relevance' }),
      ...verification,
      ...createSettings(rooms),
      notify,
      reportProblem: report,
      dismissToast: (id) => store.setState(({ toasts }) => ({ toasts: toasts.filter((toast) => toast.id !== id) })),
    },
    inquiries: {
      stats: () => library.call('stats-get', null),
      usage: () => library.call('usage-get', null),
      missing: async () => {
        const { hits } = await library.call('query-search', { query: missingQuery, limit: 1_000_000, offset: 0, sort: 'newest' });
        return hits.map(({ photoId }) => photoId);
      },
      storage: storageClaim,
      persist: persistence.ask,
      persistAnswer: persistence.answer,
      credit: sampleCredit,
      values: (query, signal) => library.call('values-list', query, { signal }),
    },
    thumbnails,
  };
}
