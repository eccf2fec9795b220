// What the page says outside itself: its colours and its title.

import { useEffect } from 'react';
import { useApp } from '../store-context.tsx';
import { words } from '../words.ts';

/** `system` leaves it to `color-scheme: light dark`. */
export function useTheme(): void {
  const theme = useApp((state) => state.settings.theme);
  useEffect(() => {
    if (theme === 'system') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
  }, [theme]);
}

export function useTitle(): void {
  const screen = useApp((state) => state.screen.name);
  const text = useApp((state) => state.search.query.text.trim());
  const place = screen === 'search' ? text || words.results : screen === 'photos' ? '' : words[screen];
  useEffect(() => {
    document.title = place === '' ? words.app : `${place} – ${words.app}`;
  }, [place]);
}
