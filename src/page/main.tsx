// Puts the page together: the library worker, the state over it, the screens over that, and the console beside them.

import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createConsole } from './console.ts';
import { ensureIsolated } from './engine/isolation.ts';
import { openLibrary } from './engine/library-handle.ts';
import { createApp } from './state/app.ts';
import { App } from './ui/app.tsx';

await ensureIsolated();
const library = openLibrary();
const ready = library.call('library-ready', null).then(() => undefined);
ready.catch(() => undefined); // Shown by the page's state, which asks the same; whoever awaits it here is told too.
window.afterimage = createConsole(library, ready);

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <App app={createApp(library)} />
  </StrictMode>,
);
