// Sees to it that nothing starts unprotected on a host that sends no headers: there the service worker has to add them first.

import { reasonOf } from '../../shared/domain/app-error.ts';
import { registerServiceWorker } from './script-url.ts';

/** When this tab was reloaded for it, so that a page that cannot be isolated does not reload for ever. Times, not a flag: an isolated page and one
 * that is not are in different groups of pages, and what the first removes the second still has (seen, Chromium 156). */
const reloadsKey = 'afterimage-reloads';
const reloadsAllowed = 2;
const reloadWindowMs = 60_000;

/** Await it before the first worker: a worker's policy comes with its script, and only an active service worker puts it there.
 * Where headers came with the page it does nothing. Otherwise it registers the service worker and reloads once: isolation is a property of the document
 * that was loaded. A reload that bypasses the service worker (Shift) comes here again, and mends itself the same way. */
export async function ensureIsolated(): Promise<void> {
  if (crossOriginIsolated) return;
  try {
    await registerServiceWorker();
    await navigator.serviceWorker.ready;
  } catch (error) {
    // Private windows of some browsers, and plain HTTP: it works with one thread, and the page's own policy stands in its `<meta>`.
    console.warn(`Not isolated: the service worker cannot be used here (${reasonOf(error)})`);
    return;
  }
  const reloads = (sessionStorage.getItem(reloadsKey) ?? '').split(' ').filter((time) => Date.now() - Number(time) < reloadWindowMs);
  if (reloads.length >= reloadsAllowed) return;
  sessionStorage.setItem(reloadsKey, [...reloads, Date.now()].join(' '));
  location.reload();
  await new Promise<never>(() => undefined); // Nothing more of this document.
}
