// From one model to another: the new space is filled in the background while the old one answers, and takes its place when it is whole.
// Everything is kept photo by photo, so that a killed tab goes on where it was.

import { AppError, isAbort, toAppError } from '../shared/domain/app-error.ts';
import type { SwitchState } from '../shared/domain/models.ts';
import type { PhotoId, SpaceId } from '../shared/domain/photo.ts';
import type { PixelRecipe } from '../shared/domain/recipe.ts';
import { packVectors } from '../shared/domain/vectors.ts';
import type { Embedder } from './embedding/embedder.ts';
import { createLocalEmbedder, spaceOfModel } from './embedding/local/local-embedder.ts';
import type { LocalModel } from './models.ts';
import { indexedChange, type LibraryChange } from './pipeline/resident.ts';
import { readMeta, writeMeta } from './storage/meta.ts';
import { placePhotos, readUnplaced } from './storage/reindex.ts';
import type { Database } from './storage/schema.ts';
import { addSpace } from './storage/spaces.ts';
import type { Towers } from './towers.ts';

interface Options {
  readonly db: Database;
  readonly openModel: (id: string) => Promise<LocalModel>;
  readonly openTowers: (model: LocalModel) => Towers;
  /** Pictures and vectors at once. */
  readonly lanes: () => number;
  /** The model's input of a photo: from the original where it is in reach, else from its preview. @throws {AppError}. */
  readonly inputOf: (photoId: PhotoId, recipe: PixelRecipe, signal: AbortSignal) => Promise<ArrayBuffer>;
  /** Fulfilled when no photo is coming in. */
  readonly quiet: (signal: AbortSignal) => Promise<void>;
  readonly activeSpace: () => SpaceId;
  /** Makes it the one that answers. @param towers loaded, and its own from then on. */
  readonly activate: (model: LocalModel, towers: Towers) => Promise<void>;
  /** Vectors of the active space that were missing in it. */
  readonly onPlaced: (change: LibraryChange) => void;
  readonly onState: (state: SwitchState | undefined) => void;
  readonly onTrouble: (error: AppError) => void;
}

interface Context {
  readonly signal: AbortSignal;
  readonly progress: (state: SwitchState) => void;
}

/** Inputs in memory at once: 16 of 224 px are 2.4 MB. */
const photosAtOnce = 16;

export type Switching = ReturnType<typeof createSwitching>;

export function createSwitching(options: Options) {
  const { db, openModel, openTowers, lanes, inputOf, quiet, activeSpace, activate, onPlaced, onState, onTrouble } = options;
  let running:
    | { readonly id: string; readonly abort: AbortController; readonly end: Promise<void>; readonly listeners: Set<Context['progress']> }
    | undefined;
  let state: SwitchState | undefined;

  /** Gives every photo that has none a vector in the embedder's space. @returns how many could not be read: they stay without. */
  async function fill(id: string, embedder: Embedder, signal: AbortSignal): Promise<number> {
    const failed = new Set<PhotoId>();
    let total = 0;
    for (;;) {
      await quiet(signal);
      const left = (await readUnplaced(db, embedder.space)).filter((photoId) => !failed.has(photoId));
      if (left.length === 0) return failed.size;
      total = Math.max(total, left.length);
      for (let at = 0; at < left.length; at += photosAtOnce) {
        await quiet(signal);
        signal.throwIfAborted();
        const group = left.slice(at, at + photosAtOnce);
        const inputs = await Promise.all(
          group.map(async (photoId) => {
            try {
              return { photoId, input: await inputOf(photoId, embedder.recipe, signal) };
            } catch (thrown) {
              const error = toAppError(thrown);
              if (isAbort(thrown) || error.retryable) throw thrown;
              failed.add(photoId);
              return undefined;
            }
          }),
        );
        await place(
          embedder,
          inputs.flatMap((one) => one ?? []),
          signal,
        );
        tell({ id, done: total - (left.length - at - group.length), total });
      }
    }
  }

  async function place(
    embedder: Embedder,
    photos: readonly { photoId: PhotoId; input: ArrayBuffer }[],
    signal: AbortSignal,
  ): Promise<void> {
    const batches: (readonly { photoId: PhotoId; input: ArrayBuffer }[])[] = [];
    for (let at = 0; at < photos.length; at += embedder.batch) batches.push(photos.slice(at, at + embedder.batch));
    const vectors: Float32Array<ArrayBuffer>[][] = [];
    const lane = async (): Promise<void> => {
      for (let at = vectors.push([]) - 1; at < batches.length; at = vectors.push([]) - 1)
        vectors[at] = await embedder.embedImages(
          (batches[at] ?? []).map(({ input }) => input),
          signal,
        );
    };
    await Promise.all(Array.from({ length: lanes() }, lane));
    const made = vectors.flat();
    const photoIds = photos.map(({ photoId }) => photoId);
    const placed = new Set(await placePhotos(db, embedder.space, photoIds, packVectors(made, embedder.dim)));
    if (embedder.space !== activeSpace() || placed.size === 0) return;
    const rows = photoIds.flatMap((photoId, i) => {
      const vector = made[i];
      return vector && placed.has(photoId) ? [{ photoId, vector }] : [];
    });
    onPlaced(indexedChange(embedder, rows));
  }

  function tell(next: SwitchState | undefined): void {
    state = next;
    onState(next);
    if (next) for (const listener of running?.listeners ?? []) listener(next);
  }

  async function run(id: string, signal: AbortSignal): Promise<void> {
    const model = await openModel(id);
    const space = spaceOfModel(model.entry);
    if (space === activeSpace()) return;
    await addSpace(db, { id: space, dim: model.entry.dim });
    await writeMeta(db, 'next-model', id);
    const towers = openTowers(model);
    try {
      const embedder = createLocalEmbedder(model.entry, towers);
      const failed = await fill(id, embedder, signal);
      if (failed > 0)
        onTrouble(new AppError('damaged-file', { subject: id, reason: `${failed} photos have no picture left to make a vector of` }));
      await activate(model, towers);
      await fill(id, embedder, signal); // What came in while it was read.
    } catch (thrown) {
      if (space !== activeSpace()) towers.close();
      throw thrown;
    } finally {
      // A killed tab never comes here: its successor goes on.
      await writeMeta(db, 'next-model', undefined);
    }
  }

  /** A second wish for the same model joins the first; one for another ends it. Its vectors stay. */
  async function use(id: string, { signal, progress }: Context): Promise<void> {
    if (running && running.id !== id) {
      running.abort.abort();
      await running.end.catch(() => undefined); // Who asked for it is told.
    }
    if (!running) {
      const abort = new AbortController();
      const end = run(id, abort.signal).finally(() => {
        running = undefined;
        tell(undefined);
      });
      running = { id, abort, end, listeners: new Set() };
    }
    const { abort, end, listeners } = running;
    const stop = () => abort.abort(signal.reason);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    listeners.add(progress);
    try {
      await end;
    } finally {
      listeners.delete(progress);
      signal.removeEventListener('abort', stop);
    }
  }

  return {
    use,
    state: () => state,
    cancel: () => running?.abort.abort(),
    /** What an earlier session began, and photos that came into the active space without a vector of it. */
    async resume(embedder: Embedder): Promise<void> {
      const id = await readMeta(db, 'next-model');
      if (id !== undefined) await use(id, { signal: new AbortController().signal, progress: () => undefined });
      else if (!running && (await readUnplaced(db, embedder.space)).length > 0) {
        await fill('', embedder, new AbortController().signal);
        tell(undefined);
      }
    },
  };
}
