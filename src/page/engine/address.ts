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
  return {
    hash: () => location.hash,
    entry: () => (history.state ?? {}) as Entry, // Only `push` and `replace` write it.
    push: (hash, entry = {}) => history.pushState(entry, '', hash),
    replace: (hash, entry = {}) => history.replaceState(entry, '', hash),
    back: () => history.back(),
    listen: (listener) => addEventListener('popstate', listener), // Typing another hash fires it too.
  };
}
