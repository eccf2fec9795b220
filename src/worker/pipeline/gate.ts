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

/** So long after a query the gate stays closed: who types asks again at once, and the page paints the answer meanwhile. */
const lingerMs = 250;
/** Never longer than this at a stretch for that reason: a script that asks without end would stop all other work. */
const mostLingeredMs = 750;

/** A gate for queries: it opens only some time after the last one. */
export function createQueryGate(): Gate {
  const gate = createGate();
  let closedMs: number | undefined;
  return {
    get open() {
      return gate.open;
    },
    pass: gate.pass,
    close() {
      closedMs ??= performance.now();
      const open = gate.close();
      const reopen = () => {
        open();
        if (gate.open) closedMs = undefined;
      };
      return () => {
        if (performance.now() - (closedMs ?? 0) >= mostLingeredMs) reopen();
        else setTimeout(reopen, lingerMs);
      };
    },
  };
}
