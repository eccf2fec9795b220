// Two rankings as one: by likeness, and by the words that name a photo.

import type { PhotoId } from '../../shared/domain/photo.ts';

/** A photo with its place in the ranking by likeness. */
export interface Candidate {
  readonly photoId: PhotoId;
  /** Cosine, less what the terms with a minus take; absent where there is no vector yet. */
  readonly score?: number;
  /** Of the query's words that name it, 0 to 1. */
  readonly share: number;
}
export interface Ranked extends Candidate {
  readonly good: boolean;
}

export interface FusionNumbers {
  /** In ranks: the larger, the less the top of each list is trusted. */
  readonly damping: number;
  /** What the ranking by words weighs against the one by likeness. */
  readonly words: number;
}
/** As in the paper. See docs/decisions/0008-composition.md. */
export const fusionNumbers: FusionNumbers = { damping: 60, words: 1 };
/** Likeness further down than this adds nothing, however long the list that was asked for: pages must agree. */
const depth = 1000;

/** Reciprocal rank fusion: each ranking gives 1 / (60 + rank), and the one by words its share of that: who has two of four words of the
 * query in its name gets half. Scores of cosine and of words cannot be compared; ranks can.
 * @param candidates of each share the best by score: those left out must score below all of that share, and are not ranked.
 * @param cut from which score on a photo is good; one with every word is good at any score.
 * @param sizes how many photos have each share, those left out with them; the candidates are all unless given.
 * @returns the good ones first, each part by its fused score; ties by score, then by id. Where no word names a photo that is the order of scores.
 * @see Cormack, Clarke, Büttcher, SIGIR 2009, doi:10.1145/1571941.1572114 */
export function fuseRankings(
  candidates: readonly Candidate[],
  cut: number,
  sizes: ReadonlyMap<number, number> = new Map(),
  { damping, words } = fusionNumbers,
): Ranked[] {
  const scoreOf = ({ score = Number.NEGATIVE_INFINITY }: Candidate) => score;
  const byScore = (a: Candidate, b: Candidate) =>
    (scoreOf(a) === scoreOf(b) ? 0 : scoreOf(b) - scoreOf(a)) || (a.photoId < b.photoId ? -1 : 1);
  const fused = new Map<PhotoId, number>();
  const give = ({ photoId }: Candidate, weight: number, rank: number) =>
    fused.set(photoId, (fused.get(photoId) ?? 0) + weight / (damping + rank));

  const alike = candidates.filter(({ score }) => score !== undefined).sort(byScore);
  for (const [i, candidate] of alike.slice(0, depth).entries()) give(candidate, 1, i + 1);

  const shares = [...new Set(candidates.map(({ share }) => share))].filter((share) => share > 0).sort((a, b) => b - a);
  let before = 0;
  for (const share of shares) {
    const named = candidates.filter((candidate) => candidate.share === share).sort(byScore);
    for (const [i, candidate] of named.entries()) give(candidate, words * share, before + i + 1);
    before += sizes.get(share) ?? named.length;
  }
  return candidates
    .map((candidate) => ({ ...candidate, good: scoreOf(candidate) >= cut || candidate.share === 1 }))
    .sort((a, b) => Number(b.good) - Number(a.good) || (fused.get(b.photoId) ?? 0) - (fused.get(a.photoId) ?? 0) || byScore(a, b));
}

/** How many of the best by score, of each share, a page that ends at `end` needs. */
export const neededFor = (end: number): number => Math.max(depth, end);
