// The original of the photo in view, fetched only when more pixels are wanted than the preview has.

import { useEffect, useState } from 'react';
import { isAbort } from '../../../shared/domain/app-error.ts';
import type { PhotoId } from '../../../shared/domain/photo.ts';
import { useActions } from '../store-context.tsx';

/** @param wanted whether to fetch it. @returns its URL once it is decoded; undefined before, where it is out of reach, and where the browser cannot show it (HEIC). */
export function useOriginal(photoId: PhotoId, wanted: boolean): string | undefined {
  const { original } = useActions();
  const [shown, setShown] = useState<{ of: PhotoId; url: string }>();
  const isHere = shown?.of === photoId;

  useEffect(() => {
    if (!wanted || isHere) return;
    const abort = new AbortController();
    void (async () => {
      try {
        const file = await original(photoId, abort.signal);
        if (!file || abort.signal.aborted) return;
        const url = URL.createObjectURL(file);
        const picture = new Image();
        picture.src = url;
        try {
          await picture.decode();
        } catch {
          URL.revokeObjectURL(url); // Not a kind that this browser shows: the preview stays.
          return;
        }
        if (abort.signal.aborted) URL.revokeObjectURL(url);
        else setShown({ of: photoId, url });
      } catch (error) {
        if (!isAbort(error)) console.warn(error); // The preview stays; Download says what is wrong.
      }
    })();
    return () => abort.abort();
  }, [original, photoId, wanted, isHere]);

  useEffect(() => () => URL.revokeObjectURL(shown?.url ?? ''), [shown]);
  return isHere ? shown.url : undefined;
}
