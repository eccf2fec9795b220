// Which score makes a photo a good match. docs/decisions/0009-cut.md says how the rule was chosen, and what it gives.
//
// [Note: The cut]
// A query's best photo has to stand out from what chance gives a library of this size, or nothing is good. Then all are good that come near
// the best one, and are not themselves what chance gives. What chance gives is measured on the library (calibration.ts), so the same numbers do
// for every model; they are shares and counts, no cosines.

import { levelOf, type Spread } from '../../shared/domain/spread.ts';
import type { EmbeddedTerm } from './compose.ts';

/** Cosines of photos to texts, and to photos, that have nothing to do with them. */
export interface Background {
  readonly words: Spread;
  readonly pictures: Spread;
}

export interface CutNumbers {
  /** So many photos would reach the least good best one's score by chance. */
  readonly bestByChance: number;
  /** So many photos would reach the cut by chance. */
  readonly goodByChance: number;
  /** The cut as a share of the best score. */
  readonly nearBest: number;
}
export const cutNumbers: CutNumbers = { bestByChance: 0.25, goodByChance: 4, nearBest: 0.7 };
/** A smaller library is judged as one of this size: with three photos, half of all queries would stand out. */
const leastPhotos = 10;
/** From how many deviations on a photo is like an unwanted term. See docs/decisions/0008-composition.md. */
const alikeFrom = 2;

/** How scores for these terms spread where nothing belongs together. Terms weigh as in the sum, and overlap as their vectors do. */
export function spreadFor(terms: readonly EmbeddedTerm[], { words, pictures }: Background): Spread {
  const wanted = terms.flatMap(({ vector, weight, kind }) =>
    vector && weight > 0 ? [{ vector, weight, spread: kind === 'words' ? words : pictures }] : [],
  );
  const length = lengthOf(wanted);
  return {
    mean: wanted.reduce((sum, { weight, spread }) => sum + weight * spread.mean, 0) / length,
    deviation: lengthOf(wanted.map(({ vector, weight, spread }) => ({ vector, weight: weight * spread.deviation }))) / length,
  };
}

function lengthOf(terms: readonly { readonly vector: Float32Array; readonly weight: number }[]): number {
  const dim = terms[0]?.vector.length ?? 0;
  let squares = 0;
  for (let i = 0; i < dim; i++) squares += terms.reduce((sum, { vector, weight }) => sum + weight * (vector[i] ?? 0), 0) ** 2;
  return Math.sqrt(squares);
}

export interface CutRule {
  readonly spread: Spread;
  /** How many could be found. */
  readonly photos: number;
  /** Whether there may be no good match at all: for words. What is most like a picture is always of interest, if it is not chance. */
  readonly mayBeEmpty: boolean;
}

/** @param best the best photo's score; undefined where there is none. @returns the score from which on a photo is good. */
export function cutFor(best: number | undefined, { spread, photos, mayBeEmpty }: CutRule, numbers = cutNumbers): number {
  const count = Math.max(photos, leastPhotos);
  const standsOut = levelOf(spread, count, numbers.bestByChance);
  if (best === undefined || (mayBeEmpty && best < standsOut)) return standsOut;
  return Math.max(numbers.nearBest * best, levelOf(spread, count, numbers.goodByChance));
}

/** From which cosine to an unwanted term on a photo loses of its score. */
export const unlikeBelow = ({ mean, deviation }: Spread): number => mean + alikeFrom * deviation;
