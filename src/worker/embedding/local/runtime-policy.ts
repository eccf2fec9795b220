// Lets onnxruntime start its threads under Trusted Types, and nothing else.

import { runtimeScripts } from './runtime.ts';

/** What TypeScript's library for workers does not know yet. */
interface TrustedTypeFactory {
  createPolicy(name: string, rules: { createScriptURL: (url: string) => string }): unknown;
}

/** Before the first session. onnxruntime hands a plain text to `new Worker`; only a policy named `default` is asked about those.
 * It knows the runtime's own modules; anything else throws, and text as code has no rule here and so is refused. */
export function allowRuntimeThreads(): void {
  // As any global that may be absent: `in` would not tell TypeScript its shape.
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypeFactory };
  trustedTypes?.createPolicy('default', {
    createScriptURL(url) {
      const { origin, pathname, href } = new URL(url, import.meta.url);
      if (!runtimeScripts().some((script) => new URL(script).origin === origin && new URL(script).pathname === pathname))
        throw new TypeError(`not a script of the runtime: ${url}`);
      return href;
    },
  });
}
