// A query's terms as vectors: one for all that is wanted, one each for what is not.
// Why a minus takes from the score, and is not subtracted from the vector: docs/decisions/0008-composition.md.

import { AppError } from '../../shared/domain/app-error.ts';
import type { PhotoId } from '../../shared/domain/photo.ts';
import type { Query } from '../../shared/domain/query/query.ts';
import { composeVectors } from '../../shared/domain/vectors.ts';
import type { QueryImage } from '../../shared/protocol/library.ts';

export interface Weighted {
  readonly vector: Float32Array;
  /** Above 0. */
  readonly weight: number;
}

export interface Composition {
  /** Of unit length; absent where nothing is wanted in particular. */
  readonly wanted?: Float32Array;
  readonly unwanted: readonly Weighted[];
}

export interface VectorSource {
  readonly embedText: (text: string, signal?: AbortSignal) => Promise<Float32Array>;
  readonly embedFile: (file: File, signal?: AbortSignal) => Promise<Float32Array>;
  /** Of a photo of the library. */
  readonly vectorOf: (photoId: PhotoId) => Promise<Float32Array | undefined>;
}

/** @throws {AppError} `not-found` for a photo without a vector, `invalid-argument` for an image that is neither file nor photo; those of the embedder; AbortError. */
export async function composeQuery(
  query: Query,
  images: readonly QueryImage[],
  { embedText, embedFile, vectorOf }: VectorSource,
  signal?: AbortSignal,
): Promise<Composition> {
  const ofPhoto = async (photoId: PhotoId) => {
    const vector = await vectorOf(photoId);
    if (!vector) throw new AppError('not-found', { subject: photoId, reason: 'no photo with this id is indexed' });
    return vector;
  };
  const ofImage = async ({ file, photoId }: QueryImage) => {
    if (file) return embedFile(file, signal);
    if (photoId !== undefined) return ofPhoto(photoId);
    throw new AppError('invalid-argument', { subject: 'images', reason: 'an image of a query is a file or a photo of the library' });
  };
  const terms = await Promise.all([
    ...query
      .filter((term) => term.kind !== 'filter')
      .map(async (term) => ({
        vector: await (term.kind === 'words' ? embedText(term.text, signal) : ofPhoto(term.photoId)),
        weight: term.sign * term.weight,
      })),
    ...images.map(async (image) => ({ vector: await ofImage(image), weight: image.weight ?? 1 })),
  ]);
  const wanted = terms.filter(({ weight }) => weight > 0);
  return {
    unwanted: terms.filter(({ weight }) => weight < 0).map(({ vector, weight }) => ({ vector, weight: -weight })),
    ...(wanted.length > 0 && { wanted: composeVectors(wanted) }),
  };
}
