// A popup that is fetched when its button is about to be pressed: the start, and a page without a network, do without it.

import { useEffect, useState } from 'react';

/** For the button that stands there until it is pressed. @param load fetches the popup's script; a failure of it is told once it is wanted.
 * @returns `press` for the button; once `pressed`, the popup stands in its place. */
export function useLatePopup(load: () => Promise<unknown>) {
  const [pressed, setPressed] = useState(false);
  const fetch = () => void load().catch(() => undefined); // Told when the popup is wanted.
  return { pressed, press: { 'aria-expanded': pressed, onPointerEnter: fetch, onFocus: fetch, onClick: () => setPressed(true) } };
}

/** For the popup itself, whose button was pressed before it was here: it opens after the first painting. Open from the start it would not take
 * the focus. */
export function useOpenAtOnce() {
  const [open, setOpen] = useState(false);
  useEffect(() => setOpen(true), []);
  return [open, setOpen] as const;
}
