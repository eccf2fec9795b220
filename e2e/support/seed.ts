// The seed of a story that leaves something to chance.

/** `SEED` of the environment, else a new one, printed either way so that a failure can be had again. */
export function takeSeed(test: string): number {
  const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 1e6));
  console.log(`report: ${test}: SEED=${seed}`);
  return seed;
}
