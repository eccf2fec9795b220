// A model's own tokenizer.json, run by transformers.js.

import { PreTrainedTokenizer } from '@xenova/transformers';
import type { Vocabulary } from './tokenize.ts';

/** @param tokenizer tokenizer.json, parsed. @param config tokenizer_config.json, parsed.
 * The base class is enough: those of CLIP, SigLIP and BERT add nothing to the ids (read in transformers.js 4.3.1). */
export function createVocabulary(tokenizer: object, config: object): Vocabulary {
  const { _tokenizer: encoder, pad_token_id: padId } = new PreTrainedTokenizer(tokenizer, config);
  return { encode: (text) => encoder.encode(text).ids, padId };
}
