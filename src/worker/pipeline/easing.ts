// Lets work go on gently: one thing at a time, whatever it is, in place of as much as the device can. For a person on battery.

export interface Easing {
  /** What is under way ends as it is. */
  ease(on: boolean): void;
  /** Runs `work` when its turn has come: at once, unless eased. @throws what `work` throws. */
  turn<R>(work: () => Promise<R>): Promise<R>;
}

export function createEasing(): Easing {
  let eased = false;
  let running = 0;
  let waiting: (() => void)[] = [];
  const wake = () => {
    const woken = waiting;
    waiting = [];
    for (const go of woken) go();
  };
  return {
    ease(on) {
      eased = on;
      wake();
    },
    async turn(work) {
      while (eased && running > 0) await new Promise<void>((go) => waiting.push(go));
      running++;
      try {
        return await work();
      } finally {
        running--;
        wake();
      }
    },
  };
}
