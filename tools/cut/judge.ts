// How a cut does on the samples: is an expected photo good, how many are, and is nothing good where nothing is shown.

import { readFileSync } from 'node:fs';
import { dot } from '../../src/shared/domain/vectors.ts';
import { absent, moreAbsent, moreNonsense, nonsense } from './cases.ts';

interface Goldens {
  readonly queries: readonly { readonly text: string; readonly expected: readonly string[] }[];
  readonly photos: Readonly<Record<string, number[]>>;
}
const goldens = JSON.parse(readFileSync('public/models/starter/goldens.json', 'utf8')) as Goldens; // As the README beside it says.

export const photos = Object.entries(goldens.photos).map(([name, values]) => ({ name, vector: Float32Array.from(values) }));

/** What each photo of a library scores for one query. */
export interface Scored {
  readonly text: string;
  /** Names of the photos that are meant; none where nothing is. */
  readonly expected: readonly string[];
  readonly scores: readonly { readonly name: string; readonly score: number }[];
}

/** @returns the score from which on a photo is good. */
export type Cut = (query: Scored) => number;
export type Asked = Readonly<Record<'golden' | 'absent' | 'nonsense' | 'moreAbsent' | 'moreNonsense', readonly Scored[]>>;

/** All queries over `library`. @param embed as the app's text tower. */
export async function ask(embed: (text: string) => Promise<Float32Array>, library = photos): Promise<Asked> {
  const scoredOf = async (text: string, expected: readonly string[] = []): Promise<Scored> => {
    const query = await embed(text);
    return { text, expected, scores: library.map(({ name, vector }) => ({ name, score: dot(query, vector) })) };
  };
  const nothing = (texts: readonly string[]) => Promise.all(texts.map((text) => scoredOf(text)));
  return {
    golden: await Promise.all(goldens.queries.map(({ text, expected }) => scoredOf(text, expected))),
    absent: await nothing(absent),
    nonsense: await nothing(nonsense),
    moreAbsent: await nothing(moreAbsent),
    moreNonsense: await nothing(moreNonsense),
  };
}

export const goodOf = (query: Scored, cut: Cut): string[] => {
  const least = cut(query);
  return query.scores.filter(({ score }) => score >= least).map(({ name }) => name);
};

/** Of the queries that mean something: how many have an expected photo among the good ones, the mean number of good ones, and which share of
 * the expected ones is good. */
export function judgePresent(queries: readonly Scored[], cut: Cut): { hit: number; meanGood: number; recall: number; precision: number } {
  const judged = queries.map((query) => {
    const good = goodOf(query, cut);
    return { good: good.length, kept: query.expected.filter((name) => good.includes(name)).length, expected: query.expected.length };
  });
  const sum = (key: 'good' | 'kept' | 'expected') => judged.reduce((total, one) => total + one[key], 0);
  return {
    hit: judged.filter(({ kept }) => kept > 0).length,
    meanGood: sum('good') / queries.length,
    recall: sum('kept') / sum('expected'),
    precision: sum('kept') / Math.max(sum('good'), 1),
  };
}

/** Of the queries that mean nothing here: how many have no good photo. */
export const countEmpty = (queries: readonly Scored[], cut: Cut): number =>
  queries.filter((query) => goodOf(query, cut).length === 0).length;
