// Which build this code belongs to. An update can pair an old page with a new worker: they greet each other with it.

declare const __BUILD_ID__: string | undefined;
/** A digest of the sources, put in by the build; `dev` outside one. */
export const buildId: string = typeof __BUILD_ID__ === 'string' ? __BUILD_ID__ : 'dev';
