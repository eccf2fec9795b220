// Ids equal the reference's, for the model that ships and for two of other families; a cut text keeps its end token.

import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { defaultModel } from '../catalog.ts';
import { tokenize } from './tokenize.ts';
import { createVocabulary } from './vocabulary.ts';

const readJson = <T extends object>(path: string) => JSON.parse(readFileSync(path, 'utf8')) as T; // The fixtures' own shapes.
const openVocabulary = (folder: string) =>
  createVocabulary(readJson(`${folder}/tokenizer.json`), readJson(`${folder}/tokenizer_config.json`));
const idsOf = (tokens: { ids: BigInt64Array }) => [...tokens.ids].map(Number);

describe('the starter', () => {
  const vocabulary = openVocabulary('public/models/starter');
  const { queries } = readJson<{ queries: { text: string; inputIds: number[] }[] }>('public/models/starter/goldens.json');

  test.each(queries)('$text', ({ text, inputIds }) => {
    expect(idsOf(tokenize(text, vocabulary, defaultModel.text))).toEqual(inputIds);
  });

  test('there are thirty golden queries', () => {
    expect(queries).toHaveLength(30);
  });

  test('a long text is cut to 128 ids, and still ends in [SEP]', () => {
    const ids = idsOf(tokenize('a dog on a beach '.repeat(100), vocabulary, defaultModel.text));
    expect(ids).toHaveLength(128);
    expect([ids.at(0), ids.at(-1)]).toEqual([101, 102]);
  });
});

/** The reference is Python's side of the same tokenizer.json; both differ from JavaScript's on purpose of neither. */
const knownDifferences = ['final_sigma', 'zwj'];

describe.each([
  { model: 'micro-clip', maxTokens: 77, padToMax: false },
  { model: 'micro-siglip', maxTokens: 64, padToMax: true },
])('$model', ({ model, maxTokens, padToMax }) => {
  const vocabulary = openVocabulary(`e2e/fixtures/${model}`);
  const { texts } = readJson<{ texts: { text: string; input_ids: number[]; flags?: string[] }[] }>(`e2e/fixtures/goldens/${model}.json`);

  test.each(texts.filter(({ flags = [] }) => !flags.some((flag) => knownDifferences.includes(flag))))('$text', ({ text, input_ids }) => {
    expect(idsOf(tokenize(text, vocabulary, { maxTokens, padToMax }))).toEqual(input_ids);
  });

  test('among them is one that is cut', () => {
    expect(texts.filter(({ flags }) => flags?.includes('truncated'))).toHaveLength(1);
  });
});

test('padding is told from the text by the mask', () => {
  const { ids, mask } = tokenize('ab', { encode: () => [7, 8, 9], padId: 1 }, { maxTokens: 5, padToMax: true });
  expect([[...ids], [...mask]]).toEqual([
    [7n, 8n, 9n, 1n, 1n],
    [1n, 1n, 1n, 0n, 0n],
  ]);
});
