// The compiled kernel: how to get it, and what it offers. Addresses are in bytes; for the rest see kernel/.

import { AppError, reasonOf } from '../../shared/domain/app-error.ts';

export interface Kernel {
  readonly rotate: (row: number, signs: number, stride: number) => void;
  readonly quantise: (row: number, to: number, facts: number, stride: number) => void;
  readonly pack: (from: number, to: number, stride: number) => void;
  readonly scan: (
    query: number,
    rows: number,
    found: number,
    count: number,
    stride: number,
    scale: number,
    reach: number,
    least: number,
  ) => number;
  readonly dot: (query: number, rows: number, scores: number, count: number, stride: number) => void;
  readonly memory: WebAssembly.Memory;
}

// The smallest module with the instruction: `f()` is lane 0 of −127 · 127, four times, + 5.
const probe =
  '00 61 73 6d 01 00 00 00 01 05 01 60 00 01 7f 03 02 01 00 07 05 01 01 66 00 00 0a 40 01 3e 00 ' + // The type () → i32, one function, exported as `f`.
  'fd 0c 81 81 81 81 81 81 81 81 81 81 81 81 81 81 81 81 ' + // Its body: 16 × −127, 16 × 127, 4 × 5;
  'fd 0c 7f 7f 7f 7f 7f 7f 7f 7f 7f 7f 7f 7f 7f 7f 7f 7f ' +
  'fd 0c 05 00 00 00 05 00 00 00 05 00 00 00 05 00 00 00 ' +
  'fd 93 02 fd 1b 00 0b'; // the product, its first lane, the end.

/** Whether this engine runs `scan-relaxed`, and right: Chromium from 114 on. Node 20 has it behind a flag and gets it wrong (it
 * adds the product twice), so the probe is run, not only validated. The answers of both kernels are equal. */
export function hasRelaxedSimd(): boolean {
  const bytes = Uint8Array.from(probe.split(' '), (byte) => Number.parseInt(byte, 16));
  if (!WebAssembly.validate(bytes)) return false;
  const { f } = new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports as { f: () => number }; // As this: WebAssembly exports carry no types.
  return f() === 4 * -127 * 127 + 5;
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

/** 4 GiB, the most that 32-bit addresses reach: 8 million vectors of 512. Reserved, not taken. */
const maximumPages = 65_536;
const functions = ['rotate', 'quantise', 'pack', 'scan', 'dot'] as const;

/** A kernel with memory of its own. */
export function instantiateKernel(module: WebAssembly.Module): Kernel {
  const memory = new WebAssembly.Memory({ initial: 1, maximum: maximumPages });
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  for (const name of functions)
    if (typeof exports[name] !== 'function') throw new AppError('internal', { subject: 'scan.wasm', reason: `it exports no ${name}` });
  return { ...(exports as unknown as Omit<Kernel, 'memory'>), memory }; // As Kernel: WebAssembly exports carry no types.
}
