// A text as the numbers that a text tower takes: cut and padded here, not by the library.

import type { TowerSpec } from '../../../shared/protocol/model.ts';

export interface Tokens {
  readonly ids: BigInt64Array<ArrayBuffer>;
  /** 1 for an id of the text, 0 for padding. */
  readonly mask: BigInt64Array<ArrayBuffer>;
}

export type TextRule = Pick<TowerSpec, 'maxTokens' | 'padToMax' | 'padId' | 'lowerCase' | 'prefix'>;

/** The one thing wanted of a tokenizer. */
export interface Vocabulary {
  /** @returns ids with the special ones around them, uncut. */
  readonly encode: (text: string) => number[];
  readonly padId: number;
}

/** Makes it lower-case and sets the prefix before it, as the model was trained; cuts to `maxTokens` so that the end token stays, and pads to it if the tower wants that.
 *
 * transformers.js 4.3.1 cuts after it has added the special tokens, and so loses the last one. CLIP takes its vector at the end token:
 * without one every long text gets the same vector. */
export function tokenize(
  text: string,
  { encode, padId }: Vocabulary,
  { maxTokens, padToMax, padId: ownPadId = padId, lowerCase = false, prefix = '' }: TextRule,
): Tokens {
  const all = encode(prefix + (lowerCase ? text.toLowerCase() : text));
  const ids = all.length > maxTokens ? [...all.slice(0, maxTokens - 1), ...all.slice(-1)] : all;
  const length = padToMax ? maxTokens : ids.length;
  const tokens = { ids: new BigInt64Array(length).fill(BigInt(ownPadId)), mask: new BigInt64Array(length) };
  for (const [i, id] of ids.entries()) {
    tokens.ids[i] = BigInt(id);
    tokens.mask[i] = 1n;
  }
  return tokens;
}
