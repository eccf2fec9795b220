// The original of the photo in view, fetched only when more pixels are wanted than the preview has.

import { useEffect, useState } from 'react';
import { isAbort } from '../../../shared/domain/app-error.ts';
import type { PhotoId } from '../../../shared/domain/photo.ts';
import { useActions } from '../store-context.tsx';

/** @returns its address, once it can be painted at once; undefined where the browser cannot show it. */
async function openPicture(picture: Blob): Promise<string | undefined> {
  const url = URL.createObjectURL(picture);
  const image = new Image();
  image.src = url;
  try {
    await image.decode();
    return url;
  } catch {
    URL.revokeObjectURL(url); // Why is not said: whoever asked tries another way.
    return;
  }
}

/** @param wanted whether to fetch it. @returns its URL once it is decoded; undefined before, and where it is out of reach. HEIC, TIFF and raw
 * are decoded in a worker first. */
export function useOriginal(photoId: PhotoId, wanted: boolean): string | undefined {
  const { original, showable } = useActions();
  const [shown, setShown] = useState<{ of: PhotoId; url: string }>();
  const isHere = shown?.of === photoId;

  useEffect(() => {
    if (!wanted || isHere) return;
    const abort = new AbortController();
    void (async () => {
      try {
        const file = await original(photoId, abort.signal);
        if (!file) return;
        const picture = await showable(file, abort.signal);
        // A name may lie about what is in the file: then the worker looks at its content.
        const url =
          (await openPicture(picture)) ??
          (picture === file ? await openPicture(await showable(new File([file], file.name), abort.signal)) : undefined);
        if (abort.signal.aborted) URL.revokeObjectURL(url ?? '');
        else if (url !== undefined) setShown({ of: photoId, url });
      } catch (error) {
        if (!isAbort(error)) console.warn(error); // The preview stays; Download says what is wrong.
      }
    })();
    return () => abort.abort();
  }, [original, showable, photoId, wanted, isHere]);

  useEffect(() => () => URL.revokeObjectURL(shown?.url ?? ''), [shown]);
  return isHere ? shown.url : undefined;
}
