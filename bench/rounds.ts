// Measures several sides of a comparison in turns, so that a machine that warms up or is busy for a while is so for all of them.

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const [low, high] = [sorted[sorted.length % 2 === 0 ? middle - 1 : middle], sorted[middle]];
  if (low === undefined || high === undefined) throw new RangeError('the median of nothing');
  return (low + high) / 2;
};

/** @param sides each measures itself once. @returns for each side its samples, one a round. Every round begins with another side. */
export async function inTurns<Name extends string>(
  sides: Readonly<Record<Name, () => Promise<number>>>,
  rounds: number,
): Promise<Record<Name, number[]>> {
  const entries = Object.entries<() => Promise<number>>(sides);
  const samples: Record<string, number[]> = Object.fromEntries(entries.map(([name]) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    const first = round % entries.length;
    for (const [name, measure] of [...entries.slice(first), ...entries.slice(0, first)]) samples[name]?.push(await measure());
  }
  return samples; // Its keys are the names of `sides`.
}
