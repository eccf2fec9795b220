// Parts of packages that come without types.

/** The glue of voy-search; its own entry needs a bundler that imports .wasm as a module. */
declare module 'voy-search/voy_search_bg.js' {
  export { type Neighbor, Voy } from 'voy-search';
  export function __wbg_set_wasm(exports: WebAssembly.Exports): void;
}
