// Photos that are stored and wait for their vectors. As many lanes as there are image workers take batches from the line;
// a lane waits at the gates before each batch, never within one, and while batches are written it embeds the next.

import { type AppError, isAbort, toAppError } from '../../shared/domain/app-error.ts';
import type { PhotoId } from '../../shared/domain/photo.ts';
import type { Embedder } from '../embedding/embedder.ts';
import type { Gate } from './gate.ts';
import { createPreference, type Preference } from './preference.ts';
import { mark } from './trace.ts';

/** Told once: stored with its vector, or why not. */
export type Settle = (failure?: AppError) => void;

interface Waiting {
  readonly photoId: PhotoId;
  readonly input: ArrayBuffer;
  /** Everybody who brought it. */
  readonly settles: Settle[];
}

export interface EmbeddingLine {
  /** A photo joins the line, once however often it is brought. @param input RGB as the space's recipe asks for. */
  join(photoId: PhotoId, input: ArrayBuffer, settle: Settle): void;
  /** Fulfilled when fewer than `highWater` photos wait, or the line was cleared: who brings more waits here. */
  room(): Promise<void>;
  /** Forgets all that wait and what is being embedded, without settling it. @returns them. */
  clear(): readonly Settle[];
  /** Waiting or being embedded. */
  readonly length: number;
  setLanes(lanes: number): void;
}

interface Options {
  readonly embedder: Embedder;
  /** Each closed gate holds the lanes. */
  readonly gates: readonly Gate[];
  /** One transaction: vectors and statuses. Fulfilled with the ids that were still wanted. */
  readonly commit: (photoIds: readonly PhotoId[], vectors: readonly Float32Array<ArrayBuffer>[]) => Promise<void>;
  readonly lanes: number;
  /** Which of those that wait go first; as they came unless given. */
  readonly preference?: Pick<Preference, 'take'>;
  /** Told how long each batch took, its wait for a worker included. */
  readonly onBatch?: (photos: number, ms: number) => void;
}

const highWater = 64;
/** So many photos may have their vectors and not be written: a slow disk slows the lanes down, a write that gathers some does not. */
const mostUnwritten = 32;
/** A batch that a crashed worker had is tried again whole this often, then photo by photo, so that one bad picture fails alone. */
const triesAfterCrash = 2;

export function createEmbeddingLine({
  embedder,
  gates,
  commit,
  lanes: initialLanes,
  preference = createPreference(),
  onBatch,
}: Options): EmbeddingLine {
  let line: Waiting[] = [];
  const members = new Map<PhotoId, Waiting>();
  let lanes = initialLanes;
  let running = 0;
  const roomWaiters: (() => void)[] = [];
  let generation = new AbortController();
  const writing = new Set<Promise<void>>();
  let unwritten = 0;

  function leave(photo: Waiting, failure?: AppError): void {
    if (members.get(photo.photoId) !== photo) return; // Cleared meanwhile: somebody else settles it.
    members.delete(photo.photoId);
    for (const settle of photo.settles) settle(failure);
  }

  /** Never throws: the photos of a batch that fails are told. */
  async function embedBatch(batch: readonly Waiting[], signal: AbortSignal, tries = triesAfterCrash): Promise<void> {
    try {
      mark('batch-dispatched');
      const startMs = performance.now();
      const vectors = await embedder.embedImages(
        batch.map(({ input }) => input),
        signal,
      );
      mark('batch-embedded');
      onBatch?.(batch.length, performance.now() - startMs);
      await write(batch, vectors, signal);
    } catch (thrown) {
      if (signal.aborted || isAbort(thrown)) return;
      const error = toAppError(thrown, 'model-failed');
      if (error.code === 'worker-crashed' && tries > 0) return embedBatch(batch, signal, tries - 1);
      if (batch.length > 1 && (error.code === 'worker-crashed' || error.code === 'model-failed')) {
        for (const photo of batch) await embedBatch([photo], signal, 0);
      } else for (const photo of batch) leave(photo, error);
    }
  }

  /** Never throws, as above. */
  async function commitBatch(batch: readonly Waiting[], vectors: readonly Float32Array<ArrayBuffer>[]): Promise<void> {
    try {
      await commit(
        batch.map(({ photoId }) => photoId),
        vectors,
      );
      for (const photo of batch) leave(photo);
    } catch (thrown) {
      const error = toAppError(thrown, 'storage-failed');
      for (const photo of batch) leave(photo, error);
    }
  }

  async function write(batch: readonly Waiting[], vectors: readonly Float32Array<ArrayBuffer>[], signal: AbortSignal): Promise<void> {
    while (unwritten >= mostUnwritten) await Promise.race(writing);
    if (signal.aborted) return;
    unwritten += batch.length;
    const done = commitBatch(batch, vectors).finally(() => {
      unwritten -= batch.length;
      writing.delete(done);
    });
    writing.add(done);
  }

  async function runLane(): Promise<void> {
    running++;
    try {
      while (line.length > 0 && running <= lanes) {
        const { signal } = generation;
        for (const gate of gates) await gate.pass();
        // Only where every gate is still open at once: one may have closed while another was waited for.
        if (gates.some(({ open }) => !open) || signal.aborted) continue;
        const batch = preference.take(line, embedder.batch, ({ photoId }) => photoId);
        for (const go of roomWaiters.splice(0)) go();
        if (batch.length > 0) await embedBatch(batch, signal);
      }
    } finally {
      running--;
    }
  }

  function staff(): void {
    for (let n = Math.min(lanes - running, line.length); n > 0; n--) void runLane();
  }

  return {
    get length() {
      return members.size;
    },
    join(photoId, input, settle) {
      const known = members.get(photoId);
      if (known) return void known.settles.push(settle);
      const photo: Waiting = { photoId, input, settles: [settle] };
      members.set(photoId, photo);
      line.push(photo);
      staff();
    },
    async room() {
      while (line.length >= highWater) await new Promise<void>((go) => roomWaiters.push(go));
    },
    clear() {
      generation.abort();
      generation = new AbortController();
      line = [];
      const forgotten = [...members.values()].flatMap(({ settles }) => settles);
      members.clear();
      for (const go of roomWaiters.splice(0)) go();
      return forgotten;
    },
    setLanes(next) {
      lanes = next;
      staff();
    },
  };
}
