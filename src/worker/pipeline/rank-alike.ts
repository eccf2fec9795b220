// Photos by likeness to what is wanted, less likeness to what is not, with those that words name brought in.

import type { PhotoId } from '../../shared/domain/photo.ts';
import { dot } from '../../shared/domain/vectors.ts';
import type { ResidentIndex } from '../ranking/resident-index.ts';
import type { Unwanted } from './compose.ts';
import { type Candidate, fuseRankings, neededFor } from './fusion.ts';

export interface Asked {
  readonly wanted: Float32Array;
  readonly unwanted: readonly PenalisedTerm[];
  /** Of `findNamed`. */
  readonly named: ReadonlyMap<PhotoId, number>;
  readonly leftOut: ReadonlySet<PhotoId>;
  /** From which score on a photo is good, where `best` is the highest. */
  readonly cutFor: (best: number | undefined) => number;
  readonly limit: number;
  readonly offset: number;
}
export interface PenalisedTerm extends Unwanted {
  /** From which cosine on likeness to it takes from the score. See docs/decisions/0008-composition.md. */
  readonly from: number;
}
export interface Ranking {
  /** Best first. Score: cosine less penalties; absent for a photo that a word names and that has no vector yet. */
  readonly hits: readonly { readonly photoId: PhotoId; readonly score?: number }[];
  /** How many of all score `cut` or more, or have every word that is looked for. */
  readonly good: number;
  readonly cut: number;
}

/** What `unwanted` takes from the score of one photo. @param own its vector. */
export const lossOf = (own: Float32Array, unwanted: readonly PenalisedTerm[]): number =>
  unwanted.reduce((loss, { vector, weight, from }) => loss + weight * Math.max(0, dot(vector, own) - from), 0);

/** The same for every photo that loses anything. */
async function penaltiesOf(index: ResidentIndex, { unwanted, leftOut }: Asked): Promise<Map<PhotoId, number>> {
  const penalties = new Map<PhotoId, number>();
  for (const { vector, weight, from } of unwanted) {
    const { hits } = await index.search(vector, { limit: index.count, atLeast: from, ...excluding(leftOut) });
    for (const { photoId, score } of hits) penalties.set(photoId, (penalties.get(photoId) ?? 0) + weight * (score - from));
  }
  return penalties;
}

const excluding = (photoIds: ReadonlySet<PhotoId>) => (photoIds.size > 0 ? { exclude: photoIds } : {});

export async function rankAlike(index: ResidentIndex, asked: Asked): Promise<Ranking> {
  const { wanted, named, leftOut, cutFor, limit, offset } = asked;
  const penalties = await penaltiesOf(index, asked);
  // One at a time are scored those that differ from the plain ranking; all others by the scan.
  const apart = new Set([...named.keys(), ...penalties.keys()]);
  const special = await Promise.all(
    [...apart].map(async (photoId): Promise<Candidate> => {
      const vector = await index.vector(photoId);
      const share = named.get(photoId) ?? 0;
      return vector ? { photoId, share, score: dot(wanted, vector) - (penalties.get(photoId) ?? 0) } : { photoId, share };
    }),
  );
  const end = Math.max(offset + limit, 1);
  const others = { ...excluding(apart.size > 0 ? new Set([...leftOut, ...apart]) : leftOut) };
  const plain = (await index.search(wanted, { limit: apart.size > 0 ? neededFor(end) : end, ...others })).hits;

  const scores = special.flatMap(({ score }) => score ?? []);
  const best = Math.max(plain[0]?.score ?? Number.NEGATIVE_INFINITY, ...scores);
  const cut = cutFor(best === Number.NEGATIVE_INFINITY ? undefined : best);
  const isGood = ({ score = Number.NEGATIVE_INFINITY, share = 0 }: { score?: number; share?: number }) => share === 1 || score >= cut;
  // Where the page ends before the good ones do, they are counted by another scan, which costs less than telling each of them.
  const cutOff = plain.length === (apart.size > 0 ? neededFor(end) : end) && plain.every(isGood);
  const goodPlain = cutOff ? (await index.search(wanted, { limit: 0, cut, ...others })).above : plain.filter(isGood).length;

  const ranked = apart.size > 0 ? fuseRankings([...special, ...plain.map((hit) => ({ ...hit, share: 0 }))], cut) : plain;
  return {
    hits: ranked.slice(offset, offset + limit).map(({ photoId, score }) => (score === undefined ? { photoId } : { photoId, score })),
    good: goodPlain + special.filter(isGood).length,
    cut,
  };
}
