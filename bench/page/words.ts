// The baseline of the app's start: the text tower alone, as the library's documentation has it, from an empty page to one embedded text.

import { AutoTokenizer, CLIPTextModelWithProjection, env } from '@xenova/transformers';
import moduleUrl from 'onnxruntime-web/ort-wasm-simd-threaded.mjs?url';
import wasmUrl from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?url';
import { defaultFolder, defaultModel } from '../../src/worker/embedding/catalog.ts';

env.allowRemoteModels = false;
env.allowLocalModels = true;
env.localModelPath = '/';
const { wasm } = env.backends.onnx;
if (wasm) {
  wasm.wasmPaths = { mjs: new URL(moduleUrl, import.meta.url).href, wasm: new URL(wasmUrl, import.meta.url).href };
  wasm.numThreads = 1;
}

async function answer(): Promise<void> {
  const model = defaultFolder.replace(/\/$/, '');
  const [tokenizer, tower] = await Promise.all([
    AutoTokenizer.from_pretrained(model),
    CLIPTextModelWithProjection.from_pretrained(model, { dtype: 'q8', device: 'wasm' }),
  ]);
  // As Record: transformers.js types both the tokenizer's call and the model's as `any`.
  const { text_embeds } = (await tower(tokenizer(['a dog by the sea']))) as Record<string, { data: Float32Array }>;
  if (text_embeds?.data.length !== defaultModel.dim) throw new Error('no vector');
  document.body.dataset.answeredMs = String(performance.now());
}
void answer();
