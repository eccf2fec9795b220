// The compiled kernel: how to get it, and what it offers.

import { AppError, reasonOf } from '../../shared/domain/app-error.ts';

export interface Kernel {
  /** Addresses in bytes; see kernel/scan.ts. */
  readonly scan: (query: number, vectors: number, scores: number, count: number, stride: number) => void;
  readonly memory: WebAssembly.Memory;
}

/** Compiles the kernel, once a worker. @param source its bytes, or the response that carries them.
 * @throws {AppError} `internal` if it is no module: it is part of the build. */
export async function compileKernel(source: Response | BufferSource): Promise<WebAssembly.Module> {
  try {
    return source instanceof Response ? await WebAssembly.compileStreaming(source) : await WebAssembly.compile(source);
  } catch (error) {
    throw new AppError('internal', { subject: 'scan.wasm', reason: reasonOf(error), cause: error });
  }
}

/** 4 GiB, the most that 32-bit addresses reach: 2 million vectors of 512. Reserved, not taken. */
const maximumPages = 65_536;

/** A kernel with memory of its own. */
export function instantiateKernel(module: WebAssembly.Module): Kernel {
  const memory = new WebAssembly.Memory({ initial: 1, maximum: maximumPages });
  const { scan } = new WebAssembly.Instance(module, { env: { memory } }).exports;
  if (typeof scan !== 'function') throw new AppError('internal', { subject: 'scan.wasm', reason: 'it exports no scan' });
  return { scan: scan as Kernel['scan'], memory }; // As scan: WebAssembly exports carry no types.
}
