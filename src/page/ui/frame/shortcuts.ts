// Keys that work everywhere. Those of the grid and the viewer stand with them.

import { useEffect } from 'react';
import { useActions, useApp } from '../store-context.tsx';

export const searchFieldId = 'search-field';
export const searchHelpId = 'search-help';

const takesText = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches('input:not([type=checkbox], [type=radio]), textarea, select'));

function focusSearch(): void {
  const field = document.getElementById(searchFieldId);
  if (field instanceof HTMLInputElement) {
    field.focus();
    field.select();
  }
}

export function useShortcuts(): void {
  const slashSearches = useApp((state) => state.settings.slashSearches);
  const photoOpen = useApp((state) => state.route.name === 'photo');
  const { undoRemoval, setSearchHelp } = useActions();

  useEffect(() => {
    function press(event: KeyboardEvent): void {
      if (event.defaultPrevented || photoOpen) return;
      const command = event.ctrlKey || event.metaKey;
      const free = !takesText(event.target);
      if (command && !event.shiftKey && !event.altKey && event.key.toLowerCase() === 'k') focusSearch();
      else if (command && !event.altKey && event.key === '/') setSearchHelp(true);
      else if (!command && !event.altKey && event.key === '/' && slashSearches && free) focusSearch();
      else if (command && !event.shiftKey && event.key.toLowerCase() === 'z' && free) void undoRemoval();
      else return;
      event.preventDefault();
    }
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, [slashSearches, photoOpen, undoRemoval, setSearchHelp]);
}
