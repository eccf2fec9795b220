// The app for whoever is below: `useApp` reads its state, `useActions` acts on it, `useThumbnails` paints its tiles.

import { createContext, type ReactNode, useContext } from 'react';
import { useStore } from 'zustand';
import type { AppActions } from '../state/actions.ts';
import type { App } from '../state/app.ts';
import type { AppState } from '../state/app-state.ts';

const AppContext = createContext<App | undefined>(undefined);

export const AppProvider = ({ app, children }: { app: App; children: ReactNode }) => (
  <AppContext.Provider value={app}>{children}</AppContext.Provider>
);

function useTheApp(): App {
  const app = useContext(AppContext);
  if (!app) throw new Error('AppProvider is missing above');
  return app;
}

/** @param selector returns what is in the state; one that builds a new value each time never settles. */
export const useApp = <T,>(selector: (state: AppState) => T): T => useStore(useTheApp().store, selector);
export const useActions = (): AppActions => useTheApp().actions;
export const useThumbnails = (): App['thumbnails'] => useTheApp().thumbnails;
/** What can be asked of the app without being part of its state: storage figures, sample credits. */
export const useInquiries = (): App['inquiries'] => useTheApp().inquiries;
