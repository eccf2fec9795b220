// Token ids in the browser against the reference's, for 200 texts of all kinds in two families.

import { describe, expect, test } from 'vitest';
import { readRepositoryJson } from '../../../../tools/fixture.ts';
import { tokenize } from './tokenize.ts';
import { createVocabulary } from './vocabulary.ts';

interface Row {
  readonly text: string;
  readonly input_ids: number[];
  /** Why it is known to differ; see e2e/fixtures/README.md. */
  readonly flags?: string[];
}

describe.each([
  { model: 'micro-clip', rule: { maxTokens: 77, padToMax: false }, least: 199, end: 49407 },
  { model: 'micro-siglip', rule: { maxTokens: 64, padToMax: true }, least: 197, end: 1 },
])('$model', async ({ model, rule, least, end }) => {
  const folder = `e2e/fixtures/${model}`;
  const [tokenizer, config, { strings: rows }] = await Promise.all([
    readRepositoryJson<object>(`${folder}/tokenizer.json`),
    readRepositoryJson<object>(`${folder}/tokenizer_config.json`),
    readRepositoryJson<{ strings: Row[] }>(`e2e/fixtures/goldens/tokens-${model}.json`),
  ]);
  const vocabulary = createVocabulary(tokenizer, config);
  const idsOf = (text: string) => [...tokenize(text, vocabulary, rule).ids].map(Number);
  /** Padding is left off in the file. */
  const expected = ({ input_ids: ids }: Row) => (rule.padToMax ? [...ids, ...Array<number>(rule.maxTokens - ids.length).fill(end)] : ids);
  const equal = (row: Row) => idsOf(row.text).join() === expected(row).join();

  test(`at least ${least} of 200 texts have the ids of the reference`, () => {
    expect(rows).toHaveLength(200);
    const others = rows.filter((row) => !equal(row));
    expect(rows.length - others.length).toBeGreaterThanOrEqual(least);
    // Those that differ are the ones known to.
    expect(others.filter(({ flags = [] }) => !flags.some((flag) => flag === 'final_sigma' || flag === 'zwj'))).toEqual([]);
  });

  test('texts that are cut end as the reference ends them', () => {
    const cut = rows.filter(({ flags }) => flags?.includes('truncated'));
    expect(cut.length).toBeGreaterThan(0);
    for (const row of cut) {
      expect(idsOf(row.text)).toEqual(expected(row));
      expect(idsOf(row.text).at(-1)).toBe(end);
    }
  });
});
