// Photos by likeness to what is wanted, less likeness to what is not, with those that words name brought in.

import type { PhotoId } from '../../shared/domain/photo.ts';
import { dot } from '../../shared/domain/vectors.ts';
import type { ResidentIndex } from '../ranking/resident-index.ts';
import type { Weighted } from './compose.ts';
import { type Candidate, fuseRankings, neededFor } from './fusion.ts';

interface Asked {
  readonly wanted: Float32Array;
  readonly unwanted: readonly Weighted[];
  /** Of `findNamed`. */
  readonly named: ReadonlyMap<PhotoId, number>;
  readonly leftOut: ReadonlySet<PhotoId>;
  readonly cut: number;
  readonly limit: number;
  readonly offset: number;
}

/** From which share of the cut on likeness to an unwanted term takes from the score. See docs/decisions/0008-composition.md. */
const penaltyFrom = 0.75;

/** What `unwanted` takes from the score of one photo. @param own its vector. */
export const lossOf = (own: Float32Array, unwanted: readonly Weighted[], cut: number): number =>
  unwanted.reduce((loss, { vector, weight }) => loss + weight * Math.max(0, dot(vector, own) - penaltyFrom * cut), 0);

/** What the unwanted terms take from each photo's score: Σ weight · (cosine − 3/4 of the cut), of those above it. The others lose nothing. */
async function penaltiesOf(index: ResidentIndex, { unwanted, leftOut, cut }: Asked): Promise<Map<PhotoId, number>> {
  const penalties = new Map<PhotoId, number>();
  const from = penaltyFrom * cut;
  for (const { vector, weight } of unwanted) {
    const { hits } = await index.search(vector, { limit: index.count, atLeast: from, exclude: leftOut });
    for (const { photoId, score } of hits) penalties.set(photoId, (penalties.get(photoId) ?? 0) + weight * (score - from));
  }
  return penalties;
}

/** @returns a page, and how many are good: score `cut` or more, or have every word that is looked for.
 * Score: cosine less penalties; absent for a photo that a word names and that has no vector yet. */
export async function rankAlike(
  index: ResidentIndex,
  asked: Asked,
): Promise<{ hits: { photoId: PhotoId; score?: number }[]; good: number }> {
  const { wanted, named, leftOut, cut, limit, offset } = asked;
  const penalties = await penaltiesOf(index, asked);
  // One at a time are scored those that differ from the plain ranking; all others by the scan.
  const apart = new Set([...named.keys(), ...penalties.keys()]);
  if (apart.size === 0) {
    const { hits, above } = await index.search(wanted, { limit, offset, cut, ...(leftOut.size > 0 && { exclude: leftOut }) });
    return { hits, good: above };
  }
  const special = await Promise.all(
    [...apart].map(async (photoId): Promise<Candidate> => {
      const vector = await index.vector(photoId);
      const share = named.get(photoId) ?? 0;
      return vector ? { photoId, share, score: dot(wanted, vector) - (penalties.get(photoId) ?? 0) } : { photoId, share };
    }),
  );
  const exclude = new Set([...leftOut, ...apart]);
  const others = await index.search(wanted, { limit: neededFor(offset + limit), cut, exclude });
  const ranked = fuseRankings([...special, ...others.hits.map((hit) => ({ ...hit, share: 0 }))], cut);
  const goodSpecial = special.filter(({ score, share }) => share === 1 || (score ?? Number.NEGATIVE_INFINITY) >= cut).length;
  return {
    hits: ranked.slice(offset, offset + limit).map(({ photoId, score }) => (score === undefined ? { photoId } : { photoId, score })),
    good: goodSpecial + others.above,
  };
}
