// Choices of the person that belong to this browser, kept as they are made.

import type { Preferences } from '../engine/preferences.ts';
import type { AppActions } from './actions.ts';
import { rowHeights, type Settings } from './app-state.ts';
import type { Rooms } from './rooms.ts';

/** The screen goes dark as ever: a lit one drains the battery and shows the photos to whoever passes, and a run goes on where it was.
 * Slowly takes several times as long. Both are for the person to say. */
const usual: Settings = { theme: 'system', slashSearches: true, keepScreenOn: false, slowOnBattery: false, rowHeightPx: rowHeights.usual };

/** What was kept, field by field: another version may have written it. */
export function readSettings(preferences: Preferences): Settings {
  const kept = Object(preferences.read('settings')) as Partial<Record<keyof Settings, unknown>>; // Each field is looked at below.
  return {
    theme: kept.theme === 'light' || kept.theme === 'dark' ? kept.theme : usual.theme,
    slashSearches: typeof kept.slashSearches === 'boolean' ? kept.slashSearches : usual.slashSearches,
    keepScreenOn: kept.keepScreenOn === true,
    slowOnBattery: kept.slowOnBattery === true,
    rowHeightPx: clampRowHeight(typeof kept.rowHeightPx === 'number' ? kept.rowHeightPx : usual.rowHeightPx),
  };
}

export function readRecent(preferences: Preferences): string[] {
  const kept = preferences.read('recent');
  return Array.isArray(kept) ? kept.filter((text) => typeof text === 'string') : [];
}

const clampRowHeight = (px: number): number => Math.round(Math.min(rowHeights.max, Math.max(rowHeights.min, px)));

export const createSettings = ({ store, preferences }: Rooms): Pick<AppActions, 'changeSettings'> => ({
  changeSettings(change) {
    const settings = { ...store.getState().settings, ...change };
    settings.rowHeightPx = clampRowHeight(settings.rowHeightPx);
    store.setState({ settings });
    preferences.write('settings', settings);
  },
});
