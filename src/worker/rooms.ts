// Opens the library: the database, what of it lives in memory, the workers, the two stories, and this tab's place among the others.

import { AppError, isAbort, reasonOf, toAppError } from '../shared/domain/app-error.ts';
import { forwardTo } from '../shared/domain/forward.ts';
import { type Answer, type IngestState, idle, type VerifyReport } from '../shared/domain/library.ts';
import type { PhotoId, SpaceId } from '../shared/domain/photo.ts';
import { localNowMs } from '../shared/domain/query/dates.ts';
import type { PixelRecipe } from '../shared/domain/recipe.ts';
import type { ImagingCalls } from '../shared/protocol/imaging.ts';
import type { LibraryCalls, LibraryEvent } from '../shared/protocol/library.ts';
import type { Endpoint } from '../shared/protocol/messages.ts';
import { createPool } from '../shared/protocol/pool.ts';
import { createAdditions } from './additions.ts';
import { lookThrough } from './check-up.ts';
import { defaultModel } from './embedding/catalog.ts';
import type { Embedder } from './embedding/embedder.ts';
import { createLocalEmbedder, spaceOfModel, towerSpecOf } from './embedding/local/local-embedder.ts';
import { createFetchers } from './fetchers.ts';
import { createFolders } from './folders.ts';
import type { Hiring } from './hiring.ts';
import { digestBytes } from './imaging/digest.ts';
import { createIngestStorage } from './ingest-storage.ts';
import { createModels, type LocalModel, openInstalled } from './models.ts';
import { createOriginals } from './originals.ts';
import { behindGate } from './pipeline/behind-gate.ts';
import { type Calibration, createCalibration } from './pipeline/calibration.ts';
import { watchDecode } from './pipeline/decode-watch.ts';
import { createQueryGate } from './pipeline/gate.ts';
import { createIngest } from './pipeline/ingest.ts';
import { createQueryVectors, type QueryVectors } from './pipeline/query-vectors.ts';
import { createResident, type LibraryChange, type Resident } from './pipeline/resident.ts';
import { createSearch } from './pipeline/search.ts';
import { candidateSplits, createSplitTrial, imagingWorkers, memoryGbOf, type Split } from './pipeline/split.ts';
import { createValues } from './pipeline/values.ts';
import { createWall } from './pipeline/wall.ts';
import scanUrl from './ranking/kernel/build/scan.wasm?url';
import relaxedScanUrl from './ranking/kernel/build/scan-relaxed.wasm?url';
import { compileKernel, hasRelaxedSimd } from './ranking/kernel-module.ts';
import { createIndex, type ResidentIndex } from './ranking/resident-index.ts';
import { openDatabase } from './storage/database.ts';
import { purgeForgotten } from './storage/folders.ts';
import { readStats } from './storage/library.ts';
import { readMeta, writeMeta } from './storage/meta.ts';
import { sweepOutputFiles } from './storage/output-file.ts';
import { readPhotoRecords, readPreview } from './storage/photos.ts';
import { readQueue } from './storage/queue.ts';
import { purgeExpired } from './storage/removals.ts';
import { openReserve } from './storage/reserve.ts';
import { openRowFile, sweepRowFiles } from './storage/row-file.ts';
import type { Database } from './storage/schema.ts';
import { addSpace } from './storage/spaces.ts';
import { readIdsByState } from './storage/statuses.ts';
import { keepTimeline, readTimeline } from './storage/timeline.ts';
import { onFull } from './storage/transaction.ts';
import { loadVectors } from './storage/vectors.ts';
import { createSwitching } from './switching.ts';
import { joinTabs } from './tabs.ts';
import { createTowers, type Towers } from './towers.ts';
import { createVerification } from './verification.ts';

export const databaseName = 'afterimage';
/** Seen from a worker's script: in a build it lies one folder below the app's root. */
const appRoot = new URL(import.meta.env.DEV ? '/' : '../', self.location.href).href;
const recordsPerRead = 2_000;
/** So long after the last change the library is measured for the cut. */
const quietMs = 1_000;
const timelineQuietMs = 3_000;
const largeLibrary = 2_000;
/** So long after opening the library is looked through, where that is due. */
const checkUpAfterMs = 60_000;

/** Chromium alone says how much memory there is; TypeScript does not know of it. */
type Navigated = { readonly deviceMemory?: number };

