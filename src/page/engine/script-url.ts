// The one Trusted Types policy of the page: it makes the addresses of our own workers, and no others. Nothing else here can start a script.
// Also the one file of the page that names worker entries; the workers themselves never meet the page's code.
// `new Worker(new URL('./x.ts', import.meta.url))` and `?worker` both throw under Trusted Types; `?worker&url` gives the address alone.

import fetchingUrl from '../../worker/fetching.ts?worker&url';
import imagingUrl from '../../worker/imaging.ts?worker&url';
import libraryUrl from '../../worker/library.ts?worker&url';
import modelUrl from '../../worker/model.ts?worker&url';

export type ScriptKind = 'library' | 'imaging' | 'fetching' | 'image-model' | 'text-model';

const workerUrls: Readonly<Record<ScriptKind, string>> = {
  library: libraryUrl,
  imaging: imagingUrl,
  fetching: fetchingUrl,
  // One script, two workers: a typed query never waits behind a batch of images.
  'image-model': modelUrl,
  'text-model': modelUrl,
};

const serviceWorkerUrl = () => new URL('service-worker.js', document.baseURI).href;

/** What TypeScript's DOM library does not know yet. */
interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL: (url: string) => string }): { createScriptURL: (url: string) => string };
}
declare global {
  var trustedTypes: TrustedTypes | undefined;
}

/** @throws {TypeError} for any address that is not one of our own scripts. */
function check(url: string): string {
  const { href, origin, pathname } = new URL(url, document.baseURI);
  const known = [...Object.values(workerUrls), serviceWorkerUrl()].map((own) => new URL(own, document.baseURI).pathname);
  if (origin !== location.origin || !known.includes(pathname)) throw new TypeError(`Not a script of this app: ${url}`);
  return href;
}

const policy = globalThis.trustedTypes?.createPolicy('afterimage', { createScriptURL: check });

/** Where the browser has Trusted Types this is really a TrustedScriptURL, which TypeScript takes for the text it stands for. */
const scriptUrl = (url: string): string => policy?.createScriptURL(url) ?? check(url);

/** Starts a worker; named, so that a trace or a debugger says which it is.
 * @param hosts origins for its policy: whoever answers with its script reads them in its address (shared/domain/headers.ts). */
export function startWorker(kind: ScriptKind, hosts: readonly string[] = []): Worker {
  const url = new URL(workerUrls[kind], document.baseURI);
  for (const host of hosts) url.searchParams.append('host', host);
  return new Worker(scriptUrl(url.href), { type: 'module', name: kind });
}

/** Registers the service worker for the folder of the page. */
export const registerServiceWorker = (): Promise<ServiceWorkerRegistration> =>
  navigator.serviceWorker.register(scriptUrl(serviceWorkerUrl()), { updateViaCache: 'none' });
