// The pictures of a query: as the address names them, as the field shows them, as the library is asked with them.

import type { PhotoId } from '../../shared/domain/photo.ts';
import { isPhotoId } from '../../shared/domain/photo.ts';
import type { QueryImage as AskedImage } from '../../shared/protocol/library.ts';
import type { QueryPictures } from '../engine/query-pictures.ts';

/** As an address can hold it. */
export interface ImageRef {
  /** The id of a photo, or the key of a kept file. */
  readonly key: string;
  readonly sign: 1 | -1;
}

/** A picture that is wanted or unwanted: a photo of the library, or a file. */
export interface QueryImage extends ImageRef {
  /** Of a file; empty for a photo, whose tile knows it. */
  readonly name: string;
  /** Object URL of a file's picture. */
  readonly url?: string;
  readonly photoId?: PhotoId;
  readonly file?: File;
  /** A file of an earlier page that is not kept any more: the query is answered without it, and says so. */
  readonly gone?: boolean;
}

/** A file that the page does not hold yet has neither `file` nor `gone`: `findImages` says which it will be. */
export function imageOf({ key, sign }: ImageRef, pictures: Pick<QueryPictures, 'peek'>): QueryImage {
  if (isPhotoId(key)) return { key, sign, name: '', photoId: key };
  const picture = pictures.peek(key);
  return picture ? { key, sign, name: picture.file.name, url: picture.url, file: picture.file } : { key, sign, name: '' };
}

export const isSought = ({ photoId, file, gone }: QueryImage): boolean => !photoId && !file && !gone;

/** Looks for the files that are not held yet. */
export const findImages = (images: readonly QueryImage[], pictures: QueryPictures): Promise<QueryImage[]> =>
  Promise.all(
    images.map(async (image) => {
      if (!isSought(image)) return image;
      return (await pictures.find(image.key)) ? imageOf(image, pictures) : { ...image, gone: true };
    }),
  );

export const askedImages = (images: readonly QueryImage[]): AskedImage[] =>
  images.flatMap(({ photoId, file, sign: weight }): AskedImage[] => {
    if (file) return [{ file, weight }];
    return photoId === undefined ? [] : [{ photoId, weight }];
  });
