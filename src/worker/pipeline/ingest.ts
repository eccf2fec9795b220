// The first story: files → photos in the library, each with its vector.
// A file's way: queue row → taken in (hash, decode) → embedded → stored as indexed; or, where the model is slow, stored as pending in
// between. Every write is one transaction, so that killed anywhere it goes on from what is stored, and what was not stored is known by name.

import { AppError, toAppError } from '../../shared/domain/app-error.ts';
import type { IngestState, Problem, Report } from '../../shared/domain/library.ts';
import type { PhotoId } from '../../shared/domain/photo.ts';
import { packVectors } from '../../shared/domain/vectors.ts';
import type { ImagingCalls, PreparedPhoto } from '../../shared/protocol/imaging.ts';
import type { Pool } from '../../shared/protocol/pool.ts';
import type { Embedder } from '../embedding/embedder.ts';
import type { Source } from '../sources/source.ts';
import type { FoundFile } from '../storage/files.ts';
import type { QueuedFile } from '../storage/schema.ts';
import { createBatcher } from './batcher.ts';
import { findCompanions } from './companions.ts';
import { createEmbeddingLine, type EmbeddingLine } from './embedding-line.ts';
import { createGate, type Gate } from './gate.ts';
import type { IngestStore } from './ingest-store.ts';
import type { Intake } from './intake.ts';
import { type Completed, createPhotoWrites } from './photo-writes.ts';
import type { LibraryChange, Resident } from './resident.ts';
import { createRun, type Job } from './run.ts';
import { openAndTakeIn } from './source-intake.ts';

export interface Ingest {
  add(sources: readonly Source[], options?: { onProgress?: (state: IngestState) => void }): Promise<Report>;
  /** Goes on with what an earlier session left pending. @returns its report, when all of it is settled. */
  resumePending(): Promise<Report>;
  retry(problems: readonly Problem[]): Promise<Report>;
  pause(): void;
  resume(): void;
  /** Keeps what is committed, deletes what is pending; open files are reported as `cancelled`. */
  cancel(): Promise<void>;
  state(): IngestState;
  readonly line: Pick<EmbeddingLine, 'setLanes' | 'length'>;
}

interface Options {
  readonly store: IngestStore;
  readonly resident: Resident;
  readonly imaging: Pool<ImagingCalls>;
  readonly embedder: Embedder;
  /** Closed while a query is under way: it goes first. */
  readonly queryGate: Gate;
  readonly lanes: number;
  readonly onBatch: (photos: number, ms: number) => void;
  readonly onState: (state: IngestState) => void;
  readonly onProblems: () => void;
  readonly onTrouble: (error: AppError) => void;
}

/** A file on its way, with what each step needs. */
interface Item {
  readonly source: Source;
  readonly file: QueuedFile & FoundFile;
  readonly job: Job;
  readonly queueKey: number;
  /** Files of the same shot, which wait for this one. */
  readonly companions: Item[];
}

const photosPerTransaction = 8;
const inputsPerRead = 32;
/** From one write to the next, while many come. */
const writeGapMs = 250;
/** So soon a photo is in the library once it is read, however slow the model; sooner while the model is still being loaded. */
const longestWaitMs = { loaded: 2000, loading: 250 };
/** Files in hand besides those that a worker has: waiting for the model, or being written. Two transactions of them. */
const filesWaiting = 2 * photosPerTransaction;
const reportEveryMs = 500;

