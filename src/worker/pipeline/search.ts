// The second story: what was typed → the photos it means. The order of steps: read it, embed its terms, leave out what filters leave out,
// rank the rest by likeness, and bring in the photos that its words name.

import { AppError } from '../../shared/domain/app-error.ts';
import type { Answer, Hit, SortOrder, Why } from '../../shared/domain/library.ts';
import type { PhotoId } from '../../shared/domain/photo.ts';
import { localNowMs } from '../../shared/domain/query/dates.ts';
import { parseQuery, termsOf } from '../../shared/domain/query/parse.ts';
import { dot } from '../../shared/domain/vectors.ts';
import type { QueryImage } from '../../shared/protocol/library.ts';
import { embedTerms } from './compose.ts';
import { type Background, unlikeBelow } from './cut.ts';
import type { Gate } from './gate.ts';
import { wordsOfPhoto } from './photo-facts.ts';
import type { QueryVectors } from './query-vectors.ts';
import { createQuestions, type Question } from './question.ts';
import { lossOf, rankAlike } from './rank-alike.ts';
import type { Resident } from './resident.ts';
import { mark } from './trace.ts';
import { pickVaried } from './variety.ts';

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
  readonly vectors: QueryVectors;
  /** Closed while a query is under way, so that the next batch of pictures waits. */
  readonly queryGate: Gate;
  /** What this library's scores are where nothing belongs together, as known by now. */
  readonly background: () => Background;
  /** The person's own clock as if it were UTC. */
  readonly nowMs?: () => number;
}

/** Of how many more than asked for a varied answer is chosen. */
const variedFrom = { times: 5, most: 1000 };

export function createSearch({ resident, vectors, queryGate, background, nowMs = localNowMs }: Options): Search {
  const { index } = resident;
  const questionOf = createQuestions({ resident, background, nowMs });
  const newestFirst = (a: PhotoId, b: PhotoId) => resident.takenMsOf(b) - resident.takenMsOf(a) || (a < b ? -1 : 1);

  /** Nothing is wanted in particular: all that passes and is no good match for what is unwanted, by date. */
  async function list({ unwanted, passes }: Question, { sort, offset, limit }: SearchOptions): Promise<Found> {
    const gone = new Set<PhotoId>();
    for (const { vector, cutFor } of unwanted) {
      const [best] = (await index.search(vector, { limit: 1 })).hits;
      const { hits } = await index.search(vector, { limit: index.count, atLeast: cutFor(best?.score) });
      for (const { photoId } of hits) gone.add(photoId);
    }
    const ids = resident.list((facts) => passes(facts) && !gone.has(facts.id));
    const page = (sort === 'oldest' ? ids.toReversed() : ids).slice(offset, offset + limit);
    return { hits: page.map((photoId) => ({ photoId })), good: ids.length };
  }

  async function find(question: Question, options: SearchOptions): Promise<Found> {
    const { limit, offset, sort } = options;
    const { asked, hopeless } = question;
    if (hopeless) return { hits: [], good: 0 };
    if (!asked) return list(question, options);
    if (sort === 'relevance') return rankAlike(index, { ...asked, limit, offset });
    const { good, cut } = await rankAlike(index, { ...asked, limit: 0, offset: 0 });
    const { hits } = await rankAlike(index, { ...asked, limit: good, offset: 0 });
    const byDate = [...hits].sort((a, b) => newestFirst(a.photoId, b.photoId));
    return { hits: (sort === 'newest' ? byDate : byDate.reverse()).slice(offset, offset + limit), good, cut };
  }

  const toHits = (found: Found['hits'], offset: number): Hit[] =>
    found.map(({ photoId, score }, i) => ({
      photoId,
      name: resident.nameOf(photoId) ?? '',
      rank: offset + i + 1,
      ...(score !== undefined && { score }),
    }));

  return {
    async run(typed, options, signal) {
      const query = termsOf(parseQuery(typed));
      const { images = [], offset } = options;
      if (query.length + images.length === 0) return { hits: [], good: 0, total: 0, of: index.count, ms: { embed: 0, rank: 0, total: 0 } };
      mark('query-asked');
      const reopen = queryGate.close();
      try {
        const startMs = performance.now();
        const terms = await embedTerms(query, images, vectors, signal);
        const embeddedMs = performance.now();
        const question = questionOf(query, images, terms);
        const missing = terms.flatMap(({ photoId, vector }) => (photoId === undefined || vector ? [] : [photoId]));
        const { hits, good, cut } = await find(question, options);
        const endMs = performance.now();
        return {
          hits: toHits(hits, offset),
          good,
          ...(cut !== undefined && { cut }),
          ...(question.byFilter.length > 0 && { leftOut: question.byFilter }),
          ...(missing.length > 0 && { missing }),
          total: question.photos,
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
      const [terms, vector] = await Promise.all([embedTerms(query, images, vectors, signal), index.vector(photoId)]);
      const { asked, words } = questionOf(query, images, terms);
      const own = new Set(wordsOfPhoto(facts));
      return {
        ...(asked && { cut: (await rankAlike(index, { ...asked, limit: 0, offset: 0 })).cut }),
        ...(asked && vector && { score: dot(asked.wanted, vector) - lossOf(vector, asked.unwanted) }),
        terms: terms.map(({ kind, text, photoId: example, weight, vector: wanted }) => ({
          text,
          ...(example !== undefined && { photoId: example }),
          sign: weight < 0 ? -1 : 1,
          weight: Math.abs(weight),
          ...(wanted &&
            vector && { similarity: dot(wanted, vector), alikeFrom: unlikeBelow(background()[kind === 'words' ? 'words' : 'pictures']) }),
        })),
        named: words.filter((word) => own.has(word)),
      };
    },
    async similar(photoIds, limit, diversity = 0) {
      const startMs = performance.now();
      const vectorOf = async (photoId: PhotoId) => {
        const vector = await index.vector(photoId);
        if (!vector) throw new AppError('not-found', { subject: photoId, reason: 'no photo with this id is indexed' });
        return vector;
      };
      await Promise.all(photoIds.map(vectorOf));
      const images = photoIds.map((photoId) => ({ photoId }));
      const terms = await embedTerms([], images, vectors);
      const { asked } = questionOf([], images, terms);
      if (!asked) throw new AppError('invalid-argument', { subject: 'photoIds', reason: 'like what?' });
      const candidates = diversity === 0 ? limit : Math.max(limit, Math.min(limit * variedFrom.times, variedFrom.most));
      const { hits, good, cut } = await rankAlike(index, { ...asked, limit: candidates, offset: 0 });
      const varied =
        diversity === 0
          ? hits
          : pickVaried(
              await Promise.all(hits.map(async ({ photoId, score = 0 }) => ({ photoId, score, vector: await vectorOf(photoId) }))),
              limit,
              diversity,
            );
      const total = performance.now() - startMs;
      return {
        hits: toHits(varied, 0),
        good,
        cut,
        total: index.count - new Set(photoIds).size,
        of: index.count,
        ms: { embed: 0, rank: total, total },
      };
    },
  };
}

/** A page, how many good ones there are in all, and what made them good. */
interface Found {
  readonly hits: readonly { readonly photoId: PhotoId; readonly score?: number }[];
  readonly good: number;
  readonly cut?: number;
}
