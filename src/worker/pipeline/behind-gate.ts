// A pool that takes up no work while a gate is closed: what is under way ends, and what waits leaves the workers free.

import type { CallTable } from '../../shared/protocol/messages.ts';
import type { Pool } from '../../shared/protocol/pool.ts';
import type { Gate } from './gate.ts';

/** Work waits here and not in the pool, where a query's own work would wait behind it. Not for work that itself holds the gate closed. */
export function behindGate<T extends CallTable<T>>(pool: Pool<T>, gate: Gate): Pool<T> {
  let running = 0;
  let waiting: (() => void)[] = [];
  return {
    get size() {
      return pool.size;
    },
    resize: pool.resize,
    warm: pool.warm,
    async run(work, signal) {
      while (running >= pool.size || !gate.open) {
        if (gate.open) await new Promise<void>((go) => waiting.push(go));
        else await gate.pass();
      }
      running++;
      try {
        return await pool.run(work, signal);
      } finally {
        running--;
        for (const go of waiting) go();
        waiting = [];
      }
    },
  };
}
