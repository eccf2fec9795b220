// Chance that can be had again: the same seed gives the same numbers on every machine, and each run prints its seed.

export interface Random {
  /** In [0, 1). */
  fraction(): number;
  /** A whole number in [from, to). */
  whole(from: number, to: number): number;
}

/** mulberry32: 32 bits of state, enough to spread a few hundred moments evenly. */
export function createRandom(seed: number): Random {
  let state = seed | 0;
  const fraction = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return { fraction, whole: (from, to) => from + Math.floor(fraction() * (to - from)) };
}

/** `SEED` of the environment, else a new one, printed either way so that a failure can be had again. */
export function takeSeed(test: string): number {
  const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 1e6));
  console.log(`${test}: SEED=${seed}`);
  return seed;
}