interface Active {
  readonly local: LocalModel;
  readonly space: SpaceId;
  readonly towers: Towers;
  readonly embedder: Embedder;
  readonly store: ReturnType<typeof createIngestStorage>;
  readonly queryVectors: QueryVectors;
  readonly calibration: Calibration;
}

/** What one tab tells the others. */
type TabEvent =
  | { readonly kind: 'change'; readonly change: LibraryChange }
  | { readonly kind: 'ingest'; readonly state: IngestState }
  | { readonly kind: 'problems' }
  | { readonly kind: 'searches' }
  | { readonly kind: 'mended'; readonly report: VerifyReport }
  | { readonly kind: 'models' }
  | { readonly kind: 'folders' };

interface Options {
  readonly hiring: Hiring;
  /** Tells the page. */
  readonly emit: (event: LibraryEvent) => void;
  /** Answers the writing calls of another tab. */
  readonly serveTab: (endpoint: Endpoint) => void;
}

export type Rooms = Awaited<ReturnType<typeof openRooms>>;

/** @throws {AppError} `storage-failed`, `storage-full`, `internal`. */
export async function openRooms({ hiring, emit, serveTab }: Options) {
  const trouble = (error: AppError) =>
    emit({ kind: 'trouble', code: error.code, reason: error.reason, ...(error.subject !== undefined && { subject: error.subject }) });
  const session = crypto.randomUUID();
  const cores = navigator.hardwareConcurrency;
  const memoryGb = memoryGbOf(navigator as Navigated); // See there.

  const [db, kernel] = await Promise.all([
    openDatabase(databaseName, {
      blocked: trouble,
      blocking: () => trouble(new AppError('version-mismatch', { reason: 'a newer version is open in another tab' })),
      terminated: () => trouble(new AppError('storage-failed', { reason: 'the browser closed the database' })),
    }),
    // Not awaited here: if the database does not open meanwhile, nobody would hear of it.
    fetch(hasRelaxedSimd() ? relaxedScanUrl : scanUrl).then(compileKernel),
  ]);
  const [remembered, calibrated, timeline, chosen] = await Promise.all([
    readMeta(db, 'split'),
    readMeta(db, 'background'),
    readTimeline(db),
    chosenModel(db, trouble),
  ]);

  const openIndex = (dim: number) => createIndex(dim, kernel, { openFile: () => openRowFile(databaseName), onTrouble: trouble });
  await addSpace(db, { id: spaceOfModel(chosen.entry), dim: chosen.entry.dim });
  /** The model in use, and all that belongs to its space. */
  let active: Active;
  const resident = createResident(spaceOfModel(chosen.entry), openIndex(chosen.entry.dim), (change) => {
    values.forget();
    if (tabs.writer) tabs.broadcast({ kind: 'change', change });
    keepTimelineSoon();
    if (tabs.writer && resident.count > 0) void wall.prepare().catch((error: unknown) => trouble(toAppError(error)));
    emit({ kind: 'photos-changed' });
  });

  const values = createValues({ photos: resident.entries, context: () => ({ nowMs: localNowMs(), statusOf: resident.statusOf }) });

  /** Changes that other tabs tell of while this one is still reading. */
  let early: LibraryChange[] | undefined = [];
  /** Fulfilled when this tab, if it writes, may write: all that earlier ones wrote is known to it. */
  let takenOver = Promise.resolve();
  let ingestState = idle;
  const quietWaiters: (() => void)[] = [];
  const tellIngest = (state: IngestState) => {
    ingestState = state;
    if (state.phase !== 'running') calibrateSoon();
    if (state.phase === 'idle') for (const go of quietWaiters.splice(0)) go();
    emit({ kind: 'ingest-changed', state });
  };
  const tabs = joinTabs<LibraryCalls, TabEvent>({
    name: databaseName,
    serve: serveTab,
    onEvent(event) {
      if (event.kind === 'ingest') tellIngest(event.state);
      else if (event.kind === 'problems') emit({ kind: 'problems-changed' });
      else if (event.kind === 'searches') emit({ kind: 'searches-changed' });
      else if (event.kind === 'mended') emit({ kind: 'library-mended', report: event.report });
      else if (event.kind === 'models') {
        emit({ kind: 'models-changed' });
        void loaded.then(follow).catch((error: unknown) => trouble(toAppError(error)));
      } else if (event.kind === 'folders') emit({ kind: 'folders-changed' });
      else if (early) early.push(event.change);
      else resident.change(event.change);
    },
    onElected(after) {
      emit({ kind: 'role-changed', writer: true });
      takenOver = loaded.then(() => takeOver(after));
      takenOver.then(goOn).catch((error: unknown) => trouble(toAppError(error)));
    },
    onJoined: () => tabs.broadcast({ kind: 'ingest', state: ingestState }),
  });

  const trial = createSplitTrial({
    candidates: candidateSplits(cores, self.crossOriginIsolated, memoryGb),
    remembered: remembered?.cores === cores && remembered.isolated === self.crossOriginIsolated ? remembered : undefined,
    onSwitch(split) {
      active.towers.split(split);
      ingest.line.setLanes(split.workers);
    },
    onChosen: (split) =>
      void writeMeta(db, 'split', { ...split, cores, isolated: self.crossOriginIsolated }).catch((error: unknown) =>
        trouble(toAppError(error)),
      ),
  });
  const openTowers = ({ entry, blobs }: LocalModel, split: Split): Towers =>
    createTowers(
      hiring,
      (tower, threads) => towerSpecOf(entry, { tower, threads, device: 'wasm', appRoot, ...(blobs && { blobs }) }),
      split,
    );
  const imaging = createPool(() => hiring.hire<ImagingCalls>('imaging'), imagingWorkers(cores, memoryGb));
  const queryGate = createQueryGate();
  const wall = createWall({
    reserve: openReserve(databaseName),
    onUp: () => ingest.stop(),
    onDown: () => ({ report: ingest.goOn() }),
    onTrouble: (thrown) => trouble(toAppError(thrown)),
  });
  onFull(db, async () => tabs.writer && wall.raise());
  /** Of work in the background. That storage is full is told by the ingest's state. */
  const troubleInBackground = (thrown: unknown): undefined => {
    const error = toAppError(thrown);
    if (error.code !== 'storage-full') trouble(error);
  };
  const makeInput = (file: Blob, name: string, recipe: PixelRecipe, signal?: AbortSignal): Promise<ArrayBuffer> =>
    imaging.run((worker, giveUp) => {
      const watch = watchDecode(giveUp, { subject: name, bytes: file.size });
      return worker.call('input-make', { file, name, recipe }, { signal, onProgress: watch.progress }).finally(watch.stop);
    }, signal);
  const inputOfPreview = async (photoId: PhotoId, recipe: PixelRecipe, signal?: AbortSignal): Promise<ArrayBuffer> =>
    makeInput(new Blob([await readPreview(db, photoId)], { type: 'image/jpeg' }), photoId, recipe, signal);
  /** @param towers its own from here on. */
  function take(local: LocalModel, towers: Towers): Active {
    const { entry } = local;
    const space = spaceOfModel(entry);
    const embedder = createLocalEmbedder(entry, towers);
    const embedFile = (file: File, signal?: AbortSignal) => embedPicture(embedder, file, signal);
    return {
      ...{ local, space, towers, embedder },
      store: createIngestStorage(db, {
        space,
        dim: entry.dim,
        session,
        remakeInput: (photoId) => inputOfPreview(photoId, embedder.recipe),
        onTrouble: troubleInBackground,
      }),
      queryVectors: createQueryVectors({
        embedText: embedder.embedText,
        embedFile,
        digest: (bytes) => digestBytes(new Uint8Array(bytes)),
        index: resident.index,
      }),
      calibration: createCalibration({
        ...{ resident, embedder, queryGate, known: calibrated, before: entry.background },
        keep: async (measured) => tabs.writer && writeMeta(db, 'background', measured),
      }),
    };
  }
  const store = forwardTo(() => active.store);
  const embedder = forwardTo(() => active.embedder);
  active = take(chosen, openTowers(chosen, trial.current));

  const ingest = createIngest({
    store,
    resident,
    imaging: behindGate(imaging, queryGate),
    embedder,
    queryGate,
    lanes: trial.current.workers,
    isFull: () => wall.up,
    onBatch: trial.count,
    onState(state) {
      if (!tabs.writer) return;
      tabs.broadcast({ kind: 'ingest', state });
      tellIngest(state);
    },
    onProblems() {
      tabs.broadcast({ kind: 'problems' });
      emit({ kind: 'problems-changed' });
    },
    onTrouble: trouble,
    keepPaused: (paused) => writeMeta(db, 'paused', paused),
  });
  const readXmp = (file: File) => imaging.run((worker) => worker.call('sidecar-read', { file }));
  const originals = createOriginals(db, async (file) => digestBytes(new Uint8Array(await file.arrayBuffer())));
  const additions = createAdditions({ db, resident, ingest, originals, readXmp });
  const tellFolders = () => {
    tabs.broadcast({ kind: 'folders' });
    emit({ kind: 'folders-changed' });
  };
  const folders = createFolders({
    db,
    resident,
    additions,
    readXmp,
    onChange: tellFolders,
    onTrouble: (error) => trouble(toAppError(error)),
  });
  const verification = createVerification({
    ...{ db, embedder, imaging, makeInput, queryGate, has: resident.has, change: resident.change },
    openOriginal: originals.open,
  });
  const tellMended = (report: VerifyReport) => {
    tabs.broadcast({ kind: 'mended', report });
    emit({ kind: 'library-mended', report });
  };

  const showFile = (file: File, signal?: AbortSignal): Promise<Blob> =>
    imaging.run((worker, giveUp) => {
      const watch = watchDecode(giveUp, { subject: file.name, bytes: file.size });
      return worker.call('picture-show', { file, name: file.name }, { signal, onProgress: watch.progress }).finally(watch.stop);
    }, signal);
  /** The vector of a picture that is not in the library; nothing of it is kept. */
  async function embedPicture(by: Embedder, file: File, signal?: AbortSignal): Promise<Float32Array<ArrayBuffer>> {
    const [vector] = await by.embedImages([await makeInput(file, file.name, by.recipe, signal)], signal);
    if (!vector) throw new AppError('model-failed', { subject: file.name, reason: 'no vector came back' });
    return vector;
  }
  const queryVectors = forwardTo(() => active.queryVectors);
  const search = createSearch({ resident, vectors: queryVectors, queryGate, background: () => active.calibration.background() });

  /** Runs a model beside the one in use, and lets its workers go. */
  async function borrow<R>(local: LocalModel, work: (borrowed: Embedder) => Promise<R>): Promise<R> {
    const own = openTowers(local, { workers: 1, threads: 1 });
    try {
      return await work(createLocalEmbedder(local.entry, own));
    } finally {
      own.close();
    }
  }
  const models = createModels({
    db,
    hiring,
    digest: (file, signal) => imaging.run((worker) => worker.call('blob-digest', { file }, { signal }), signal),
    borrow,
    counts: async () => new Map((await readStats(db, active.space)).spaces.map(({ id, count }) => [id, count])),
    activeSpace: () => active.space,
    switching: () => switching.state(),
    onChange() {
      tabs.broadcast({ kind: 'models' });
      emit({ kind: 'models-changed' });
    },
  });

  /** What of a space is in storage, ready to be ranked. */
  async function openSpace(space: SpaceId, dim: number): Promise<{ index: ResidentIndex; rows: Map<PhotoId, number> }> {
    const index = openIndex(dim);
    const rows = new Map<PhotoId, number>();
    await loadVectors(db, space, (photoIds, vectors) => {
      for (const [i, row] of index.append(photoIds, vectors).entries()) rows.set(photoIds[i] ?? ('' as PhotoId), row); // As many rows as ids.
    });
    return { index, rows };
  }

  /** From this moment another model answers. What waits for the old one's workers gets its answer still. */
  async function activate(local: LocalModel, towers: Towers): Promise<void> {
    const space = spaceOfModel(local.entry);
    const { index, rows } = await openSpace(space, local.entry.dim);
    const failed = await readIdsByState(db, space, 'failed');
    if (tabs.writer) await writeMeta(db, 'active-space', space);
    const before = active;
    resident.exchange(space, index, rows);
    resident.apply({ kind: 'failed', space, photoIds: failed });
    active = take(local, towers);
    before.towers.close();
    if (tabs.writer) tabs.broadcast({ kind: 'models' });
    emit({ kind: 'photos-changed' });
    emit({ kind: 'models-changed' });
    calibrateSoon();
  }

  /** Another tab chose another model. */
  async function follow(): Promise<void> {
    const local = await chosenModel(db, trouble);
    if (spaceOfModel(local.entry) !== active.space) await activate(local, openTowers(local, trial.current));
  }

  async function inputOf(photoId: PhotoId, recipe: PixelRecipe, signal: AbortSignal): Promise<ArrayBuffer> {
    const original = await originals.open(photoId);
    if (original) {
      const input = await makeInput(original, original.name, recipe, signal).catch((thrown: unknown) => {
        if (isAbort(thrown) || toAppError(thrown).retryable) throw thrown;
        return undefined; // The preview is left.
      });
      if (input) return input;
    }
    return inputOfPreview(photoId, recipe, signal);
  }

  const switching = createSwitching({
    db,
    openModel: models.open,
    openTowers: (local) => openTowers(local, trial.current),
    lanes: () => trial.current.workers,
    inputOf,
    quiet: async (signal) => {
      while (ingestState.phase !== 'idle') {
        signal.throwIfAborted();
        await new Promise<void>((go) => quietWaiters.push(go));
      }
      await queryGate.pass();
    },
    activeSpace: () => active.space,
    activate,
    onPlaced: resident.change,
    onState: throttled(() => emit({ kind: 'models-changed' })),
    onTrouble: trouble,
  });

  /** The same query in several spaces, each with its own model. @throws {AppError} `not-found` for a space without a model. */
  async function compare(query: string, spaces: readonly SpaceId[], limit: number, signal: AbortSignal): Promise<Record<string, Answer>> {
    const answers: Record<string, Answer> = {};
    for (const space of spaces) {
      if (space === active.space) answers[space] = await search.run(query, { limit, offset: 0, sort: 'relevance' }, signal);
      else answers[space] = await askSpace(space, query, limit, signal);
    }
    return answers;
  }
  async function askSpace(space: SpaceId, query: string, limit: number, signal: AbortSignal): Promise<Answer> {
    const local = await models.ofSpace(space);
    if (!local) throw new AppError('not-found', { subject: space, reason: 'no installed model has this space' });
    const { index, rows } = await openSpace(space, local.entry.dim);
    const seen = resident.seenIn(index, rows);
    return borrow(local, (by) => {
      const vectors = createQueryVectors({
        embedText: by.embedText,
        embedFile: (file, abort) => embedPicture(by, file, abort),
        digest: (bytes) => digestBytes(new Uint8Array(bytes)),
        index,
      });
      const other = createSearch({ resident: seen, vectors, queryGate, background: () => local.entry.background });
      return other.run(query, { limit, offset: 0, sort: 'relevance' }, signal);
    });
  }

  let calibrationTimer: ReturnType<typeof setTimeout> | undefined;
  /** Not while photos come in, which takes every core; and once the text tower is there, which is loaded for the first query. */
  function calibrateSoon(): void {
    clearTimeout(calibrationTimer);
    calibrationTimer = setTimeout(() => {
      if (ingestState.phase === 'running') return;
      active.towers.texts
        .warm()
        .then(() => active.calibration.renew())
        .catch((thrown: unknown) => {
          const error = toAppError(thrown);
          if (!error.retryable) trouble(error); // A worker that ended: whoever asks next starts another, and the next change measures.
        });
    }, quietMs);
  }

  let timelineTimer: ReturnType<typeof setTimeout> | undefined;
  /** A small library is read as fast as its timeline. */
  function keepTimelineSoon(): void {
    clearTimeout(timelineTimer);
    if (!tabs.writer || resident.count < largeLibrary) return;
    timelineTimer = setTimeout(() => {
      if (ingestState.phase === 'running') return keepTimelineSoon();
      keepTimeline(db, resident.timeline()).then((kept) => kept || keepTimelineSoon(), troubleInBackground);
    }, timelineQuietMs);
  }

  /** @param after another tab wrote until now: it may have ended between a commit and the word of it. */
  async function takeOver(after: boolean): Promise<void> {
    if (after) {
      await follow();
      damagedRecords = await load(db, active.space, resident);
      values.forget();
      emit({ kind: 'photos-changed' });
    }
    if (await readMeta(db, 'paused')) await ingest.pause();
    await purgeExpired(db);
    await purgeForgotten(db);
    if (resident.count > 0) await wall.prepare();
    void sweepRowFiles(databaseName).catch((error: unknown) => trouble(toAppError(error)));
    void sweepOutputFiles(databaseName).catch((error: unknown) => trouble(toAppError(error)));
    emit({ kind: 'problems-changed' });
    tellIngest(ingest.state());
  }

  /** What an earlier session left is taken up before anything is added. */
  async function goOn(): Promise<void> {
    // Beside the rest: some thousand photos take a minute or two.
    if (damagedRecords > 0) void verification.verifyVectors().then(tellMended, (error: unknown) => trouble(toAppError(error)));
    await ingest.resumePending();
    await store.seal();
    await folders.scanGranted();
    if (ingest.state().phase === 'idle') await ingest.resume(); // Nothing was left to pause.
    fillSpace();
    await new Promise((resolve) => setTimeout(resolve, checkUpAfterMs));
    await lookThrough({ db, verification, idle: untilIdle, onMended: tellMended });
  }

  /** A switch that was begun, and photos without a vector in the space in use. */
  function fillSpace(): void {
    void switching.resume(active.embedder).catch((error: unknown) => isAbort(error) || trouble(toAppError(error)));
  }

  async function untilIdle(): Promise<void> {
    while (ingestState.phase === 'running') await new Promise((resolve) => setTimeout(resolve, quietMs));
    await queryGate.pass();
  }

  /** As reading met them: their photos have no vector in memory. */
  let damagedRecords = 0;
  const loaded = load(db, active.space, resident).then((damaged) => {
    damagedRecords = damaged;
    for (const change of early ?? []) resident.apply(change);
    early = undefined;
    emit({ kind: 'photos-changed' });
    calibrateSoon();
    if (!timeline) keepTimelineSoon();
    void enterWords(resident);
  });
  loaded.catch((error: unknown) => trouble(toAppError(error))); // Whoever asks for anything hears of it too.
  if (timeline) emit({ kind: 'photos-changed' });
  else await loaded;
  emit({ kind: 'role-changed', writer: tabs.writer });

  return {
    db,
    get space() {
      return active.space;
    },
    session,
    resident,
    tabs,
    get towers() {
      return active.towers;
    },
    imaging,
    embedder,
    queryVectors,
    ingest,
    search,
    values,
    wall,
    /** What was kept of a large library for the grid, until all of it is read. */
    keptTimeline: () => (early ? timeline : undefined),
    /** Fulfilled when memory holds the library. */
    loaded,
    ingestState: () => ingestState,
    takenOver: () => takenOver,
    showFile,
    fillSpace,
    tellProblems() {
      tabs.broadcast({ kind: 'problems' });
      emit({ kind: 'problems-changed' });
    },
    tellFolders,
    tellSearches() {
      tabs.broadcast({ kind: 'searches' });
      emit({ kind: 'searches-changed' });
    },
    verification,
    models,
    switching,
    compare,
    /** Packs what was committed into chunks, in the background. */
    seal: store.seal,
    fetchers: createFetchers(hiring),
    folders,
    additions,
    originals,
    /** Files that an earlier session named and never read. */
    interrupted: async () => (await readQueue(db)).filter((row) => row.session !== session),
  };
}

