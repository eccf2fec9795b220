// Where the person is: the address is the truth, the store follows it.

import type { AppActions } from './actions.ts';
import type { Rooms } from './rooms.ts';
import { parseRoute, printRoute, type Route, type ScreenRoute } from './route.ts';

type Actions = Pick<AppActions, 'goTo' | 'openPhoto' | 'closePhoto'>;

/** @param arrived is called with each new screen, whichever way it was reached. */
export function createNavigation({ store, address }: Rooms, arrived: (screen: ScreenRoute) => void): Actions & { start(): void } {
  /** An opened photo remembers the screen behind it in its history entry, so that a reload finds it again. */
  function follow(): void {
    const route = parseRoute(address.hash());
    const { behind } = address.entry();
    const below = behind === undefined ? ({ name: 'photos' } as const) : parseRoute(behind);
    const screen = route.name !== 'photo' ? route : below.name === 'photo' ? ({ name: 'photos' } as const) : below;
    const { selection } = store.getState();
    const left = store.getState().screen.name !== screen.name;
    store.setState({ route, screen, ...(left && selection.ids.size > 0 ? { selection: { ids: new Set(), anchor: undefined } } : {}) });
    arrived(screen);
  }

  function goTo(route: Route, how: 'push' | 'replace' = 'push'): void {
    if (route.name === 'photo') return openPhoto(route.photoId);
    const hash = printRoute(route);
    if (hash === printRoute(store.getState().route)) return;
    if (how === 'push') address.push(hash);
    else address.replace(hash);
    follow();
  }

  function openPhoto(photoId: Parameters<Actions['openPhoto']>[0]): void {
    const { route, screen } = store.getState();
    const hash = printRoute({ name: 'photo', photoId });
    if (route.name === 'photo') address.replace(hash, address.entry());
    else address.push(hash, { behind: printRoute(screen) });
    follow();
  }

  function closePhoto(): void {
    if (store.getState().route.name !== 'photo') return;
    // Opened from a screen: Back is that screen. Opened by its address: there is nothing of ours to go back to.
    if (address.entry().behind !== undefined) address.back();
    else goTo(store.getState().screen, 'replace');
  }

  return {
    goTo,
    openPhoto,
    closePhoto,
    start() {
      address.listen(follow);
      follow();
    },
  };
}
