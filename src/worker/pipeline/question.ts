// A query and its vectors → what to rank by, among which photos, and from which score on a photo is good.

import type { LeftOut } from '../../shared/domain/library.ts';
import type { PhotoId } from '../../shared/domain/photo.ts';
import type { PhotoFacts } from '../../shared/domain/query/facts.ts';
import { filtersOf } from '../../shared/domain/query/filter.ts';
import type { Query } from '../../shared/domain/query/query.ts';
import type { QueryImage } from '../../shared/protocol/library.ts';
import { composeTerms, type EmbeddedTerm } from './compose.ts';
import { type Background, cutFor, spreadFor, unlikeBelow } from './cut.ts';
import { createFilters } from './left-out.ts';
import type { Asked, PenalisedTerm } from './rank-alike.ts';
import type { Resident } from './resident.ts';
import { copyRows, dropRow } from './rows.ts';
import { findNamed, soughtWords } from './words.ts';

export interface Question {
  /** Absent where nothing is wanted in particular. */
  readonly asked?: Omit<Asked, 'limit' | 'offset'>;
  /** Each with the cut it would have by itself. */
  readonly unwanted: readonly (PenalisedTerm & Pick<Asked, 'cutFor'>)[];
  /** How many photos could be found. */
  readonly photos: number;
  readonly byFilter: readonly LeftOut[];
  /** Whether a photo could be found, with a vector or without. */
  passes(photo: PhotoFacts): boolean;
  /** The words that are looked for in what people wrote. */
  readonly words: readonly string[];
  /** What is wanted is a photo that is not here: all photos would be no answer. */
  readonly hopeless: boolean;
}

interface Options {
  readonly resident: Resident;
  readonly background: () => Background;
  readonly nowMs: () => number;
}

export function createQuestions({ resident, background, nowMs }: Options) {
  const { index } = resident;
  const filter = createFilters(resident, () => ({ nowMs: nowMs(), statusOf: resident.statusOf }));

  /** The words that terms with `sign` look for in texts, term by term. */
  const soughtBy = (query: Query, sign: 1 | -1) =>
    query
      .flatMap((term) =>
        term.kind === 'words' && term.sign === sign && term.weight > 0 ? [soughtWords(term.text, resident.count, resident.words)] : [],
      )
      .filter(({ length }) => length > 0);

  /** What is neither found nor counted besides what filters leave out: what a term with a minus names in full, and the examples. */
  function leftOut(query: Query, images: readonly QueryImage[]): Set<PhotoId> {
    const left = new Set<PhotoId>();
    for (const sought of soughtBy(query, -1)) for (const photoId of findNamed(sought, resident.words).get(1) ?? []) left.add(photoId);
    for (const term of query) if (term.kind === 'picture') left.add(term.photoId);
    for (const { photoId } of images) if (photoId !== undefined) left.add(photoId);
    return left;
  }

  return (query: Query, images: readonly QueryImage[], terms: readonly EmbeddedTerm[]): Question => {
    const known = background();
    const { wanted, unwanted } = composeTerms(terms);
    const filtered = filter(filtersOf(query), wanted !== undefined);
    const exclude = leftOut(query, images);
    const words = [...new Set(soughtBy(query, 1).flat())];

    let photos = filtered.photos;
    for (const photoId of exclude) {
      const facts = resident.factsOf(photoId);
      if (facts && (!wanted || resident.rowOf(photoId) >= 0) && filtered.passes(facts)) photos--;
    }
    const cutOf = (wantedTerms: readonly EmbeddedTerm[]): Asked['cutFor'] => {
      const mayBeEmpty = wantedTerms.every(({ kind, weight }) => kind === 'words' || weight <= 0);
      const rule = { spread: spreadFor(wantedTerms, known), photos, mayBeEmpty };
      return (best) => cutFor(best, rule);
    };
    const penalised = unwanted.map((term) => ({
      ...term,
      from: unlikeBelow(term.kind === 'words' ? known.words : known.pictures),
      cutFor: cutOf([{ ...term, weight: 1, text: '' }]),
    }));
    const passes = (facts: PhotoFacts) => !exclude.has(facts.id) && filtered.passes(facts);

    function ask(vector: Float32Array): Omit<Asked, 'limit' | 'offset'> {
      let named: Asked['named'] = findNamed(words, resident.words);
      let { rows } = filtered;
      if (rows || exclude.size > 0) {
        const isIn = (photoId: PhotoId) => {
          const facts = resident.factsOf(photoId);
          return facts !== undefined && passes(facts);
        };
        named = new Map([...named].map(([share, photoIds]) => [share, photoIds.filter(isIn)]));
      }
      if (exclude.size > 0) {
        rows = copyRows(rows, index.count);
        for (const photoId of exclude) dropRow(rows, resident.rowOf(photoId));
      }
      return { wanted: vector, unwanted: penalised, named, rowOf: resident.rowOf, ...(rows && { rows }), cutFor: cutOf(terms) };
    }
    return {
      ...(wanted && { asked: ask(wanted) }),
      unwanted: penalised,
      photos,
      byFilter: filtered.byFilter,
      passes,
      words,
      hopeless: !wanted && terms.some(({ weight, vector }) => weight > 0 && !vector),
    };
  };
}
