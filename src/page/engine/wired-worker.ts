// A worker on a wire of its own: it is handed one end of a channel, and a lock that it holds for as long as it lives.

import type { WorkerKind } from '../../shared/protocol/library.ts';
import { startWorker } from './script-url.ts';

export interface WiredWorker {
  readonly port: MessagePort;
  /** The name of the Web Lock that the worker holds. Whoever asks for it after the worker's greeting gets it when the worker is gone. */
  readonly lock: string;
  terminate(): void;
}

/** [Note: A lock tells of a worker's death]
 * A worker that closes itself or is killed sends no event of any kind (seen, Chromium 156); only a script that fails to load or throws
 * does. Its locks are let go in every case, so each worker takes one before it greets, and whoever depends on it waits for that lock. */
export function wireWorker(kind: WorkerKind | 'library', onError: (reason: string) => void, hosts?: readonly string[]): WiredWorker {
  const worker = startWorker(kind, hosts);
  const { port1, port2 } = new MessageChannel();
  const lock = `afterimage-${kind}-${crypto.randomUUID()}`;
  worker.addEventListener('error', (event) => {
    event.preventDefault();
    onError(event.message || `the ${kind} worker's script did not load`);
  });
  worker.postMessage({ kind: 'connect', port: port2, lock }, [port2]);
  return { port: port1, lock, terminate: () => worker.terminate() };
}
