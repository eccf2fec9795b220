// How every worker begins: the page that started it hands over one end of a wire, and the name of a lock that says the worker lives.

import type { Endpoint } from './messages.ts';

/** The one message that a worker's own scope ever gets; all else goes over `port`. */
export interface Connect {
  readonly kind: 'connect';
  readonly port: MessagePort;
  /** A Web Lock to hold for life; see [Note: A lock tells of a worker's death]. */
  readonly lock: string;
}

/** Waits for the wire, takes the lock, then hands over the port: whoever hears the greeting on it can wait for the lock at once.
 * Call it before the first await: a message that arrives during one is lost (seen, Chromium 156).
 * @param scope the worker's own global scope. */
export function onConnect(scope: Pick<Endpoint, 'addEventListener' | 'removeEventListener'>, listener: (port: MessagePort) => void): void {
  const receive = ({ data }: MessageEvent<Connect>): void => {
    if (data.kind !== 'connect') return;
    scope.removeEventListener('message', receive);
    void navigator.locks.request(data.lock, () => {
      listener(data.port);
      return new Promise<never>(() => undefined);
    });
  };
  scope.addEventListener('message', receive);
}
