// The second story: what was typed → the photos it means. The order of steps: read it, embed its terms, leave out what filters leave out,
// rank the rest by likeness, and bring in the photos that its words name.

import { AppError } from '../../shared/domain/app-error.ts';
import type { Answer, Hit, SortOrder, Why } from '../../shared/domain/library.ts';
import type { PhotoId } from '../../shared/domain/photo.ts';
import { filtersOf } from '../../shared/domain/query/filter.ts';
import { parseQuery, termsOf } from '../../shared/domain/query/parse.ts';
import type { Query } from '../../shared/domain/query/query.ts';
import { composeVectors, dot } from '../../shared/domain/vectors.ts';
import type { QueryImage } from '../../shared/protocol/library.ts';
import type { Embedder } from '../embedding/embedder.ts';
import { type Composition, composeTerms, embedTerms } from './compose.ts';
import type { Gate } from './gate.ts';
import { type Filtered, filterPhotos } from './left-out.ts';
import { wordsOfPhoto } from './photo-facts.ts';
import { lossOf, rankAlike } from './rank-alike.ts';
import type { Resident } from './resident.ts';
import { mark } from './trace.ts';
import { pickVaried } from './variety.ts';
import { findNamed, soughtWords } from './words.ts';

export interface SearchOptions {
  readonly limit: number;
  readonly offset: number;
  readonly sort: SortOrder;
  /** Terms besides those that are typed. */
  readonly images?: readonly QueryImage[];
}

export interface Search {
  /** @throws AppError of the embedder; AbortError. An empty query finds nothing, and so does one whose only examples are missing. */
  run(query: string, options: SearchOptions, signal?: AbortSignal): Promise<Answer>;
  /** @throws as `run`; {AppError} `not-found` where there is no such photo. */
  why(photoId: PhotoId, query: string, images?: readonly QueryImage[], signal?: AbortSignal): Promise<Why>;
  /** Photos most like the mean of `photoIds`, without those. @param diversity 0 the closest, 1 the most varied.
   * @throws {AppError} `not-found` where one has no vector yet. */
  similar(photoIds: readonly PhotoId[], limit: number, diversity?: number): Promise<Answer>;
}

interface Options {
  readonly resident: Resident;
  readonly embedder: Pick<Embedder, 'embedText'>;
  /** A picture that is not in the library → its vector. */
  readonly embedFile: (file: File, signal?: AbortSignal) => Promise<Float32Array>;
  /** Closed while a query is under way, so that the next batch of pictures waits. */
  readonly queryGate: Gate;
  /** Cosine similarity above which a hit of this space is a good match. */
  readonly cut: number;
  /** The person's own clock as if it were UTC. */
  readonly nowMs?: () => number;
}

const localNowMs = () => Date.now() - new Date().getTimezoneOffset() * 60_000;
/** Of how many more than asked for a varied answer is chosen. */
const variedFrom = { times: 5, most: 1000 };

