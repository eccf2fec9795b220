// Maximal marginal relevance: results that are like what was asked for, and unlike each other.

import type { PhotoId } from '../../shared/domain/photo.ts';
import { dot } from '../../shared/domain/vectors.ts';

export interface Vectored {
  readonly photoId: PhotoId;
  readonly score: number;
  /** Of unit length. */
  readonly vector: Float32Array;
}

/** @param candidates best first. @param diversity 0 keeps their order; 1 looks only at how unlike they are, after the first.
 * @returns `limit` of them, each the best of (1 − diversity) · score − diversity · likeness to the nearest one taken before.
 * @see Carbonell, Goldstein, SIGIR 1998, doi:10.1145/290941.291025 */
export function pickVaried<C extends Vectored>(candidates: readonly C[], limit: number, diversity: number): C[] {
  const left = candidates.map((candidate) => ({ candidate, nearest: -1 }));
  const picked: C[] = [];
  while (picked.length < limit && left.length > 0) {
    const worth = ({ candidate, nearest }: (typeof left)[number]) => (1 - diversity) * candidate.score - diversity * nearest;
    let best = 0;
    // The first is the most like what was asked for, at any diversity.
    if (picked.length > 0) for (const [i, one] of left.entries()) if (worth(one) > worth(left[best] ?? one)) best = i;
    const [taken] = left.splice(best, 1);
    if (!taken) break;
    picked.push(taken.candidate);
    for (const one of left) one.nearest = Math.max(one.nearest, dot(one.candidate.vector, taken.candidate.vector));
  }
  return picked;
}
