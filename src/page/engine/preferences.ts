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

/** What an archive of the library takes along of this browser's choices: named one by one, so that no key is ever among them. */
const portable = ['theme', 'slashSearches', 'rowHeightPx'] as const;
export function portableSettings(preferences: Preferences): Readonly<Record<string, unknown>> {
  const kept = Object(preferences.read('settings')) as Record<string, unknown>; // Whoever reads it looks at each field.
  return Object.fromEntries(portable.flatMap((key) => (kept[key] === undefined ? [] : [[key, kept[key]]])));
}

/** Takes over what an archive brought, where nothing was chosen in this browser. @returns whether anything was. */
export function adoptSettings(preferences: Preferences, brought: unknown): boolean {
  if (preferences.read('settings') !== undefined || typeof brought !== 'object' || brought === null) return false;
  const settings = portableSettings({ ...preferences, read: () => brought });
  if (Object.keys(settings).length === 0) return false;
  preferences.write('settings', settings);
  return true;
}