export function createSearch({ resident, embedder, embedFile, queryGate, cut, nowMs = localNowMs }: Options): Search {
  const { index } = resident;
  const sources = { embedText: embedder.embedText, embedFile, vectorOf: index.vector };

  /** The words that terms with `sign` look for in texts, term by term. */
  const soughtBy = (query: Query, sign: 1 | -1) =>
    query
      .flatMap((term) =>
        term.kind === 'words' && term.sign === sign && term.weight > 0 ? [soughtWords(term.text, resident.count, resident.words)] : [],
      )
      .filter(({ length }) => length > 0);

  /** What is neither found nor counted: what a filter leaves out, what a term with a minus names in full, and the examples. */
  function leftOut(query: Query, images: readonly QueryImage[], ranked: boolean): Filtered {
    const context = { nowMs: nowMs(), statusOf: resident.statusOf };
    const filtered = filterPhotos(filtersOf(query), resident.entries(), context, ranked ? index.has : () => true);
    const left = filtered.photoIds;
    for (const sought of soughtBy(query, -1))
      for (const [photoId, share] of findNamed(sought, resident.words)) if (share === 1) left.add(photoId);
    for (const term of query) if (term.kind === 'picture') left.add(term.photoId);
    for (const { photoId } of images) if (photoId !== undefined) left.add(photoId);
    return filtered;
  }

  const newestFirst = (a: PhotoId, b: PhotoId) => resident.takenMsOf(b) - resident.takenMsOf(a) || (a < b ? -1 : 1);

  /** Nothing is wanted in particular: all that passes, by date. */
  async function list({ unwanted }: Composition, left: ReadonlySet<PhotoId>, sort: SortOrder): Promise<{ hits: Found[]; good: number }> {
    const alike = await Promise.all(unwanted.map(({ vector }) => index.search(vector, { limit: index.count, atLeast: cut })));
    const gone = new Set(alike.flatMap(({ hits }) => hits.map(({ photoId }) => photoId)));
    const ids = resident.order().filter((id) => !left.has(id) && !gone.has(id));
    const hits = (sort === 'oldest' ? ids.toReversed() : ids).map((photoId) => ({ photoId }));
    return { hits, good: hits.length };
  }

  async function find(
    query: Query,
    composition: Composition,
    left: ReadonlySet<PhotoId>,
    { limit, offset, sort }: SearchOptions,
  ): Promise<{ hits: Found[]; good: number }> {
    const { wanted, unwanted } = composition;
    if (!wanted) {
      const { hits, good } = await list(composition, left, sort);
      return { hits: hits.slice(offset, offset + limit), good };
    }
    const named = findNamed([...new Set(soughtBy(query, 1).flat())], resident.words);
    for (const photoId of left) named.delete(photoId);
    const asked = { wanted, unwanted, named, leftOut: left, cut };
    if (sort === 'relevance') return rankAlike(index, { ...asked, limit, offset });
    const { hits, good } = await rankAlike(index, { ...asked, limit: resident.count, offset: 0 });
    const best = hits.slice(0, good).sort((a, b) => newestFirst(a.photoId, b.photoId));
    return { hits: (sort === 'newest' ? best : best.reverse()).slice(offset, offset + limit), good };
  }

  const toHits = (found: readonly Found[], offset: number): Hit[] =>
    found.map(({ photoId, score }, i) => ({
      photoId,
      name: resident.nameOf(photoId) ?? '',
      rank: offset + i + 1,
      ...(score !== undefined && { score }),
    }));

  /** How many photos could have been found: those with a vector, or all where none is asked of. */
  function countPassing(left: ReadonlySet<PhotoId>, ranked: boolean): number {
    let total = ranked ? index.count : resident.count;
    for (const photoId of left) if (ranked ? index.has(photoId) : resident.has(photoId)) total--;
    return total;
  }

  return {
    async run(typed, options, signal) {
      const query = termsOf(parseQuery(typed));
      const { images = [], offset } = options;
      if (query.length + images.length === 0) return { hits: [], good: 0, total: 0, of: index.count, ms: { embed: 0, rank: 0, total: 0 } };
      mark('query-asked');
      const reopen = queryGate.close();
      try {
        const startMs = performance.now();
        const terms = await embedTerms(query, images, sources, signal);
        const composition = composeTerms(terms);
        const embeddedMs = performance.now();
        const ranked = composition.wanted !== undefined;
        const missing = terms.flatMap(({ photoId, vector }) => (photoId === undefined || vector ? [] : [photoId]));
        const { photoIds: left, byFilter } = leftOut(query, images, ranked);
        // Only what is missing was wanted: all photos would be no answer to that.
        const answerable = ranked || !terms.some(({ weight, vector }) => weight > 0 && !vector);
        const { hits, good } = answerable ? await find(query, composition, left, options) : { hits: [], good: 0 };
        const endMs = performance.now();
        return {
          hits: toHits(hits, offset),
          good,
          ...(ranked && { cut }),
          ...(byFilter.length > 0 && { leftOut: byFilter }),
          ...(missing.length > 0 && { missing }),
          total: answerable ? countPassing(left, ranked) : 0,
          of: index.count,
          ms: { embed: embeddedMs - startMs, rank: endMs - embeddedMs, total: endMs - startMs },
        };
      } finally {
        mark('query-answered');
        reopen();
      }
    },
    async why(photoId, typed, images = [], signal) {
      const facts = resident.factsOf(photoId);
      if (!facts) throw new AppError('not-found', { subject: photoId, reason: 'there is no photo with this id' });
      const query = termsOf(parseQuery(typed));
      const [terms, own] = await Promise.all([embedTerms(query, images, sources, signal), index.vector(photoId)]);
      const composition = composeTerms(terms);
      const { wanted, unwanted } = composition;
      const words = new Set(wordsOfPhoto(facts));
      return {
        ...(wanted && { cut }),
        ...(wanted && own && { score: dot(wanted, own) - lossOf(own, unwanted, cut) }),
        terms: terms.map(({ text, photoId: example, weight, vector }) => ({
          text,
          ...(example !== undefined && { photoId: example }),
          sign: weight < 0 ? -1 : 1,
          weight: Math.abs(weight),
          ...(vector && own && { similarity: dot(vector, own) }),
        })),
        named: [...new Set(soughtBy(query, 1).flat())].filter((word) => words.has(word)),
      };
    },
    async similar(photoIds, limit, diversity = 0) {
      const startMs = performance.now();
      const vectorOf = async (photoId: PhotoId) => {
        const vector = await index.vector(photoId);
        if (!vector) throw new AppError('not-found', { subject: photoId, reason: 'no photo with this id is indexed' });
        return vector;
      };
      const wanted = composeVectors(await Promise.all(photoIds.map(async (photoId) => ({ vector: await vectorOf(photoId), weight: 1 }))));
      const leftOut = new Set(photoIds);
      const candidates = diversity === 0 ? limit : Math.max(limit, Math.min(limit * variedFrom.times, variedFrom.most));
      const { hits, above } = await index.search(wanted, { limit: candidates, cut, exclude: leftOut });
      const varied =
        diversity === 0
          ? hits
          : pickVaried(
              await Promise.all(hits.map(async ({ photoId, score }) => ({ photoId, score, vector: await vectorOf(photoId) }))),
              limit,
              diversity,
            );
      const total = performance.now() - startMs;
      return {
        hits: toHits(varied, 0),
        good: above,
        cut,
        total: index.count - leftOut.size,
        of: index.count,
        ms: { embed: 0, rank: total, total },
      };
    },
  };
}

interface Found {
  readonly photoId: PhotoId;
  readonly score?: number;
}
