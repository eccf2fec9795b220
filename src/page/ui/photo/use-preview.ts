// The preview of the photo in view, and those of its neighbours before they are asked for.

import { useEffect, useState } from 'react';
import { type AppError, isAbort, toAppError } from '../../../shared/domain/app-error.ts';
import type { PhotoId } from '../../../shared/domain/photo.ts';
import type { AppActions } from '../../state/actions.ts';
import { useActions } from '../store-context.tsx';

/** The photo in view, both neighbours, and the few before. A preview is about 90 KB. */
const kept = 7;

interface Previews {
  /** @throws {AppError} */
  get(photoId: PhotoId): Promise<string>;
  /** Its URL if it is here. */
  peek(photoId: PhotoId): string | undefined;
  close(): void;
}

function openPreviews(load: AppActions['preview']): Previews {
  const entries = new Map<PhotoId, { url: string | undefined; promise: Promise<string>; abort: AbortController }>();
  const drop = (photoId: PhotoId) => {
    const entry = entries.get(photoId);
    entries.delete(photoId);
    entry?.abort.abort();
    if (entry?.url) URL.revokeObjectURL(entry.url);
  };
  return {
    peek: (photoId) => entries.get(photoId)?.url,
    get(photoId) {
      const known = entries.get(photoId);
      if (known) {
        entries.delete(photoId);
        entries.set(photoId, known);
        return known.promise;
      }
      const abort = new AbortController();
      const promise = load(photoId, abort.signal).then(
        (blob) => {
          abort.signal.throwIfAborted();
          entry.url = URL.createObjectURL(blob);
          return entry.url;
        },
        (error: unknown) => {
          entries.delete(photoId); // So that it is asked for again.
          throw error;
        },
      );
      const entry: { url: string | undefined; promise: Promise<string>; abort: AbortController } = { url: undefined, promise, abort };
      entries.set(photoId, entry);
      for (const oldest of entries.keys()) {
        if (entries.size <= kept) break;
        drop(oldest);
      }
      return promise;
    },
    close() {
      for (const photoId of [...entries.keys()]) drop(photoId);
    },
  };
}

export interface Preview {
  readonly url: string | undefined;
  readonly problem: AppError | undefined;
}

/** The neighbours are fetched once the photo itself is here. */
export function usePreview(photoId: PhotoId, next: PhotoId | undefined, previous: PhotoId | undefined): Preview {
  const { preview: load } = useActions();
  const [previews, setPreviews] = useState<Previews>();
  useEffect(() => {
    const opened = openPreviews(load);
    setPreviews(opened);
    return () => opened.close();
  }, [load]);

  const [state, setState] = useState<Preview & { of: PhotoId }>();
  useEffect(() => {
    if (!previews) return;
    let left = false;
    previews.get(photoId).then(
      (url) => {
        if (left) return;
        setState({ of: photoId, url, problem: undefined });
        for (const neighbour of [next, previous]) if (neighbour !== undefined) previews.get(neighbour).catch(() => undefined); // Told when it is itself looked at.
      },
      (error: unknown) => {
        if (!left && !isAbort(error)) setState({ of: photoId, url: undefined, problem: toAppError(error) });
      },
    );
    return () => {
      left = true;
    };
  }, [previews, photoId, next, previous]);

  return state?.of === photoId ? state : { url: previews?.peek(photoId), problem: undefined };
}
