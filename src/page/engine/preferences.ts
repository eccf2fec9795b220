// Small choices that belong to this browser, not to the library.

export interface Preferences {
  /** Undefined where nothing was kept, or something unreadable. */
  read(key: string): unknown;
  write(key: string, value: unknown): void;
  eraseAll(): void;
}

const prefix = 'afterimage.';

export function openPreferences(): Preferences {
  return {
    read(key) {
      try {
        const kept: unknown = JSON.parse(localStorage.getItem(prefix + key) ?? 'null');
        return kept ?? undefined;
      } catch {
        return undefined; // Storage is blocked, or another program wrote there: the usual settings serve.
      }
    },
    write(key, value) {
      try {
        localStorage.setItem(prefix + key, JSON.stringify(value));
      } catch {
        // Storage is blocked or full: the choice holds until the page is closed.
      }
    },
    eraseAll() {
      try {
        for (const key of Object.keys(localStorage)) if (key.startsWith(prefix)) localStorage.removeItem(key);
      } catch {
        // Storage is blocked: there is nothing.
      }
    },
  };
}
