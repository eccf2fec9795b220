// The one place that sets up transformers.js and onnxruntime-web. They get the files of this app from memory, and nothing from anywhere else.
// Why each setting is as it is: docs/decisions/0002-transformers-and-runtime.md.

import {
  CLIPTextModelWithProjection,
  CLIPVisionModelWithProjection,
  env,
  PretrainedConfig,
  SiglipTextModel,
  SiglipVisionModel,
} from '@xenova/transformers';
import moduleUrl from 'onnxruntime-web/ort-wasm-simd-threaded.mjs?url';
import wasmUrl from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?url';
import type { InferenceSession } from 'onnxruntime-web/webgpu';
import { AppError, reasonOf } from '../../../shared/domain/app-error.ts';
import type { Device, Tower, TowerSpec } from '../../../shared/protocol/model.ts';
import { graphNameOf, jsonOf, type ModelFiles } from './model-files.ts';

/** The runtime that each device needs. WebGPU wants the larger `asyncify` pair. */
const runtimes: Readonly<Partial<Record<Device, { readonly mjs: string; readonly wasm: string }>>> = {
  wasm: { mjs: new URL(moduleUrl, import.meta.url).href, wasm: new URL(wasmUrl, import.meta.url).href },
};

/** By `model_type` of config.json: the classes that load one tower by itself. */
const kinds: Readonly<Record<string, Readonly<Record<Tower, typeof CLIPTextModelWithProjection>>>> = {
  clip: { text: CLIPTextModelWithProjection, image: CLIPVisionModelWithProjection },
  siglip: { text: SiglipTextModel, image: SiglipVisionModel },
};

/** The addresses that may become a script here: onnxruntime starts its threads from its own module. */
export const runtimeScripts = (): readonly string[] => Object.values(runtimes).map(({ mjs }) => mjs);

const noFiles: ModelFiles = new Map();

/** Any name would do: files are asked for as `/tower/…`, and answered from memory. */
const folderName = 'tower';

function configure({ device, threads }: TowerSpec, files: ModelFiles): void {
  const runtime = runtimes[device];
  const { wasm } = env.backends.onnx;
  if (!runtime || !wasm) throw new AppError('model-unavailable', { subject: device, reason: 'there is no runtime for this device' });
  env.allowRemoteModels = false;
  env.allowLocalModels = true;
  env.localModelPath = '/';
  // Model files are kept by the app, and counted; the library's own caches would keep them twice.
  env.useBrowserCache = false;
  // Its cache of the runtime makes a module from a `blob:` address, which the security policy refuses.
  env.useWasmCache = false;
  env.fetch = (url) => Promise.resolve(answerFromMemory(url.toString(), files));
  wasm.wasmPaths = runtime;
  // More than one needs shared memory, which only an isolated page has; onnxruntime would go on with one, and warn twice.
  wasm.numThreads = crossOriginIsolated ? threads : 1;
}

/** As much of a Response as transformers.js reads: one made of the bytes would copy them, and a graph has hundreds of megabytes. */
function answerFromMemory(url: string, files: ModelFiles): { status: number; headers: Headers; arrayBuffer: () => Promise<ArrayBuffer> } {
  const bytes = files.get(url.replace(`/${folderName}/`, ''));
  return { status: bytes ? 200 : 404, headers: new Headers(), arrayBuffer: () => Promise.resolve(bytes?.buffer ?? new ArrayBuffer(0)) };
}

/** Builds the session of one tower. One worker has one tower: the runtime's settings are global, and after a graph that would not load
 * the library loads no other (it chains each load to the one before).
 * @throws {AppError} `model-unavailable`. */
export async function openSession(spec: TowerSpec, files: ModelFiles): Promise<InferenceSession> {
  configure(spec, files);
  const config = jsonOf(files, 'config.json');
  const kind = kinds[String(config.model_type)];
  if (!kind)
    throw new AppError('model-unavailable', {
      subject: 'config.json',
      reason: `models of kind ${String(config.model_type)} cannot be run`,
    });
  try {
    const model = await kind[spec.tower].from_pretrained(folderName, {
      config: new PretrainedConfig(config),
      model_file_name: graphNameOf(spec.tower),
      device: spec.device,
      dtype: spec.dtype,
    });
    return model.sessions.model as InferenceSession; // The library leaves its type open.
  } catch (thrown) {
    throw new AppError('model-unavailable', { subject: graphNameOf(spec.tower), reason: reasonOf(thrown), cause: thrown });
  } finally {
    env.fetch = () => Promise.resolve(answerFromMemory('', noFiles)); // So that the bytes of the graph can go: the session has its own.
  }
}
