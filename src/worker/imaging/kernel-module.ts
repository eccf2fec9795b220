// The resampler's inner loops, compiled from kernel/resample.ts: how to get them, and what they take.

import { AppError, reasonOf } from '../../shared/domain/app-error.ts';
import kernelUrl from './kernel/build/resample.wasm?url';

/** Addresses and sizes as in kernel/resample.ts. */
export interface ResampleKernel {
  readonly resampleRows: (
    source: number,
    width: number,
    rows: number,
    starts: number,
    counts: number,
    weights: number,
    pairs: number,
    out: number,
    outWidth: number,
  ) => void;
  readonly resampleColumns: (
    source: number,
    width: number,
    starts: number,
    counts: number,
    weights: number,
    pairs: number,
    out: number,
    outHeight: number,
  ) => void;
  readonly memory: WebAssembly.Memory;
}

/** 4 GiB, the most that 32-bit addresses reach. Reserved, not taken. */
const maximumPages = 65_536;

/** A kernel with memory of its own. */
export function instantiateKernel(module: WebAssembly.Module): ResampleKernel {
  const memory = new WebAssembly.Memory({ initial: 1, maximum: maximumPages });
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  return { ...(exports as unknown as Omit<ResampleKernel, 'memory'>), memory }; // WebAssembly exports carry no types.
}

let loaded: Promise<ResampleKernel> | undefined;

/** Fetches and compiles it once a worker. @throws {AppError} `internal`: it is part of the build. */
export function loadKernel(): Promise<ResampleKernel> {
  loaded ??= WebAssembly.compileStreaming(fetch(kernelUrl)).then(instantiateKernel, (error: unknown) => {
    throw new AppError('internal', { subject: 'resample.wasm', reason: reasonOf(error), cause: error });
  });
  return loaded;
}
