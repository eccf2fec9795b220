// Which photos have a word in what people wrote about them: names, folders, titles, captions and tags. Exact, whole words.
// [Note: Words by index]
// Looking through one text a photo took 25 to 40 ms for 100,000 photos, as long as all the rest of a query may take; this takes a look-up a word,
// and hardly more memory than those texts (`node --expose-gc --import tsx tools/facts-memory.ts`). Photos stand in it as numbers, which a removal
// only marks: sets of ids took ten times as long to fill.

import type { PhotoId } from '../../shared/domain/photo.ts';
import type { PhotoFacts } from '../../shared/domain/query/facts.ts';
import { wordsOfPhoto } from './photo-facts.ts';

export interface WordIndex {
  /** A photo that is there already is entered anew. */
  add(photo: PhotoFacts): void;
  remove(photoId: PhotoId): void;
  clear(): void;
  /** Enters at most `most` of the photos that wait to be entered, so that opening a large library need not wait for it; the first
   * question enters all. @returns whether some still wait. */
  enterSome(most: number): boolean;
  /** How many photos have `word`, folded as `wordsOf` does; up to twice as many while removed ones are still in it. */
  countOf(word: string): number;
  /** The photos that have any of `words`, by how many of them: exactly. @param words at most 255. */
  photosWith(words: readonly string[]): Map<number, PhotoId[]>;
}

/** Fewer removed photos than this are not worth making it anew. */
const removedKept = 1000;

export function createWordIndex(): WordIndex {
  const numbersOf = new Map<string, number[]>();
  const numberOf = new Map<PhotoId, number>();
  /** By number; undefined where it was removed. */
  let photos: (PhotoFacts | undefined)[] = [];
  const waiting = new Map<PhotoId, PhotoFacts>();

  function enter(photo: PhotoFacts): void {
    const number = photos.push(photo) - 1;
    numberOf.set(photo.id, number);
    for (const word of wordsOfPhoto(photo)) {
      const numbers = numbersOf.get(word);
      if (numbers) numbers.push(number);
      else numbersOf.set(word, [number]);
    }
  }

  function makeAnew(): void {
    const kept = photos.filter((photo) => photo !== undefined);
    photos = [];
    numbersOf.clear();
    numberOf.clear();
    for (const photo of kept) enter(photo);
  }

  function enterSome(most: number): boolean {
    for (const [photoId, photo] of waiting) {
      if (most-- <= 0) return true;
      waiting.delete(photoId);
      enter(photo);
    }
    return false;
  }
  const numbersWith = (word: string) => {
    enterSome(Number.POSITIVE_INFINITY);
    return numbersOf.get(word) ?? [];
  };

  function remove(photoId: PhotoId): void {
    waiting.delete(photoId);
    const number = numberOf.get(photoId);
    if (number === undefined) return;
    photos[number] = undefined;
    numberOf.delete(photoId);
    if (photos.length - numberOf.size > Math.max(removedKept, numberOf.size)) makeAnew();
  }

  return {
    add(photo) {
      remove(photo.id);
      waiting.set(photo.id, photo);
    },
    remove,
    enterSome,
    clear() {
      photos = [];
      waiting.clear();
      numbersOf.clear();
      numberOf.clear();
    },
    countOf: (word) => numbersWith(word).length,
    photosWith(words) {
      const lists = words.map(numbersWith);
      const counts = new Uint8Array(photos.length);
      const found = new Map<number, PhotoId[]>();
      for (const numbers of lists) for (const number of numbers) counts[number] = (counts[number] ?? 0) + 1;
      for (const numbers of lists)
        for (const number of numbers) {
          const count = counts[number] ?? 0;
          const photo = photos[number];
          counts[number] = 0; // It stands in the list of another word too.
          if (count === 0 || !photo) continue;
          const same = found.get(count);
          if (same) same.push(photo.id);
          else found.set(count, [photo.id]);
        }
      return found;
    },
  };
}
