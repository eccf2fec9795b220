// A query's terms as vectors: one for all that is wanted, one each for what is not.
// Why a minus takes from the score, and is not subtracted from the vector: docs/decisions/0008-composition.md.

import { AppError } from '../../shared/domain/app-error.ts';
import type { PhotoId } from '../../shared/domain/photo.ts';
import { printTerm } from '../../shared/domain/query/print.ts';
import type { Query } from '../../shared/domain/query/query.ts';
import { composeVectors } from '../../shared/domain/vectors.ts';
import type { QueryImage } from '../../shared/protocol/library.ts';
import type { QueryVectors } from './query-vectors.ts';

/** A term that is ranked by. */
export interface EmbeddedTerm {
  /** Words as typed; `like:ID` of a photo; the name of a file. */
  readonly text: string;
  readonly photoId?: PhotoId;
  /** Below 0 it is unwanted. */
  readonly weight: number;
  /** Of unit length; absent where it names a photo that is not here, or has no vector yet. */
  readonly vector?: Float32Array;
  readonly kind: 'words' | 'picture';
}

export interface Unwanted {
  readonly vector: Float32Array;
  /** Above 0. */
  readonly weight: number;
  readonly kind: EmbeddedTerm['kind'];
}

export interface Composition {
  /** Of unit length; absent where nothing is wanted in particular. */
  readonly wanted?: Float32Array;
  readonly unwanted: readonly Unwanted[];
}

/** The terms of a query but its filters, then its images.
 * @throws {AppError} `invalid-argument` for an image that is neither file nor photo; those of the embedder; AbortError. */
export async function embedTerms(
  query: Query,
  images: readonly QueryImage[],
  vectors: QueryVectors,
  signal?: AbortSignal,
): Promise<EmbeddedTerm[]> {
  const ofPhoto = async (photoId: PhotoId, weight: number): Promise<EmbeddedTerm> => {
    const vector = await vectors.ofPhoto(photoId);
    const text = printTerm({ kind: 'picture', photoId, sign: 1, weight: 1 });
    return { kind: 'picture', text, photoId, weight, ...(vector && { vector }) };
  };
  const ofImage = async ({ file, photoId, weight = 1 }: QueryImage): Promise<EmbeddedTerm> => {
    if (file) return { kind: 'picture', text: file.name, weight, vector: await vectors.ofFile(file, signal) };
    if (photoId !== undefined) return ofPhoto(photoId, weight);
    throw new AppError('invalid-argument', { subject: 'images', reason: 'an image of a query is a file or a photo of the library' });
  };
  return Promise.all([
    ...query
      .filter((term) => term.kind !== 'filter')
      .map(async (term): Promise<EmbeddedTerm> => {
        const weight = term.sign * term.weight;
        if (term.kind === 'picture') return ofPhoto(term.photoId, weight);
        return { kind: 'words', text: term.text, weight, vector: await vectors.ofText(term.text, signal) };
      }),
    ...images.map(ofImage),
  ]);
}

/** Terms without a vector count for nothing. */
export function composeTerms(terms: readonly EmbeddedTerm[]): Composition {
  const weighted = terms.flatMap(({ vector, weight, kind }) => (vector ? [{ vector, weight, kind }] : []));
  const wanted = weighted.filter(({ weight }) => weight > 0);
  return {
    unwanted: weighted.filter(({ weight }) => weight < 0).map((term) => ({ ...term, weight: -term.weight })),
    ...(wanted.length > 0 && { wanted: composeVectors(wanted) }),
  };
}
