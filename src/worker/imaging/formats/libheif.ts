// libheif, compiled to WebAssembly (LGPL-3.0): a chunk and a `.wasm` of its own, which can be replaced by another build of it.

import libheifUrl from 'libheif-js/libheif-wasm/libheif.wasm?url';
import { AppError, reasonOf } from '../../../shared/domain/app-error.ts';

declare const context: unique symbol;
declare const handle: unique symbol;
declare const image: unique symbol;
export type HeifContext = { readonly [context]: true };
export type HeifHandle = { readonly [handle]: true };
/** Reports come instead of a result where something is wrong. */
export interface HeifReport {
  readonly code: unknown;
  readonly message?: string;
}
export interface HeifPicture {
  readonly image: { readonly [image]: true };
  /** Views of the library's own memory, which ends with the picture. */
  readonly channels: readonly { readonly width: number; readonly height: number; readonly stride: number; readonly data: Uint8Array }[];
}

/** What is used of it. Its own types leave most of these out. */
export interface Libheif {
  heif_context_alloc(): HeifContext;
  heif_context_free(context: HeifContext): void;
  heif_context_read_from_memory(context: HeifContext, bytes: Uint8Array): HeifReport;
  heif_js_context_get_primary_image_handle(context: HeifContext): HeifHandle | HeifReport;
  heif_image_handle_get_width(handle: HeifHandle): number;
  heif_image_handle_get_height(handle: HeifHandle): number;
  heif_image_handle_has_alpha_channel(handle: HeifHandle): number;
  heif_image_handle_release(handle: HeifHandle): void;
  heif_js_decode_image2(handle: HeifHandle, colours: unknown, order: unknown): HeifPicture | HeifReport;
  heif_image_release(image: HeifPicture['image']): void;
  readonly heif_error_code: { readonly heif_error_Ok: unknown };
  readonly heif_colorspace: { readonly heif_colorspace_RGB: unknown };
  readonly heif_chroma: { readonly heif_chroma_interleaved_RGBA: unknown };
  readonly HEAPU8: Uint8Array;
}

let compiled: Promise<WebAssembly.Module> | undefined;
let running: Libheif | undefined;

/** @throws {AppError} `internal`: it is part of the build. */
export async function loadLibheif(): Promise<Libheif> {
  if (running) return running;
  compiled ??= WebAssembly.compileStreaming(fetch(libheifUrl));
  try {
    const [module, { default: start }] = await Promise.all([compiled, import('libheif-js/libheif-wasm/libheif.js')]);
    running = start({
      instantiateWasm(imports: WebAssembly.Imports, receive: (instance: WebAssembly.Instance) => WebAssembly.Exports): WebAssembly.Exports {
        return receive(new WebAssembly.Instance(module, imports));
      },
    }) as unknown as Libheif; // Its own types leave out what its JavaScript adds.
    return running;
  } catch (error) {
    compiled = undefined;
    throw new AppError('internal', { subject: 'libheif', reason: reasonOf(error), cause: error });
  }
}

const keptBytes = 160 << 20;

/** Memory of WebAssembly never shrinks: after a large picture (48 megapixels: 387 MB) it is let go as a whole; the compiled code stays. */
export function tidyLibheif(): void {
  if (running && running.HEAPU8.length > keptBytes) running = undefined;
}
