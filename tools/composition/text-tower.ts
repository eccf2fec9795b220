// The starter's text tower in Node: words → unit vectors, by the same tokens and the same graph as in the app.

import { readFileSync } from 'node:fs';
import { InferenceSession, Tensor } from 'onnxruntime-web';
import { normalise } from '../../src/shared/domain/vectors.ts';
import { tokenize } from '../../src/worker/embedding/local/tokenize.ts';
import { createVocabulary } from '../../src/worker/embedding/local/vocabulary.ts';

const folder = 'public/models/starter/';
const json = (name: string) => JSON.parse(readFileSync(folder + name, 'utf8')) as object; // As transformers.js writes them.

export async function openTextTower(): Promise<(text: string) => Promise<Float32Array>> {
  const vocabulary = createVocabulary(json('tokenizer.json'), json('tokenizer_config.json'));
  const session = await InferenceSession.create(readFileSync(`${folder}onnx/text_model_quantized.onnx`));
  return async (text) => {
    const { ids, mask } = tokenize(text, vocabulary, { maxTokens: 128, padToMax: false });
    const tensor = (values: BigInt64Array) => new Tensor('int64', values, [1, values.length]);
    const feeds = { input_ids: tensor(ids), attention_mask: tensor(mask) };
    const { text_embeds: embeds } = await session.run(feeds);
    if (!(embeds?.data instanceof Float32Array)) throw new Error('the text tower gave no text_embeds');
    return normalise(Float32Array.from(embeds.data));
  };
}
