// The security policy: which headers each response carries. One pure function for the server, the development server and the service worker.
// What each line is for, and how it was found, stands in docs/decisions/0006-security-policy.md.

/** CSP directives by name. */
export type Policy = Readonly<Record<string, string>>;

/** Scripts can only be made from addresses by a named Trusted Types policy; nowhere from text. */
const trustedTypes = (policies: string): Policy => ({ 'require-trusted-types-for': "'script'", 'trusted-types': policies });

export const pagePolicy: Policy = {
  'default-src': "'none'",
  'script-src': "'self'",
  'style-src': "'self'",
  'img-src': "'self' blob:",
  'connect-src': "'self'",
  'worker-src': "'self'",
  'manifest-src': "'self'",
  'base-uri': "'none'",
  'form-action': "'none'",
  'frame-ancestors': "'none'",
  ...trustedTypes('afterimage'),
};

const compilesWasm = "'self' 'wasm-unsafe-eval'";

/** @param hosts origins of the providers that the person agreed to; none unless asked for. */
const libraryPolicy = (hosts: readonly string[]): Policy => ({
  'default-src': "'none'",
  'script-src': compilesWasm,
  'connect-src': ["'self'", ...hosts].join(' '),
  ...trustedTypes("'none'"),
});

/** @param hosts origins of the addresses that the person named. Without any it may ask nobody. */
const fetchingPolicy = (hosts: readonly string[]): Policy => ({
  'default-src': "'none'",
  'script-src': "'self'",
  'connect-src': hosts.join(' ') || "'none'",
  ...trustedTypes("'none'"),
});

const modelPolicy: Policy = {
  'default-src': "'none'",
  'script-src': compilesWasm,
  'connect-src': "'self'",
  // onnxruntime's threads, which it starts through a policy named `default`.
  'worker-src': "'self'",
  ...trustedTypes('default'),
};

/** A thread is handed the compiled module: it needs no right to compile, and nothing of the network. */
const threadPolicy: Policy = { 'default-src': "'none'", ...trustedTypes("'none'") };

/** Without `connect-src` each page that passes through it fails (ERR_FAILED). */
const serviceWorkerPolicy: Policy = { 'default-src': "'none'", 'connect-src': "'self'", ...trustedTypes("'none'") };

const fetching = /\/(workers|worker)\/fetching[-.]/;

/** `https://host:port`, or `https://*.name.tld` for all below a name; nothing that could end a directive, or name all of the web. */
const origin = /^https?:\/\/(?:(?:\*\.(?=[a-z0-9-]+\.[a-z]))?[a-z0-9.-]+|\[[0-9a-f:.]+\])(?::\d{1,5})?$/;

/** @param named as `host=` in the address of the script at `path`. The hosts that a fetching worker is started for: they stand in its script's address, and nowhere else do they mean anything. */
export const hostsIn = (path: string, named: readonly string[]): string[] =>
  fetching.test(path) ? named.filter((host) => origin.test(host)) : [];

/** The policy of what lies at `path`; absent where it is neither a document nor a worker's script, for which a policy says nothing.
 * Built: `workers/library-HASH.js`. In development: `src/worker/library.ts`. */
export function policyFor(path: string, hosts: readonly string[] = []): Policy | undefined {
  if (/\/(workers|worker)\/library[-.]/.test(path)) return libraryPolicy(hosts);
  if (/\/(workers|worker)\/imaging[-.]/.test(path)) return libraryPolicy([]);
  if (fetching.test(path)) return fetchingPolicy(hosts);
  if (/\/(workers|worker)\/model[-.]/.test(path)) return modelPolicy;
  if (/\/ort-wasm-[^/]*\.mjs$/.test(path)) return threadPolicy;
  if (/\/service-worker\.(js|ts)$/.test(path)) return serviceWorkerPolicy;
  return /(\/|\.html)$/.test(path) ? pagePolicy : undefined;
}

/** `name value; name value`, as the header and the `<meta>` take it. */
export const policyText = (policy: Policy): string =>
  Object.entries(policy)
    .map(([name, value]) => `${name} ${value}`)
    .join('; ');

/** The page's policy for `<meta>`, where `frame-ancestors` is not allowed. */
export const metaPolicyText = (): string =>
  policyText(Object.fromEntries(Object.entries(pagePolicy).filter(([name]) => name !== 'frame-ancestors')));

/** On every response. The first two give threads and shared memory; the third lets our own files be loaded under the second. */
export const commonHeaders: Readonly<Record<string, string>> = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
};

/** Every security header of the response at `path` (a URL's pathname, without query). */
export function headersFor(path: string, hosts: readonly string[] = []): Record<string, string> {
  const policy = policyFor(path, hosts);
  return {
    ...commonHeaders,
    // So that it can tell a host that refuses from one that is not there: [Note: Refused or unreachable].
    ...(fetching.test(path) && { 'Cross-Origin-Embedder-Policy': 'credentialless' }),
    ...(policy && { 'Content-Security-Policy': policyText(policy) }),
  };
}