export function createIngest(options: Options): Ingest {
  const { store, resident, imaging, embedder, queryGate, onState, onProblems, onTrouble } = options;
  const listeners = new Set<(state: IngestState) => void>();
  const pauseGate = createGate();
  let reopen: (() => void) | undefined;
  let abort = new AbortController();
  let reportTimer: ReturnType<typeof setTimeout> | undefined;
  const run = createRun(() => {
    reportTimer ??= setTimeout(report, reportEveryMs);
  });
  /** Photos that a file is being read as, until that file is settled or in line. */
  const claimed = new Map<PhotoId, Promise<void>>();
  const arrivals: Item[] = [];
  const takers = new Set<Promise<void>>();
  /** Files of this session that failed in a way that may pass: the page's File objects live as long as somebody holds them. */
  const retryable = new Map<string, Source>();
  /** Takers that have a file in hand which is not ready yet. */
  let reading = 0;
  let modelLoaded = false;
  const commits = new Set<Promise<void>>();
  const vectorWrites = createBatcher(photosPerTransaction, writeVectors, writeGapMs);
  const photoWrites = createPhotoWrites({
    write: writePhotos,
    enough: photosPerTransaction,
    gapMs: writeGapMs,
    longestWaitMs: () => (modelLoaded ? longestWaitMs.loaded : longestWaitMs.loading),
    moreComing: () => reading > 0 || arrivals.length > 0,
  });
  const queueDrops = createBatcher<number>(256, async (keys) => void (await store.dropQueued(keys)));
  const line = createEmbeddingLine({
    embedder,
    gates: [pauseGate, queryGate],
    lanes: options.lanes,
    onBatch(photos, ms) {
      modelLoaded = true;
      options.onBatch(photos, ms);
    },
    commit(photoIds, vectors) {
      const done = commitVectors(photoIds, vectors).finally(() => commits.delete(done));
      commits.add(done);
      return done;
    },
  });

  const state = () => run.state(pauseGate.open ? 'running' : 'paused');
  function report(): void {
    clearTimeout(reportTimer);
    reportTimer = undefined;
    const now = state();
    onState(now);
    for (const listener of listeners) listener(now);
  }

  const applyAll = (changes: readonly LibraryChange[]) => changes.forEach(resident.change);

  async function writePhotos(rows: readonly Completed<{ item: Item; photo: PreparedPhoto }>[]): Promise<readonly boolean[]> {
    const { changes, withVector } = await store.commitPrepared(
      rows.map(({ row: { item, photo }, vector }) => ({ photo, vector, file: item.file, queueKey: item.queueKey })),
    );
    applyAll(changes);
    return withVector;
  }

  /** Each with its photo where that is not written yet; the others' together. */
  async function commitVectors(photoIds: readonly PhotoId[], vectors: readonly Float32Array<ArrayBuffer>[]): Promise<void> {
    await Promise.all(
      vectors.map(async (vector, i) => {
        const photoId = photoIds[i];
        if (photoId === undefined) throw new AppError('internal', { reason: 'a photo id for each vector was promised' });
        if (!(await photoWrites.complete(photoId, vector))) await vectorWrites.add({ photoId, vector });
      }),
    );
  }

  async function writeVectors(rows: { photoId: PhotoId; vector: Float32Array<ArrayBuffer> }[]): Promise<void> {
    const photoIds = rows.map(({ photoId }) => photoId);
    const vectors = rows.map(({ vector }) => vector);
    const written = new Set(await store.commitVectors(photoIds, packVectors(vectors, embedder.dim)));
    const kept = vectors.flatMap((vector, row) => {
      const photoId = photoIds[row];
      return photoId !== undefined && written.has(photoId) ? [{ photoId, vector }] : [];
    });
    resident.change({
      kind: 'indexed',
      space: embedder.space,
      photoIds: kept.map(({ photoId }) => photoId),
      vectors: packVectors(
        kept.map(({ vector }) => vector),
        embedder.dim,
      ),
    });
  }

  /** Storage itself failed: the person is told, and the file's queue row still says by name what is missing. */
  const onLost = (thrown: unknown) => onTrouble(toAppError(thrown, 'storage-failed'));

  async function settleFailed({ source, file, job, queueKey }: Item, error: AppError, photoId?: PhotoId): Promise<void> {
    const key = source.path; // Not the photo: two damaged files may be the same, and each is named.
    if (error.retryable) retryable.set(key, source);
    const problem = { key, name: file.name, path: file.path, code: error.code, retryable: error.retryable, ...(photoId && { photoId }) };
    await store.recordProblem(problem, queueKey).catch(onLost);
    job.settle({ failed: error.code, name: file.name });
    onProblems();
  }

  /** Their places in the queue end too: a cancelled file was not interrupted. */
  async function settleCancelled(items: readonly Item[]): Promise<void> {
    await store.dropQueued(items.map(({ queueKey }) => queueKey)).catch(onLost);
    for (const { file, job } of items) job.settle({ failed: 'cancelled', name: file.name });
  }

  async function settleIntake(item: Item, intake: Intake): Promise<void> {
    const { file, job, queueKey } = item;
    if (intake.kind === 'failed') return settleFailed(item, intake.error, intake.photoId);
    if (intake.kind === 'skipped') {
      await queueDrops.add(queueKey);
      job.settle('skipped');
    } else if (intake.kind === 'known') {
      applyAll(await store.noteFile(intake.photoId, file, queueKey));
      // It may have come back from a removal without its vector: then it is known, and goes on to the line.
      const [input] = resident.statusOf(intake.photoId) === 'pending' ? await store.readInputs([intake.photoId]) : [];
      const { photoId } = intake;
      if (input) line.join(photoId, input, (failure) => (failure ? settleVector(photoId, file, job, failure) : job.settle('known')));
      else job.settle('known');
    } else {
      const { photoId, input } = intake.photo;
      const written = photoWrites.hold(photoId, { item, photo: intake.photo });
      line.join(photoId, input, (failure) => {
        if (failure) photoWrites.release(photoId);
        // Where the photo could not be written, that is what is told, here below.
        void written.then(
          () => settleVector(photoId, file, job, failure),
          () => undefined,
        );
      });
      await written;
    }
  }

  /** What was shot with a photo is noted as one more place of it. Where there is no photo, each goes its own way. */
  async function settleCompanions({ companions }: Item, photoId: PhotoId | undefined): Promise<void> {
    for (const companion of companions) {
      if (photoId === undefined) arrivals.push(companion);
      else
        try {
          applyAll(await store.noteFile(photoId, { ...companion.file, beside: true }, companion.queueKey));
          companion.job.settle('known');
        } catch (thrown) {
          await settleFailed(companion, toAppError(thrown, 'storage-failed', { subject: companion.source.path }));
        }
    }
    startTaking();
  }

  function settleVector(photoId: PhotoId, file: Pick<QueuedFile, 'name' | 'path'>, job: Job, failure?: AppError): void {
    if (!failure) return job.settle('added');
    const outcome = { failed: failure.code, name: file.name };
    // A model that cannot be had is no fault of the photo: it stays pending, and goes on once the model is there.
    if (failure.code !== 'model-failed' && failure.code !== 'worker-crashed') {
      if (failure.code !== 'cancelled') onTrouble(failure);
      return job.settle(outcome);
    }
    const problem = { key: photoId, photoId, name: file.name, path: file.path, code: failure.code, retryable: true };
    void store
      .markFailed(problem)
      .then(() => resident.change({ kind: 'failed', space: embedder.space, photoIds: [photoId] }))
      .catch(onLost)
      .then(() => {
        job.settle(outcome);
        onProblems();
      });
  }

  /** Takes files in until none is left. */
  async function take(): Promise<void> {
    for (let item = arrivals.shift(); item; item = arrivals.shift()) await takeOne(item);
  }

  async function takeOne(item: Item): Promise<void> {
    const { signal } = abort;
    let photoId: PhotoId | undefined;
    let settled: PhotoId | undefined;
    let release: () => void = () => undefined;
    let isReading = false;
    const setReading = (on: boolean) => {
      if (isReading !== on) reading += on ? 1 : -1;
      isReading = on;
    };
    const claim = (id: PhotoId) => {
      if (resident.has(id) || claimed.has(id) || item.source.refuses?.(id)) return false;
      photoId = id;
      claimed.set(id, new Promise((resolve) => (release = resolve)));
      return true;
    };
    try {
      await pauseGate.pass();
      await line.room();
      signal.throwIfAborted();
      setReading(true);
      const intake = await openAndTakeIn(item.source, { imaging, recipe: embedder.recipe, claim, signal });
      setReading(false);
      if (intake.kind === 'known' && !resident.has(intake.photoId)) {
        if (item.source.refuses?.(intake.photoId)) {
          for (const file of [item, ...item.companions]) await settleIntake(file, { kind: 'skipped' });
          return;
        }
        // A file with the same bytes is on its way: if that fails, this one must say so too.
        await claimed.get(intake.photoId);
        if (!resident.has(intake.photoId)) return await takeOne(item);
      }
      await settleIntake(item, intake);
      settled = intake.kind === 'known' ? intake.photoId : intake.kind === 'prepared' ? intake.photo.photoId : undefined;
    } catch (thrown) {
      if (signal.aborted) return await settleCancelled([item, ...item.companions]);
      const error = toAppError(thrown, 'internal', { subject: item.source.path });
      onTrouble(error);
      await settleFailed(item, error, photoId);
    } finally {
      setReading(false);
      if (photoId) claimed.delete(photoId);
      release();
    }
    if (signal.aborted) await settleCancelled(item.companions);
    else await settleCompanions(item, settled);
  }

  /** More at once than there are imaging workers, so that none of those waits for storage. */
  function startTaking(): void {
    while (takers.size < imaging.size + filesWaiting && arrivals.length > 0) {
      const taker = take().finally(() => takers.delete(taker));
      takers.add(taker);
    }
  }

  /** Brings stored photos to the line, a page at a time. */
  async function feed(photoIds: readonly PhotoId[], job: Job): Promise<void> {
    const { signal } = abort;
    for (let at = 0; at < photoIds.length; at += inputsPerRead) {
      const page = photoIds.slice(at, at + inputsPerRead);
      const inputs = signal.aborted ? [] : await store.readInputs(page).catch(onLost);
      for (const [i, photoId] of page.entries()) {
        await line.room();
        const [input, name] = [inputs?.[i], resident.nameOf(photoId) ?? photoId];
        if (signal.aborted) job.settle({ failed: 'cancelled', name });
        else if (!inputs) job.settle({ failed: 'storage-failed', name });
        else if (!input) job.settle('known');
        else line.join(photoId, input, (failure) => settleVector(photoId, { name, path: name }, job, failure));
      }
    }
  }

  async function embedStored(): Promise<Report> {
    const photoIds = await store.listPending();
    const job = run.open(photoIds.length);
    void feed(photoIds, job);
    return job.report;
  }

  async function add(sources: readonly Source[], { onProgress }: { onProgress?: (state: IngestState) => void } = {}): Promise<Report> {
    const { signal } = abort;
    const job = run.open(sources.length);
    if (onProgress) listeners.add(onProgress);
    try {
      const wanted = sources.filter(({ passedOver }) => !passedOver);
      for (let left = sources.length - wanted.length; left > 0; left--) job.settle('skipped');
      const items = await enter(wanted, job);
      const companionOf = findCompanions(wanted.map(({ path, folder = '' }) => `${folder}/${path}`));
      for (const [companion, main] of companionOf) items[main]?.companions.push(...items.slice(companion, companion + 1));
      if (signal.aborted) await settleCancelled(items);
      else arrivals.push(...items.filter((_, i) => !companionOf.has(i)));
      startTaking();
      return await job.report;
    } finally {
      report();
      if (onProgress) listeners.delete(onProgress);
    }
  }

  /** Notes the files by name before any is read. @throws {AppError} of storage; then none is open any more. */
  async function enter(sources: readonly Source[], job: Job): Promise<Item[]> {
    const queued = sources.map(({ path, name, size, modifiedAt, folder = '', archive }) => ({
      ...{ path, name, size, modifiedAt, folder },
      ...(archive !== undefined && { archive }),
    }));
    try {
      const keys = await store.enqueue(queued);
      onProblems(); // Those that an earlier session left unread are no longer listed: here they are again.
      return sources.map((source, i) => {
        const [file, queueKey] = [queued[i], keys[i]];
        if (!file || queueKey === undefined) throw new AppError('internal', { reason: 'a queue key for each file was promised' });
        return { source, file, job, queueKey, companions: [] };
      });
    } catch (thrown) {
      const { code } = toAppError(thrown, 'storage-failed');
      for (const { name } of queued) job.settle({ failed: code, name });
      throw thrown;
    }
  }

  function resume(): void {
    reopen?.();
    reopen = undefined;
    report();
  }

  return {
    state,
    line,
    add,
    resume,
    resumePending: embedStored,
    pause() {
      reopen ??= pauseGate.close();
      report();
    },
    async retry(problems) {
      const again = problems.flatMap(({ key }) => retryable.get(key) ?? []);
      for (const { key } of problems) retryable.delete(key);
      await store.retryFailed(problems.flatMap(({ photoId }) => photoId ?? []));
      onProblems();
      const [stored, files] = await Promise.all([embedStored(), add(again)]);
      return {
        added: stored.added + files.added,
        known: stored.known + files.known,
        failed: [...stored.failed, ...files.failed],
        skipped: files.skipped,
      };
    },
    async cancel() {
      const left = arrivals.splice(0);
      abort.abort();
      abort = new AbortController();
      resume();
      await photoWrites.drop();
      await vectorWrites.drained();
      await Promise.allSettled(commits); // What was being written is kept, and says so itself.
      for (const settle of line.clear()) settle(new AppError('cancelled'));
      await Promise.all(takers);
      await settleCancelled(left.flatMap((item) => [item, ...item.companions]));
      resident.change({ kind: 'removed', photoIds: await store.cancelPending() });
      report();
    },
  };
}
