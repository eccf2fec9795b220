// Photos by likeness to what is wanted, less likeness to what is not, with those that words name brought in.

import type { PhotoId } from '../../shared/domain/photo.ts';
import { dot } from '../../shared/domain/vectors.ts';
import type { ResidentIndex } from '../ranking/resident-index.ts';
import type { Unwanted } from './compose.ts';
import { type Candidate, fuseRankings, neededFor } from './fusion.ts';
import { addRow, copyRows, dropRow, noRows, type Rows } from './rows.ts';

export interface Asked {
  readonly wanted: Float32Array;
  readonly unwanted: readonly PenalisedTerm[];
  /** Photos that words name, by their share of the words, of those that can be found. */
  readonly named: ReadonlyMap<number, readonly PhotoId[]>;
  /** Row of the index, until the next change; below 0 for a photo without a vector. */
  readonly rowOf: (photoId: PhotoId) => number;
  /** What can be found; absent where all can. */
  readonly rows?: Rows;
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

/** So many photos are scored sooner one at a time than by a scan that leaves out the others. */
const fewPhotos = 64;

/** What `unwanted` takes from the score of one photo. @param own its vector. */
export const lossOf = (own: Float32Array, unwanted: readonly PenalisedTerm[]): number =>
  unwanted.reduce((loss, { vector, weight, from }) => loss + weight * Math.max(0, dot(vector, own) - from), 0);

const within = (rows: Rows | undefined) => (rows ? { rows } : {});

/** The score of every photo that loses anything to what is unwanted. */
async function scorePenalised(index: ResidentIndex, asked: Asked): Promise<Map<PhotoId, number>> {
  const losses = new Map<PhotoId, number>();
  for (const { vector, weight, from } of asked.unwanted) {
    const { hits } = await index.search(vector, { limit: index.count, atLeast: from, ...within(asked.rows) });
    for (const { photoId, score } of hits) losses.set(photoId, (losses.get(photoId) ?? 0) + weight * (score - from));
  }
  const scores = await scoreAll(index, asked, [...losses.keys()]);
  for (const [photoId, score] of scores) scores.set(photoId, score - (losses.get(photoId) ?? 0));
  return scores;
}

/** Cosines of the best `limit` of some photos that have vectors. */
async function scoreAll(
  index: ResidentIndex,
  { wanted, rowOf }: Asked,
  photoIds: readonly PhotoId[],
  limit = photoIds.length,
): Promise<Map<PhotoId, number>> {
  if (photoIds.length > fewPhotos) {
    const { hits } = await index.search(wanted, { limit, rows: rowsOf(index, photoIds, rowOf) });
    return new Map(hits.map(({ photoId, score }) => [photoId, score]));
  }
  const vectors = await Promise.all(photoIds.map(index.vector));
  return new Map(photoIds.flatMap((photoId, i) => (vectors[i] ? [[photoId, dot(wanted, vectors[i])] as const] : [])));
}

function rowsOf(index: ResidentIndex, photoIds: readonly PhotoId[], rowOf: Asked['rowOf']): Rows {
  const rows = noRows(index.count);
  for (const photoId of photoIds) addRow(rows, rowOf(photoId));
  return rows;
}

const leastScore = (scores: Iterable<number>): number => {
  let least = Number.POSITIVE_INFINITY;
  for (const score of scores) if (score < least) least = score;
  return least;
};

export async function rankAlike(index: ResidentIndex, asked: Asked): Promise<Ranking> {
  const { wanted, named, rowOf, cutFor, limit, offset } = asked;
  const penalised = asked.unwanted.length > 0 ? await scorePenalised(index, asked) : new Map<PhotoId, number>();
  const isPlain = penalised.size === 0 && [...named.values()].every(({ length }) => length === 0);
  const end = Math.max(offset + limit, 1);
  const needed = isPlain ? end : neededFor(end);
  let { rows } = asked;
  if (!isPlain) {
    rows = copyRows(rows, index.count);
    for (const photoId of penalised.keys()) dropRow(rows, rowOf(photoId));
    for (const photoIds of named.values()) for (const photoId of photoIds) dropRow(rows, rowOf(photoId));
  }
  const rest = within(rows);
  const { hits: plain } = await index.search(wanted, { limit: needed, ...rest });

  /** Of each share the best, as far down as the page needs them; with a set to count the others in. */
  const groups: { share: number; best: Map<PhotoId, number>; alike: readonly PhotoId[] }[] = [];
  const candidates: Candidate[] = plain.map((hit) => ({ ...hit, share: 0 }));
  const shareOf = new Map<PhotoId, number>();
  for (const [share, photoIds] of named) {
    const alike = photoIds.filter((photoId) => !penalised.has(photoId) && rowOf(photoId) >= 0);
    const best = await scoreAll(index, asked, alike, needed);
    groups.push({ share, best, alike });
    for (const [photoId, score] of best) candidates.push({ photoId, share, score });
    for (const photoId of photoIds)
      if (penalised.has(photoId)) shareOf.set(photoId, share);
      else if (rowOf(photoId) < 0) candidates.push({ photoId, share });
  }
  const apartScored = [...penalised].map(([photoId, score]) => ({ photoId, score, share: shareOf.get(photoId) ?? 0 }));
  candidates.push(...apartScored);

  let best: number | undefined;
  for (const { score } of candidates) if (score !== undefined && (best === undefined || score > best)) best = score;
  const cut = cutFor(best);

  const isGood = ({ score = Number.NEGATIVE_INFINITY, share }: Candidate) => share === 1 || score >= cut;
  let good = apartScored.filter(isGood).length;
  for (const { share, best: scores, alike } of groups) {
    if (share === 1) good += alike.length;
    else if (scores.size < alike.length && leastScore(scores.values()) >= cut)
      good += (await index.search(wanted, { limit: 0, cut, rows: rowsOf(index, alike, rowOf) })).above;
    else for (const score of scores.values()) good += score >= cut ? 1 : 0;
  }
  good += candidates.filter(({ score, share }) => share === 1 && score === undefined).length;
  const plainGood = plain.filter(({ score }) => score >= cut).length;
  // Where the page ends before the good ones do, another scan counts them, which costs less than telling each of them.
  good += plainGood === needed ? (await index.search(wanted, { limit: 0, cut, ...rest })).above : plainGood;

  const sizes = new Map([...named].map(([share, photoIds]) => [share, photoIds.length]));
  const ranked = isPlain ? candidates : fuseRankings(candidates, cut, sizes);
  return {
    hits: ranked.slice(offset, offset + limit).map(({ photoId, score }) => (score === undefined ? { photoId } : { photoId, score })),
    good,
    cut,
  };
}
