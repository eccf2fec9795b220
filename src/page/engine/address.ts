// The address bar: the page's only way to the history.

/** What an entry remembers besides its address: the screen behind an opened photo. */
export interface Entry {
  readonly behind?: string;
}

export interface Address {
  hash(): string;
  entry(): Entry;
  push(hash: string, entry?: Entry): void;
  replace(hash: string, entry?: Entry): void;
  back(): void;
  /** Called when the person went back, forward, or typed an address; not for our own pushes. */
  listen(listener: () => void): void;
}

export function openAddress(): Address {
  /** An entry's new address is written once the caller's turn is over: the browser takes some milliseconds for it, and with each key typed
   * the library is asked first. */
  let waiting: { readonly hash: string; readonly entry: Entry } | undefined;
  function write(): void {
    if (waiting) history.replaceState(waiting.entry, '', waiting.hash);
    waiting = undefined;
  }
  return {
    hash: () => waiting?.hash ?? location.hash,
    entry: () => waiting?.entry ?? ((history.state ?? {}) as Entry), // Only `push` and `write` write it.
    push(hash, entry = {}) {
      write();
      history.pushState(entry, '', hash);
    },
    replace(hash, entry = {}) {
      if (!waiting) queueMicrotask(write);
      waiting = { hash, entry };
    },
    back() {
      write();
      history.back();
    },
    listen: (listener) => addEventListener('popstate', listener), // Typing another hash fires it too.
  };
}
