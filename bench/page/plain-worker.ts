// The baseline: what one writes after reading the library's front page. Plain `pipeline`, one worker, one picture after the other.

import { env, pipeline, Tensor } from '@xenova/transformers';
import moduleUrl from 'onnxruntime-web/ort-wasm-simd-threaded.mjs?url';
import wasmUrl from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?url';
import { AppError } from '../../src/shared/domain/app-error.ts';
import { normalise } from '../../src/shared/domain/vectors.ts';
import { buildId } from '../../src/shared/protocol/build.ts';
import { onConnect } from '../../src/shared/protocol/connect.ts';
import { serve } from '../../src/shared/protocol/serve.ts';
import { transfer } from '../../src/shared/protocol/transfer.ts';
import type { PlainCalls } from './calls.ts';

type Embed = (file: File) => Promise<Float32Array>;
let embed: Embed | undefined;

async function load(modelsUrl: string, model: string, threads: number): Promise<Embed> {
  env.allowRemoteModels = false;
  env.allowLocalModels = true;
  env.localModelPath = modelsUrl;
  const { wasm } = env.backends.onnx;
  if (!wasm) throw new AppError('internal', { reason: 'this build of the library has no WASM backend' });
  // Its own default is a CDN. The same files that the app loads, from this server.
  wasm.wasmPaths = { mjs: new URL(moduleUrl, import.meta.url).href, wasm: new URL(wasmUrl, import.meta.url).href };
  wasm.numThreads = threads;
  const extract = await pipeline('image-feature-extraction', model, { dtype: 'fp32', device: 'wasm' });
  return async (file) => {
    const output: unknown = await extract(file);
    if (!(output instanceof Tensor && output.data instanceof Float32Array))
      throw new AppError('internal', { reason: 'vectors are float32' });
    return output.data;
  };
}

onConnect(self, (port) =>
  serve<PlainCalls>(
    port,
    {
      async 'plain-load'({ modelsUrl, model, threads }) {
        embed = await load(modelsUrl, model, threads);
        return null;
      },
      async 'plain-embed'({ files }) {
        if (!embed) throw new AppError('internal', { reason: 'not loaded' });
        const rows: Float32Array[] = [];
        for (const file of files) rows.push(normalise(Float32Array.from(await embed(file))));
        const dim = rows[0]?.length ?? 0;
        const vectors = new Float32Array(rows.length * dim);
        for (const [i, row] of rows.entries()) vectors.set(row, i * dim);
        return transfer(vectors, [vectors.buffer]);
      },
    },
    buildId,
  ),
);
