// The first story: files → photos in the library, each with its vector.
// A file's way: queue row → taken in (hash, decode) → embedded → stored as indexed; or, where the model is slow, stored as pending in
// between. Every write is one transaction, so that killed anywhere it goes on from what is stored, and what was not stored is known by name.

import { AppError, toAppError } from '../../shared/domain/app-error.ts';
import type { IngestState, Problem, Report } from '../../shared/domain/library.ts';
import type { PhotoId } from '../../shared/domain/photo.ts';
import { problemKey } from '../../shared/domain/problem-key.ts';
import { sumReports } from '../../shared/domain/sum-reports.ts';
import type { ImagingCalls } from '../../shared/protocol/imaging.ts';
import type { Pool } from '../../shared/protocol/pool.ts';
import type { Embedder } from '../embedding/embedder.ts';
import type { Source } from '../sources/source.ts';
import { type Commits, createCommits } from './commits.ts';
import { findCompanions } from './companions.ts';
import { createEasing } from './easing.ts';
import { createEmbeddingLine, type EmbeddingLine } from './embedding-line.ts';
import { createGate, type Gate } from './gate.ts';
import type { IngestStore } from './ingest-store.ts';
import { type Item, queuedFileOf, withCompanions } from './item.ts';
import { createPreference } from './preference.ts';
import type { Resident } from './resident.ts';
import { createRun, type Job } from './run.ts';
import { createSettlement } from './settlement.ts';
import { createTaking, type Taking } from './taking.ts';
import { createTimeLeft, timed } from './time-left.ts';

export interface Ingest {
  add(sources: readonly Source[], options?: { onProgress?: (state: IngestState) => void }): Promise<Report>;
  /** Goes on with what an earlier session left pending. @returns its report, when all of it is settled. */
  resumePending(): Promise<Report>;
  retry(problems: readonly Problem[]): Promise<Report>;
  /** Of a file that an earlier session failed to read nothing is left but its name. */
  canRetry(problem: Problem): boolean;
  /** Fulfilled when it is kept that the run is paused: a later session finds it so. */
  pause(): Promise<unknown>;
  resume(): Promise<unknown>;
  /** These go first, of the photos that have no vector yet: somebody looks at them. */
  prefer(photoIds: readonly PhotoId[]): void;
  /** One thing at a time, or as much as the device can. */
  ease(on: boolean): void;
  /** Keeps what is committed, deletes what is pending; open files are reported as `cancelled`. */
  cancel(): Promise<void>;
  state(): IngestState;
  /** Storage is full: what waits to be read waits for `goOn`, and is reported as `storage-full`. */
  stop(): void;
  /** There is room again: takes up what waited for it, and what lacks only its vector. @returns its report. */
  goOn(): Promise<Report>;
  /** Files that wait for room. */
  waiting(): readonly Problem[];
  /** Forgets those. @param keys all unless given. */
  dropWaiting(keys?: ReadonlySet<string>): Promise<void>;
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
  /** Storage is full: nothing that brings more is to be begun. */
  readonly isFull: () => boolean;
  readonly onBatch: (photos: number, ms: number) => void;
  readonly onState: (state: IngestState) => void;
  readonly onProblems: () => void;
  readonly onTrouble: (error: AppError) => void;
  /** Remembers beyond this session whether the run is paused. */
  readonly keepPaused: (paused: boolean) => Promise<unknown>;
}

const inputsPerRead = 32;
const reportEveryMs = 500;

