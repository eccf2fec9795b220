// Thumbnails as object URLs, for whoever paints a tile: asked for in batches, kept while they may be seen again, given back when not.

import { AppError, isAbort } from '../../shared/domain/app-error.ts';
import type { PhotoId } from '../../shared/domain/photo.ts';
import type { Library } from './library-handle.ts';

export interface Thumbnail {
  /** Object URL of a JPEG, good while somebody watches it. */
  readonly url: string;
  readonly name: string;
}

export interface Thumbnails {
  /** What is here already. Does not ask for it. */
  peek(photoId: PhotoId): Thumbnail | undefined;
  /** Calls `listener` when the thumbnail is here, in a later task. A photo that nobody watches any more is not asked for. @returns unwatch. */
  watch(photoId: PhotoId, listener: (thumbnail: Thumbnail) => void): () => void;
  /** Photos that somebody watches: those on the screen and a little around it. */
  watched(): PhotoId[];
  /** Calls `listener` in the same turn as they change. */
  onWatched(listener: () => void): void;
  /** Revokes every URL and stops listening to the library. */
  close(): void;
}

export interface ThumbnailOptions {
  /** How many are kept. A thumbnail is about 25 KB, so 1,500 are about 40 MB. */
  readonly capacity?: number;
  /** When to send what was asked for since the last batch: once a frame. */
  readonly schedule?: (send: () => void) => void;
}

/** Short enough that what comes into view next does not wait long behind what has just left it. */
const batchSize = 48;
const batchesInFlight = 2;

type Listeners = Set<(thumbnail: Thumbnail) => void>;

export function createThumbnails(
  library: Pick<Library, 'call' | 'subscribe'>,
  { capacity = 1500, schedule = (send) => void requestAnimationFrame(send) }: ThumbnailOptions = {},
): Thumbnails {
  /** In order of use, the oldest first. */
  const kept = new Map<PhotoId, Thumbnail>();
  const watchers = new Map<PhotoId, Listeners>();
  /** To be asked for, in order of asking. */
  const wanted = new Set<PhotoId>();
  const flights = new Map<PhotoId, Flight>();
  let changed: () => void = () => undefined;
  let inFlight = 0;
  let scheduled = false;
  let closed = false;

  interface Flight {
    readonly abort: AbortController;
    /** Of those still watched. */
    readonly photoIds: Set<PhotoId>;
  }

  function want(photoId: PhotoId): void {
    wanted.add(photoId);
    if (scheduled || closed) return;
    scheduled = true;
    schedule(() => {
      scheduled = false;
      send();
    });
  }

  function send(): void {
    while (wanted.size > 0 && inFlight < batchesInFlight && !closed) {
      const photoIds = [...wanted].slice(0, batchSize);
      for (const photoId of photoIds) wanted.delete(photoId);
      void fetchBatch(photoIds);
    }
  }

  async function fetchBatch(photoIds: readonly PhotoId[]): Promise<void> {
    const flight: Flight = { abort: new AbortController(), photoIds: new Set(photoIds) };
    for (const photoId of photoIds) flights.set(photoId, flight);
    inFlight++;
    try {
      const tiles = await library.call('tiles-get', { photoIds }, { signal: flight.abort.signal });
      if (closed) return;
      for (const { photoId, name, thumbnail } of tiles) {
        const url = URL.createObjectURL(thumbnail);
        keep(photoId, { url, name });
      }
    } catch (error) {
      // Aborted: nobody looks. Retryable: the library tells when it is back (`photos-changed`), and whoever still watches is asked for again.
      if (!isAbort(error) && !(error instanceof AppError && error.retryable)) console.error(error);
    } finally {
      inFlight--;
      for (const photoId of photoIds) if (flights.get(photoId) === flight) flights.delete(photoId);
      send();
    }
  }

  function keep(photoId: PhotoId, thumbnail: Thumbnail): void {
    const old = kept.get(photoId);
    if (old) URL.revokeObjectURL(old.url);
    kept.delete(photoId);
    kept.set(photoId, thumbnail);
    for (const listener of watchers.get(photoId) ?? []) listener(thumbnail);
    if (kept.size <= capacity) return;
    for (const [oldId, { url }] of kept) {
      if (watchers.has(oldId)) continue; // On the screen: its URL must stay good.
      URL.revokeObjectURL(url);
      kept.delete(oldId);
      if (kept.size <= capacity) return;
    }
  }

  function leave(photoId: PhotoId): void {
    watchers.delete(photoId);
    changed();
    wanted.delete(photoId);
    const flight = flights.get(photoId);
    if (!flight) return;
    flight.photoIds.delete(photoId);
    if (flight.photoIds.size > 0) return;
    flight.abort.abort();
  }

  const unsubscribe = library.subscribe((event) => {
    if (event.kind !== 'photos-changed') return;
    for (const photoId of watchers.keys()) if (!kept.has(photoId) && !flights.has(photoId)) want(photoId);
  });

  return {
    peek(photoId) {
      const thumbnail = kept.get(photoId);
      if (!thumbnail) return undefined;
      kept.delete(photoId);
      kept.set(photoId, thumbnail);
      return thumbnail;
    },
    watch(photoId, listener) {
      const listeners: Listeners = watchers.get(photoId) ?? new Set();
      listeners.add(listener);
      watchers.set(photoId, listeners);
      changed();
      const flight = flights.get(photoId);
      const thumbnail = kept.get(photoId);
      if (thumbnail) queueMicrotask(() => listeners.has(listener) && listener(thumbnail));
      else if (flight && !flight.abort.signal.aborted) flight.photoIds.add(photoId);
      else want(photoId);
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0 && watchers.get(photoId) === listeners) leave(photoId);
      };
    },
    watched: () => [...watchers.keys()],
    onWatched(listener) {
      changed = listener;
    },
    close() {
      closed = true;
      unsubscribe();
      for (const { abort } of new Set(flights.values())) abort.abort();
      for (const { url } of kept.values()) URL.revokeObjectURL(url);
      kept.clear();
      watchers.clear();
      wanted.clear();
    },
  };
}
