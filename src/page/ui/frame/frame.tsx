// What stays while screens change: the rail, the search field, the pill, the drop target, the messages.

import { lazy, Suspense, useRef } from 'react';
import type { ScreenRoute } from '../../state/route.ts';
import { ActivityPill } from '../activity/activity-pill.tsx';
import { LibraryScreen } from '../library/library-screen.tsx';
import { ResultsScreen } from '../search/results-screen.tsx';
import { SearchField } from '../search/search-field.tsx';
import { useApp } from '../store-context.tsx';
import { words } from '../words.ts';
import { AddButtons, FilePickers } from './add-buttons.tsx';
import { Banner } from './banner.tsx';
import { DropTarget } from './drop-target.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import styles from './frame.module.css';
import { FullBanner } from './full-banner.tsx';
import { Rail } from './rail.tsx';
import { useShortcuts } from './shortcuts.ts';
import { useTheme, useTitle } from './theme.ts';

const ModelsScreen = lazy(() => import('../models/models-screen.tsx').then((module) => ({ default: module.ModelsScreen })));
const SettingsScreen = lazy(() => import('../settings/settings-screen.tsx').then((module) => ({ default: module.SettingsScreen })));
const PhotoViewer = lazy(() => import('../photo/photo-viewer.tsx').then((module) => ({ default: module.PhotoViewer })));
const Archives = lazy(() => import('../archives/archives.tsx').then((module) => ({ default: module.Archives })));
const ActivityPanel = lazy(() => import('../activity/activity-panel.tsx').then((module) => ({ default: module.ActivityPanel })));
const SearchHelp = lazy(() => import('../search/search-help.tsx').then((module) => ({ default: module.SearchHelp })));
const Toasts = lazy(() => import('./toasts.tsx').then((module) => ({ default: module.Toasts })));

export function Frame() {
  useShortcuts();
  useTheme();
  useTitle();
  return (
    <FilePickers>
      <a href="#main" className={styles.skip} onClick={skipToMain}>
        {words.skip}
      </a>
      <div className={styles.frame}>
        <Rail />
        <header className={styles.top}>
          <SearchField />
          <div className={styles.side}>
            <ActivityPill />
            <AddButtons />
          </div>
        </header>
        <Main />
      </div>
      <Overlays />
      <DropTarget />
    </FilePickers>
  );
}

/** By hand: the address is the app's own, `#main` would be a screen. */
function skipToMain(event: { preventDefault(): void }): void {
  event.preventDefault();
  document.getElementById('main')?.focus();
}

function Main() {
  const name = useApp((state) => state.screen.name);
  // A screen that is read scrolls as a whole, so the keyboard must reach it; a grid scrolls by itself.
  const read = name === 'models' || name === 'settings';
  return (
    <main id="main" tabIndex={read ? 0 : -1} className={styles.main}>
      <Banner />
      <FullBanner />
      <ErrorBoundary place={name}>
        <Screen name={name} />
      </ErrorBoundary>
    </main>
  );
}

function Screen({ name }: { name: ScreenRoute['name'] }) {
  if (name === 'photos') return <LibraryScreen />;
  if (name === 'search') return <ResultsScreen />;
  return <Suspense fallback={null}>{name === 'models' ? <ModelsScreen /> : <SettingsScreen />}</Suspense>;
}

/** Each is loaded when it is first wanted. */
function Overlays() {
  const photoId = useApp((state) => (state.route.name === 'photo' ? state.route.photoId : undefined));
  const source = useApp((state) => (state.screen.name === 'search' && state.search.answered?.source) || state.library.photos);
  const activityOpen = useApp((state) => state.activityOpen);
  const archives = useApp((state) => state.archives.asked !== undefined || state.archives.job !== undefined);
  const helpOpen = useApp((state) => state.search.helpOpen);
  const anyToast = useApp((state) => state.toasts.length > 0);
  const toasted = useRef(false);
  toasted.current ||= anyToast; // It stays: a screen reader hears only what changes in a region that was there before.
  return (
    <ErrorBoundary place={photoId ?? ''} className={styles.failed}>
      <Suspense fallback={null}>{photoId !== undefined && <PhotoViewer photoId={photoId} source={source} />}</Suspense>
      <Suspense fallback={null}>{activityOpen && <ActivityPanel />}</Suspense>
      <Suspense fallback={null}>{archives && <Archives />}</Suspense>
      <Suspense fallback={null}>{helpOpen && <SearchHelp />}</Suspense>
      <Suspense fallback={null}>{toasted.current && <Toasts />}</Suspense>
    </ErrorBoundary>
  );
}
