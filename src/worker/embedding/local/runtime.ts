// The one place that sets up onnxruntime-web. It gets graphs from memory, its own files from this app, and nothing from anywhere else.
// Why each setting is as it is: docs/decisions/0002-transformers-and-runtime.md.

import moduleUrl from 'onnxruntime-web/ort-wasm-simd-threaded.mjs?url';
import wasmUrl from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?url';
import { env, InferenceSession } from 'onnxruntime-web/webgpu';
import { AppError, reasonOf } from '../../../shared/domain/app-error.ts';
import type { Device, TowerSpec } from '../../../shared/protocol/model.ts';
import { graphPathOf, type ModelFiles } from './model-files.ts';

/** The runtime that each device needs. WebGPU wants the larger `asyncify` pair. */
const runtimes: Readonly<Partial<Record<Device, { readonly mjs: string; readonly wasm: string }>>> = {
  wasm: { mjs: new URL(moduleUrl, import.meta.url).href, wasm: new URL(wasmUrl, import.meta.url).href },
};

/** The addresses that may become a script here: onnxruntime starts its threads from its own module. */
export const runtimeScripts = (): readonly string[] => Object.values(runtimes).map(({ mjs }) => mjs);

function configure({ device, threads }: TowerSpec): void {
  const runtime = runtimes[device];
  if (!runtime) throw new AppError('model-unavailable', { subject: device, reason: 'there is no runtime for this device' });
  env.wasm.wasmPaths = runtime;
  // More than one needs shared memory, which only an isolated page has; onnxruntime would go on with one, and warn twice.
  env.wasm.numThreads = crossOriginIsolated ? threads : 1;
}

/** Builds the session of one tower. One worker has one tower: the runtime's settings are global.
 * @throws {AppError} `model-unavailable`. */
export async function openSession(spec: TowerSpec, files: ModelFiles): Promise<InferenceSession> {
  configure(spec);
  const path = graphPathOf(spec.tower, spec.dtype);
  try {
    return await InferenceSession.create(files.get(path) ?? new Uint8Array(), { executionProviders: [spec.device] });
  } catch (thrown) {
    throw new AppError('model-unavailable', { subject: path, reason: reasonOf(thrown), cause: thrown });
  }
}