export function createIngest(options: Options): Ingest {
  const { store, resident, imaging, embedder, queryGate, onState, onProblems, onTrouble } = options;
  const listeners = new Set<(state: IngestState) => void>();
  const pauseGate = createGate();
  let reopen: (() => void) | undefined;
  let abort = new AbortController();
  let reportTimer: ReturnType<typeof setTimeout> | undefined;
  const timeLeft = createTimeLeft();
  const preference = createPreference();
  const easing = createEasing();
  const run = createRun(() => {
    reportTimer ??= setTimeout(report, reportEveryMs);
  }, timeLeft.restart);
  let modelLoaded = false;
  const settlement = createSettlement({ store, resident, space: () => embedder.space, onProblems, onTrouble });
  const commits: Commits = createCommits({
    ...{ store, resident, embedder },
    modelLoaded: () => modelLoaded,
    moreComing: () => taking.moreComing,
  });
  const line = createEmbeddingLine({
    embedder: {
      // Asked each time: another model may take its place.
      get batch() {
        return embedder.batch;
      },
      embedImages: (...batch) => easing.turn(() => timed(embedder, timeLeft).embedImages(...batch)),
    },
    preference,
    gates: [pauseGate, queryGate],
    lanes: options.lanes,
    onBatch(photos, ms) {
      modelLoaded = true;
      options.onBatch(photos, ms);
    },
    commit: commits.commitVectors,
  });
  const taking: Taking = createTaking({
    ...{ store, resident, imaging, embedder, commits, settlement, line, pauseGate, timeLeft, easing, onTrouble },
    signal: () => abort.signal,
  });

  const state = () => ({
    ...run.state(pauseGate.open ? 'running' : 'paused', timeLeft.leftMs(line.length)),
    ...(options.isFull() && { waiting: withCompanions(settlement.waiting).length }),
  });
  function report(): void {
    clearTimeout(reportTimer);
    reportTimer = undefined;
    timeLeft.hold(!run.active || !pauseGate.open);
    const now = state();
    onState(now);
    for (const listener of listeners) listener(now);
  }

  /** Brings stored photos to the line, a page at a time. */
  async function feed(photoIds: readonly PhotoId[], job: Job): Promise<void> {
    const { signal } = abort;
    for (const photoId of photoIds) timeLeft.expectStored(photoId);
    const left = [...photoIds];
    while (left.length > 0) {
      const page = preference.take(left, inputsPerRead, (id) => id);
      const inputs = signal.aborted ? [] : await store.readInputs(page).catch(settlement.lost);
      for (const [i, photoId] of page.entries()) {
        await line.room();
        timeLeft.read(photoId, true);
        const [input, name] = [inputs?.[i], resident.nameOf(photoId) ?? photoId];
        if (signal.aborted) job.settle({ failed: 'cancelled', name });
        else if (options.isFull()) job.settle({ failed: 'storage-full', name });
        else if (!inputs) job.settle({ failed: 'storage-failed', name });
        else if (!input) job.settle('known');
        else line.join(photoId, input, (failure) => settlement.vector(photoId, { name, path: name }, job, failure));
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
      const shots = findCompanions(sources.map(({ path, folder = '' }) => `${folder}/${path}`));
      const isRead = ({ passedOver, sidecar }: Source, i: number) => shots.has(i) || !(passedOver || sidecar);
      for (const [i, source] of sources.entries()) if (!isRead(source, i)) job.settle(source.sidecar ? 'sidecar' : 'skipped');
      const wanted = sources.filter(isRead);
      const items = await enter(wanted, job);
      const companionOf = findCompanions(wanted.map(({ path, folder = '' }) => `${folder}/${path}`));
      for (const [companion, main] of companionOf) items[main]?.companions.push(...items.slice(companion, companion + 1));
      const ways = items.filter((_, i) => !companionOf.has(i));
      if (signal.aborted) await settlement.cancelled(items);
      else if (options.isFull()) settlement.stopped(ways);
      else taking.push(ways);
      return await job.report;
    } finally {
      report();
      onProblems(); // What became a photo is none any more.
      if (onProgress) listeners.delete(onProgress);
    }
  }

  /** Notes the files by name before any is read. @throws {AppError} of storage; then none is open any more. */
  async function enter(sources: readonly Source[], job: Job): Promise<Item[]> {
    const queued = sources.map(queuedFileOf);
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

  async function resume(): Promise<void> {
    if (!reopen) return;
    reopen();
    reopen = undefined;
    report();
    await options.keepPaused(false);
  }

  return {
    state,
    line,
    add,
    resume,
    resumePending: embedStored,
    async pause() {
      if (reopen) return;
      reopen = pauseGate.close();
      report();
      await options.keepPaused(true);
    },
    prefer: preference.prefer,
    ease: easing.ease,
    canRetry: settlement.canRetry,
    async retry(problems) {
      const again = settlement.takeAgain(problems);
      await store.retryFailed(problems.flatMap(({ photoId }) => photoId ?? []));
      onProblems();
      return sumReports(await Promise.all([embedStored(), add(again)]));
    },
    stop() {
      settlement.stopped(taking.takeBack());
      report();
    },
    async goOn() {
      const items = settlement.takeWaiting();
      const job = run.open(withCompanions(items).length);
      taking.push(items.map((item) => ({ ...item, job, companions: item.companions.map((one) => ({ ...one, job })) })));
      onProblems();
      report();
      return sumReports(await Promise.all([embedStored(), job.report]));
    },
    waiting: () =>
      withCompanions(settlement.waiting).map(({ file }) => ({
        key: problemKey(file),
        name: file.name,
        path: file.path,
        code: 'storage-full',
        retryable: true,
      })),
    async dropWaiting(keys) {
      await store.dropQueued(withCompanions(settlement.takeWaiting(keys)).map(({ queueKey }) => queueKey));
      report();
    },
    async cancel() {
      const left = taking.takeBack();
      await store.dropQueued(withCompanions(settlement.takeWaiting()).map(({ queueKey }) => queueKey)).catch(settlement.lost);
      abort.abort();
      abort = new AbortController();
      await resume();
      await commits.drop();
      for (const settle of line.clear()) settle(new AppError('cancelled'));
      await taking.idle();
      await settlement.cancelled(withCompanions(left));
      resident.change({ kind: 'removed', photoIds: await store.cancelPending() });
      report();
    },
  };
}
