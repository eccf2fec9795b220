// Gives Vite's own servers the headers of the real one, and the built page its policy as a `<meta>`, for hosts that send no headers.

import type { Connect, Plugin } from 'vite';
import { headersFor, hostsIn, metaPolicyText, pagePolicy, policyText } from '../src/shared/domain/headers.ts';

/** In development React's refresh script and Vite's styles are inline: they carry this nonce. `allow-duplicates`, or a hot edit of the
 * policy's own file throws. Workers keep the policy that they have in production. */
const devNonce = 'dev';
const devPagePolicy = policyText({
  ...pagePolicy,
  'script-src': `'self' 'nonce-${devNonce}'`,
  'style-src': `'self' 'nonce-${devNonce}'`,
  'trusted-types': "afterimage 'allow-duplicates'",
});

const setHeaders =
  (dev: boolean): Connect.NextHandleFunction =>
  (request, response, next) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    for (const [name, value] of Object.entries(headersFor(url.pathname, hostsIn(url.pathname, url.searchParams.getAll('host')))))
      response.setHeader(name, dev && value === policyText(pagePolicy) ? devPagePolicy : value);
    next();
  };

export function policyPlugin(): Plugin {
  return {
    name: 'security-policy',
    config: (_config, { command }) => (command === 'serve' ? { html: { cspNonce: devNonce } } : {}),
    configureServer: ({ middlewares }) => void middlewares.use(setHeaders(true)),
    configurePreviewServer: ({ middlewares }) => void middlewares.use(setHeaders(false)),
    transformIndexHtml: {
      order: 'post',
      handler: (_html, { server }) =>
        server
          ? []
          : [
              {
                tag: 'meta',
                attrs: { 'http-equiv': 'Content-Security-Policy', content: metaPolicyText() },
                injectTo: 'head-prepend' as const,
              },
            ],
    },
  };
}
