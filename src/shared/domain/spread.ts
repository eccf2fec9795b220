// Where cosines lie between things that have nothing to do with each other: what a good one is measured against.

export interface Spread {
  /** The middle. */
  readonly mean: number;
  /** As of a normal distribution; above 0. */
  readonly deviation: number;
}

/** From the median and the 84th percentile: the few that do belong together lie in the upper tail, and must not widen it.
 * @param cosines at least one; sorted in place. */
export function measureSpread(cosines: Float64Array): Spread {
  cosines.sort();
  const at = (share: number) => cosines[Math.min(cosines.length - 1, Math.floor(share * cosines.length))] ?? Number.NaN;
  return { mean: at(0.5), deviation: Math.max(at(0.8413) - at(0.5), 1e-6) };
}

/** Of `count` cosines that follow `spread`, about `strays` lie above this level; at least the mean.
 * √(2 ln n) bounds the normal quantile of 1 / n from above: 0.3 to 0.7 deviations too much where n is 10 to 10,000. */
export function levelOf({ mean, deviation }: Spread, count: number, strays: number): number {
  return mean + deviation * Math.sqrt(2 * Math.log(Math.max(1, count / strays)));
}

/** `first`, as measured on `count` things, and what was known before, which weighs as much as `weight` of them. */
export function blend(first: Spread, count: number, before: Spread, weight: number): Spread {
  const mix = (a: number, b: number) => (a * count + b * weight) / (count + weight);
  return { mean: mix(first.mean, before.mean), deviation: mix(first.deviation, before.deviation) };
}
