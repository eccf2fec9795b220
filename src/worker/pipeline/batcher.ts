// Group commit: items that arrive while a write is under way go together into the next one. No timer: a lone item is written at once.

export interface Batcher<Item> {
  /** Fulfilled when the batch with `item` is written. @throws what `write` throws. */
  add(item: Item): Promise<void>;
  /** Fulfilled when nothing is waiting or being written. */
  drained(): Promise<void>;
}

/** @param write one transaction; called with 1 to `limit` items, never twice at a time, in the order of arrival. */
export function createBatcher<Item>(limit: number, write: (items: Item[]) => Promise<void>): Batcher<Item> {
  const waiting: { item: Item; resolve: () => void; reject: (error: unknown) => void }[] = [];
  let running: Promise<void> | undefined;

  async function run(): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting.splice(0, limit);
      try {
        await write(batch.map(({ item }) => item));
        for (const { resolve } of batch) resolve();
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    running = undefined;
  }

  return {
    add: (item) =>
      new Promise((resolve, reject) => {
        waiting.push({ item, resolve, reject });
        running ??= Promise.resolve().then(run);
      }),
    drained: async () => {
      while (running) await running;
    },
  };
}
