// The numbers of the cut chosen on two thirds of the queries and judged on the third, three times: what they would do on others.

import type { CutNumbers } from '../../src/worker/pipeline/cut.ts';
import { type Asked, type Cut, countEmpty, judgePresent } from './judge.ts';

type Chosen = Pick<CutNumbers, 'bestByChance' | 'nearBest'>;

/** What is tried. */
export const chances = [4, 2, 1, 0.5, 0.25, 0.125, 0.0625, 0.03125];
export const shares = [0.4, 0.5, 0.6, 0.7, 0.8, 0.9];
const candidates: readonly Chosen[] = chances.flatMap((bestByChance) => shares.map((nearBest) => ({ bestByChance, nearBest })));

/** Four of five golden queries first; then as many empty ones as can be; then F2, in which recall weighs twice. */
function choose({ golden, absent, nonsense }: Asked, ruleWith: (numbers: Chosen) => Cut): Chosen {
  const worth = (numbers: Chosen) => {
    const cut = ruleWith(numbers);
    const { hit, recall, precision } = judgePresent(golden, cut);
    const enough = Number(hit >= 0.8 * golden.length);
    return [enough, countEmpty([...absent, ...nonsense], cut), (5 * precision * recall) / (4 * precision + recall)] as const;
  };
  const [best] = candidates
    .map((numbers) => ({ numbers, worth: worth(numbers) }))
    .sort((a, b) => b.worth[0] - a.worth[0] || b.worth[1] - a.worth[1] || b.worth[2] - a.worth[2]);
  if (!best) throw new Error('nothing to choose from');
  return best.numbers;
}

/** @returns what was chosen each time, and over all thirds left out: golden queries with an expected photo among the good, the mean number of
 * good photos, and absent and nonsense queries without any. */
export function leaveThirdsOut(asked: Asked, ruleWith: (numbers: Chosen) => Cut) {
  const total = { golden: 0, meanGood: 0, absent: 0, nonsense: 0 };
  const chosen: Chosen[] = [];
  for (const third of [0, 1, 2]) {
    // As Asked: the same keys.
    const those = (keep: (i: number) => boolean) =>
      Object.fromEntries(Object.entries(asked).map(([name, queries]) => [name, queries.filter((_, i) => keep(i))])) as unknown as Asked;
    const numbers = choose(
      those((i) => i % 3 !== third),
      ruleWith,
    );
    const { golden, absent, nonsense } = those((i) => i % 3 === third);
    const cut = ruleWith(numbers);
    const { hit, meanGood } = judgePresent(golden, cut);
    chosen.push(numbers);
    total.golden += hit;
    total.meanGood += (meanGood * golden.length) / asked.golden.length;
    total.absent += countEmpty(absent, cut);
    total.nonsense += countEmpty(nonsense, cut);
  }
  return { chosen, total };
}
