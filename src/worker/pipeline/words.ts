// The words of a query that are looked for in what people wrote about photos, and whom they name.

import type { PhotoId } from '../../shared/domain/photo.ts';
import { tellingWords } from './photo-facts.ts';
import type { WordIndex } from './word-index.ts';

/** A word in more photos than this, and in more than half of them, tells nothing apart: `pictures`, where all lie in a folder of that name. */
const commonFrom = 100;
/** Whoever pastes a page looks for its first words. */
const mostWords = 255;

type Counts = Pick<WordIndex, 'countOf'>;
type Photos = Pick<WordIndex, 'photosWith'>;

/** What is looked for of `text`: its telling words but the common ones; those too where there are no others.
 * @param count photos of the library. */
export function soughtWords(text: string, count: number, { countOf }: Counts): string[] {
  const words = tellingWords(text);
  const rare = words.filter((word) => countOf(word) <= Math.max(commonFrom, count / 2));
  return rare.length > 0 ? rare : words;
}

/** The photos that any of `sought` names, by which share of it: 1 is all. */
export function findNamed(sought: readonly string[], { photosWith }: Photos): Map<number, PhotoId[]> {
  return new Map(
    [...photosWith(sought.slice(0, mostWords))].map(([words, photoIds]) => [words / Math.min(sought.length, mostWords), photoIds]),
  );
}