/** The model that the person chose, if its files are here; else the one that ships. */
async function chosenModel(db: Database, onTrouble: (error: AppError) => void): Promise<LocalModel> {
  const starter: LocalModel = { entry: defaultModel };
  const space = await readMeta(db, 'active-space');
  if (space === undefined || space === spaceOfModel(defaultModel)) return starter;
  try {
    const found = await openInstalled(db, ({ entry }) => spaceOfModel(entry) === space);
    if (found) return found;
    onTrouble(
      new AppError('model-unavailable', { subject: space, reason: 'the model in use is not installed any more; the starter answers' }),
    );
  } catch (error) {
    onTrouble(toAppError(error, 'model-unavailable'));
  }
  return starter;
}

/** At once, and then at most once a second. */
function throttled(work: () => void): () => void {
  let waiting = false;
  return () => {
    if (waiting) return;
    waiting = true;
    work();
    setTimeout(() => {
      waiting = false;
      work();
    }, 1_000);
  };
}

/** Everything there is, from storage into memory. @returns how many records of vectors are damaged. */
async function load(db: Database, space: SpaceId, resident: Resident): Promise<number> {
  resident.apply({ kind: 'cleared' });
  let after: PhotoId | undefined;
  do {
    const photos = await readPhotoRecords(db, recordsPerRead, after);
    resident.apply({ kind: 'prepared', photos });
    after = photos.length === recordsPerRead ? photos.at(-1)?.id : undefined;
  } while (after);
  const damaged = await loadVectors(db, space, (photoIds, vectors) => resident.apply({ kind: 'indexed', space, photoIds, vectors }));
  resident.apply({ kind: 'failed', space, photoIds: await readIdsByState(db, space, 'failed') });
  return damaged;
}

/** A little at a time, between what else is asked: 100,000 photos take some tenths of a second. */
async function enterWords({ words }: Resident): Promise<void> {
  while (words.enterSome(recordsPerRead)) await new Promise((resolve) => setTimeout(resolve, 0));
}

/** The reason an open failed, for whoever asks the library for anything afterwards. */
export const openFailed = (thrown: unknown): AppError => toAppError(thrown, 'storage-failed', { reason: reasonOf(thrown) });
