// Something to wait at: open or closed. Pause closes it; so does a query under way, which goes before the next batch of pictures.

export interface Gate {
  /** Fulfilled at once while open. Whoever may be cancelled looks at its signal afterwards: a cancel opens the gate. */
  pass(): Promise<void>;
  /** Closes until the returned function is called; closed as long as anyone keeps it so. */
  close(): () => void;
  readonly open: boolean;
}

export function createGate(): Gate {
  let closers = 0;
  let waiting: (() => void)[] = [];
  return {
    get open() {
      return closers === 0;
    },
    close() {
      closers++;
      let closed = true;
      return () => {
        if (!closed) return;
        closed = false;
        closers--;
        if (closers > 0) return;
        for (const go of waiting) go();
        waiting = [];
      };
    },
    async pass() {
      while (closers > 0) await new Promise<void>((go) => waiting.push(go));
    },
  };
}
