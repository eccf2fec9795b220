// What the library knows of one photo, asked again when the library changes.

import { useEffect, useState } from 'react';
import { type AppError, isAbort, toAppError } from '../../../shared/domain/app-error.ts';
import type { Photo, PhotoId } from '../../../shared/domain/photo.ts';
import { useActions, useApp } from '../store-context.tsx';

export function usePhoto(photoId: PhotoId): { photo: Photo | undefined; problem: AppError | undefined } {
  const { photo: get } = useActions();
  const timeline = useApp(({ library }) => library.timeline);
  const [state, setState] = useState<{ of: PhotoId; photo: Photo | undefined; problem: AppError | undefined }>();
  useEffect(() => {
    const abort = new AbortController();
    get(photoId, abort.signal).then(
      (photo) => setState({ of: photoId, photo, problem: undefined }),
      (error: unknown) => {
        if (!isAbort(error)) setState({ of: photoId, photo: undefined, problem: toAppError(error) });
      },
    );
    return () => abort.abort();
  }, [get, photoId, timeline]);
  return state?.of === photoId ? state : { photo: undefined, problem: undefined };
}
