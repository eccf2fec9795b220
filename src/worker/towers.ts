// The model's two towers, each in workers of its own: as many for pictures as this device does best with, one for words.

import type { Caller } from '../shared/protocol/caller.ts';
import type { ModelCalls, TowerSpec } from '../shared/protocol/model.ts';
import { createPool, type Hired, type Pool } from '../shared/protocol/pool.ts';
import type { Hiring } from './hiring.ts';
import type { Split } from './pipeline/split.ts';

export interface Towers {
  readonly images: { run<R>(work: (worker: Caller<ModelCalls>) => Promise<R>, signal?: AbortSignal): Promise<R> };
  readonly texts: Pool<ModelCalls>;
  /** Shares the cores out anew: the next batch goes to new workers, the old ones leave when they are done. */
  split(split: Split): void;
  /** Lets all of them go, when they are done. */
  close(): void;
}

/** @param specOf the tower to load, for a number of WASM threads. */
export function createTowers(hiring: Hiring, specOf: (tower: 'image' | 'text', threads: number) => TowerSpec, first: Split): Towers {
  const hire = async (tower: 'image' | 'text', threads: number): Promise<Hired<ModelCalls>> => {
    const hired = await hiring.hire<ModelCalls>(`${tower}-model`);
    try {
      await hired.caller.call('tower-load', specOf(tower, threads));
      return hired;
    } catch (error) {
      hired.dismiss();
      throw error;
    }
  };
  const imagePool = ({ workers, threads }: Split) => createPool(() => hire('image', threads), workers);
  let images = imagePool(first);
  const texts = createPool(() => hire('text', 1), 1);

  return {
    images: { run: (work, signal) => images.run(work, signal) },
    texts,
    split(next) {
      images.resize(0);
      images = imagePool(next);
    },
    close() {
      images.resize(0);
      texts.resize(0);
    },
  };
}
