// The fetching workers: each may ask only the hosts it was hired for, and leaves when nothing is asked any more.

import { originOf } from '../shared/protocol/addresses.ts';
import type { FetchingCalls } from '../shared/protocol/fetching.ts';
import type { Hired } from '../shared/protocol/pool.ts';
import type { Hiring } from './hiring.ts';

/** So many hosts a worker: they stand in its address and in a header. */
const hostsPerWorker = 30;
const idleMs = 5_000;

export interface Fetchers {
  /** @param addresses all that will be asked for together, so that few workers do. @returns how to ask for one of them. */
  for(addresses: readonly string[]): (address: string, signal: AbortSignal) => Promise<File>;
}

export function createFetchers(hiring: Hiring): Fetchers {
  return {
    for(addresses) {
      const origins = [...new Set(addresses.map(originOf))];
      const groups = Array.from({ length: Math.ceil(origins.length / hostsPerWorker) }, (_, n) =>
        createFetcher(hiring, origins.slice(n * hostsPerWorker, (n + 1) * hostsPerWorker)),
      );
      const groupOf = new Map(origins.map((origin, n) => [origin, groups[Math.floor(n / hostsPerWorker)]]));
      return async (address, signal) => {
        const fetchFile = groupOf.get(originOf(address));
        if (!fetchFile) throw new TypeError(`${address} was not among those named`);
        return fetchFile(address, signal);
      };
    },
  };
}

function createFetcher(hiring: Hiring, hosts: readonly string[]): (address: string, signal: AbortSignal) => Promise<File> {
  let hired: Promise<Hired<FetchingCalls>> | undefined;
  let asking = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function hire(): Promise<Hired<FetchingCalls>> {
    const worker = hiring.hire<FetchingCalls>('fetching', hosts);
    const forget = () => {
      if (hired === worker) hired = undefined;
    };
    worker.then(({ lost }) => void lost.then(forget), forget);
    return worker;
  }

  function dismiss(): void {
    const leaving = hired;
    hired = undefined;
    leaving?.then(
      (worker) => worker.dismiss(),
      () => undefined, // It never came: who asked was told.
    );
  }

  return async (address, signal) => {
    asking++;
    clearTimeout(timer);
    try {
      hired ??= hire();
      return await (await hired).caller.call('address-fetch', { address }, { signal });
    } finally {
      if (--asking === 0) timer = setTimeout(dismiss, idleMs);
    }
  };
}
