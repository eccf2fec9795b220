// The text half of a model: words → vectors.

import { Tensor } from 'onnxruntime-web/webgpu';
import type { TowerSpec } from '../../../shared/protocol/model.ts';
import { jsonOf } from './model-files.ts';
import { type LoadOptions, openTowerSession, warmUp } from './session.ts';
import { tokenize } from './tokenize.ts';
import { createVocabulary } from './vocabulary.ts';

export interface TextTower {
  /** Texts → float32 [texts × dim], each row of unit length. @throws {AppError} `model-failed`; AbortError. */
  embed(texts: readonly string[], signal?: AbortSignal): Promise<Float32Array<ArrayBuffer>>;
  close(): Promise<void>;
}

/** Loads it, and runs it once on a word, so that the first real call is as fast as the tenth. @throws {AppError} `model-unavailable`; AbortError. */
export async function openTextTower(spec: TowerSpec, options: LoadOptions = {}): Promise<TextTower> {
  const { session, files } = await openTowerSession(spec, ['input_ids', 'attention_mask'], options);
  const vocabulary = createVocabulary(jsonOf(files, 'tokenizer.json'), jsonOf(files, 'tokenizer_config.json'));
  const wantsMask = session.inputNames.includes('attention_mask');

  async function embedOne(text: string, signal?: AbortSignal): Promise<Float32Array<ArrayBuffer>> {
    const { ids, mask } = tokenize(text, vocabulary, spec);
    const tensor = (values: BigInt64Array) => new Tensor('int64', values, [1, values.length]);
    return session.run({ input_ids: tensor(ids), ...(wantsMask && { attention_mask: tensor(mask) }) }, 1, signal);
  }

  /** One by one: quantized graphs scale by the largest value of a batch, so that a text's vector would depend on its neighbours. */
  async function embed(texts: readonly string[], signal?: AbortSignal): Promise<Float32Array<ArrayBuffer>> {
    const vectors = new Float32Array(texts.length * spec.dim);
    for (const [i, text] of texts.entries()) vectors.set(await embedOne(text, signal), i * spec.dim);
    return vectors;
  }

  await warmUp(() => embed(['photo'], options.signal), spec);
  return { embed, close: session.close };
}
