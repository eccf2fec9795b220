// Files that wait to be read, and the takers that read them: each takes one in, and sees it stored or in the embedding line before the next.

import { type AppError, toAppError } from '../../shared/domain/app-error.ts';
import type { PhotoId } from '../../shared/domain/photo.ts';
import type { ImagingCalls } from '../../shared/protocol/imaging.ts';
import type { Pool } from '../../shared/protocol/pool.ts';
import type { Embedder } from '../embedding/embedder.ts';
import { createArrivals } from './arrivals.ts';
import { type Commits, photosPerTransaction } from './commits.ts';
import type { Easing } from './easing.ts';
import type { EmbeddingLine } from './embedding-line.ts';
import type { Gate } from './gate.ts';
import type { IngestStore } from './ingest-store.ts';
import type { Item } from './item.ts';
import type { Resident } from './resident.ts';
import type { Settlement } from './settlement.ts';
import { openAndTakeIn, type SourceIntake } from './source-intake.ts';
import type { TimeLeft } from './time-left.ts';

export interface Taking {
  /** Files that wait from now on. */
  push(items: readonly Item[]): void;
  /** True while a file is being read or waits to be: photos are on their way. */
  readonly moreComing: boolean;
  /** What waits, each with its companions: it waits no more. */
  takeBack(): readonly Item[];
  /** Fulfilled when no file is in hand. */
  idle(): Promise<unknown>;
}

interface Options {
  readonly store: Pick<IngestStore, 'readInputs'>;
  readonly resident: Resident;
  readonly imaging: Pool<ImagingCalls>;
  readonly embedder: Pick<Embedder, 'recipe'>;
  readonly commits: Commits;
  readonly settlement: Settlement;
  readonly line: EmbeddingLine;
  readonly pauseGate: Gate;
  readonly timeLeft: TimeLeft;
  readonly easing: Easing;
  /** Of the run as it is now; a cancel aborts it, and another follows. */
  readonly signal: () => AbortSignal;
  readonly onTrouble: (error: AppError) => void;
}

/** Files in hand besides those that a worker has: waiting for the model, or being written. Two transactions of them. */
const filesWaiting = 2 * photosPerTransaction;

export function createTaking(options: Options): Taking {
  const { store, resident, imaging, embedder, commits, settlement, line, pauseGate, timeLeft, easing, onTrouble } = options;
  const arrivals = createArrivals<Item>(() => imaging.size);
  const takers = new Set<Promise<void>>();
  /** Photos that a file is being read as, until that file is settled or in line. */
  const claimed = new Map<PhotoId, Promise<void>>();
  /** Takers that have a file in hand which is not ready yet. */
  let reading = 0;

  /** More at once than there are imaging workers, so that none of those waits for storage. */
  function start(): void {
    while (takers.size < imaging.size + filesWaiting && arrivals.length > 0) {
      const taker = take().finally(() => takers.delete(taker));
      takers.add(taker);
    }
  }

  /** Takes files in until none is left. */
  async function take(): Promise<void> {
    for (let item = arrivals.shift(); item; item = arrivals.shift()) await takeOne(item);
  }

  async function takeOne(item: Item): Promise<void> {
    const signal = options.signal();
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
      const intake = await openAndTakeIn(item.source, { imaging: timedFor(item), recipe: embedder.recipe, claim, signal });
      setReading(false);
      timeLeft.read(item, intake.kind === 'prepared');
      if (intake.kind === 'binned') {
        for (const file of [item, ...item.companions]) await settlement.skipped(file, 'binned');
        return;
      }
      if (intake.kind === 'known' && !resident.has(intake.photoId)) {
        if (item.source.refuses?.(intake.photoId)) {
          for (const file of [item, ...item.companions]) await settlement.skipped(file);
          return;
        }
        // A file with the same bytes is on its way: if that fails, this one must say so too.
        await claimed.get(intake.photoId);
        if (!resident.has(intake.photoId)) return await takeOne(item);
      }
      await settle(item, intake);
      settled = intake.kind === 'known' ? intake.photoId : intake.kind === 'prepared' ? intake.photo.photoId : undefined;
    } catch (thrown) {
      if (signal.aborted) return await settlement.cancelled([item, ...item.companions]);
      const error = toAppError(thrown, 'internal', { subject: item.source.path });
      if (error.code === 'storage-full') return settlement.stopped([item]);
      onTrouble(error);
      await settlement.failed(item, error, photoId);
    } finally {
      setReading(false);
      timeLeft.read(item, false);
      if (photoId) claimed.delete(photoId);
      release();
    }
    if (signal.aborted) await settlement.cancelled(item.companions);
    else await settleCompanions(item, settled);
  }

  function enter(items: readonly Item[]): void {
    for (const item of items) timeLeft.expect(item, item.source);
    arrivals.push(items);
  }

  /** What `item` costs is how long a worker has it, not how long it waits for one. */
  const timedFor = (item: Item): Pool<ImagingCalls> => ({
    ...imaging,
    run: (work, signal) =>
      easing.turn(() =>
        imaging.run((worker, giveUp) => {
          const end = timeLeft.begin(item, worker);
          return work(worker, giveUp).finally(end);
        }, signal),
      ),
  });

  async function settle(item: Item, intake: Exclude<SourceIntake, { kind: 'binned' }>): Promise<void> {
    const { file, job, queueKey } = item;
    if (intake.kind === 'failed') return settlement.failed(item, intake.error, intake.photoId);
    if (intake.kind === 'skipped') return settlement.skipped(item);
    if (intake.kind === 'known') {
      const { photoId } = intake;
      await commits.note({ photoId, file, queueKey, describe: intake.description?.applyTo });
      // It may have come back from a removal without its vector: then it is known, and goes on to the line.
      const [input] = resident.statusOf(photoId) === 'pending' ? await store.readInputs([photoId]) : [];
      if (input) line.join(photoId, input, (failure) => (failure ? settlement.vector(photoId, file, job, failure) : job.settle('known')));
      else job.settle('known');
      return;
    }
    const { photoId, input } = intake.photo;
    const written = commits.hold(item, intake.photo);
    line.join(photoId, input, (failure) => {
      if (failure) commits.release(photoId);
      // Where the photo could not be written, that is what is told, by who took it.
      void written.then(
        () => settlement.vector(photoId, file, job, failure),
        () => undefined,
      );
    });
    await written;
  }

  /** What was shot with a photo is noted as one more place of it. Where there is no photo, each goes its own way. */
  async function settleCompanions({ companions }: Item, photoId: PhotoId | undefined): Promise<void> {
    for (const companion of companions) {
      if (photoId === undefined && companion.source.passedOver) await settlement.skipped(companion);
      else if (photoId === undefined) enter([companion]);
      else
        try {
          await commits.note({ photoId, file: { ...companion.file, beside: true }, queueKey: companion.queueKey });
          companion.job.settle('beside');
        } catch (thrown) {
          const error = toAppError(thrown, 'storage-failed', { subject: companion.source.path });
          if (error.code === 'storage-full') settlement.stopped([companion]);
          else await settlement.failed(companion, error);
        }
    }
    start();
  }

  return {
    get moreComing() {
      return reading > 0 || arrivals.length > 0;
    },
    push(items) {
      enter(items);
      start();
    },
    takeBack: () => {
      const back = arrivals.clear();
      for (const item of back) timeLeft.read(item, false);
      return back;
    },
    idle: () => Promise.all(takers),
  };
}
