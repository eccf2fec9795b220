// For hosts that send no headers: puts the security headers on every response of the app, so that it is isolated and bound as on its own server.
// It keeps nothing and changes nothing else. Registered only where the page finds itself without headers (page/engine/isolation.ts).

import { headersFor, hostsIn } from './shared/domain/headers.ts';

declare const self: ServiceWorkerGlobalScope;

// A new version takes over at once: it holds no state that an old page could miss.
self.addEventListener('install', () => void self.skipWaiting());

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  // Another origin's answer is none of ours; and fetched from here it would meet this worker's own policy.
  if (url.origin === self.location.origin)
    event.respondWith(
      fetchWithHeaders(request, request.mode === 'navigate' ? '/' : url.pathname, hostsIn(url.pathname, url.searchParams.getAll('host'))),
    );
});

/** @param path as `headersFor` takes it: a host may give the page at any address. */
async function fetchWithHeaders(request: Request, path: string, hosts: readonly string[]): Promise<Response> {
  const response = await fetch(request);
  // A redirect is followed by the browser, and comes back here.
  if (response.type === 'opaqueredirect') return response;
  const headers = new Headers(response.headers);
  for (const [name, value] of Object.entries(headersFor(path, hosts))) headers.set(name, value);
  const { status, statusText } = response;
  const bodiless = [204, 205, 304].includes(status);
  return new Response(bodiless ? null : response.body, { status, statusText, headers });
}
