// The second story: what was typed → the photos it means. The order of steps: read it, embed its terms, leave out what filters leave out,
// rank the rest by likeness, and bring in the photos that its words name.

import { AppError } from '../../shared/domain/app-error.ts';
import type { Answer, Hit, SortOrder, Why } from '../../shared/domain/library.ts';
import type { PhotoId } from '../../shared/domain/photo.ts';
import { localNowMs } from '../../shared/domain/query/dates.ts';
import { filtersOf } from '../../shared/domain/query/filter.ts';
import { parseQuery, termsOf } from '../../shared/domain/query/parse.ts';
import type { Query } from '../../shared/domain/query/query.ts';
import { dot } from '../../shared/domain/vectors.ts';
import type { QueryImage } from '../../shared/protocol/library.ts';
import { composeTerms, type EmbeddedTerm, embedTerms } from './compose.ts';
import { type Background, cutFor, spreadFor, unlikeBelow } from './cut.ts';
import type { Gate } from './gate.ts';
import { createFilters } from './left-out.ts';
import { wordsOfPhoto } from './photo-facts.ts';
import type { QueryVectors } from './query-vectors.ts';
import { type Asked, lossOf, rankAlike } from './rank-alike.ts';
import type { Resident } from './resident.ts';
import { copyRows, dropRow } from './rows.ts';
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

  const newestFirst = (a: PhotoId, b: PhotoId) => resident.takenMsOf(b) - resident.takenMsOf(a) || (a < b ? -1 : 1);

  /** A query and its terms, ready to be ranked by. */
  function prepare(query: Query, images: readonly QueryImage[], terms: readonly EmbeddedTerm[]) {
    const known = background();
    const { wanted, unwanted } = composeTerms(terms);
    const ranked = wanted !== undefined;
    const filtered = filter(filtersOf(query), ranked);
    const exclude = leftOut(query, images);
    const couldBeFound = (photoId: PhotoId) => {
      const facts = resident.factsOf(photoId);
      return facts !== undefined && (!ranked || resident.rowOf(photoId) >= 0) && filtered.passes(facts);
    };
    let photos = filtered.photos;
    for (const photoId of exclude) if (couldBeFound(photoId)) photos--;
    const ruleFor = (wantedTerms: readonly EmbeddedTerm[]) => ({
      spread: spreadFor(wantedTerms, known),
      photos,
      mayBeEmpty: wantedTerms.every(({ kind, weight }) => kind === 'words' || weight <= 0),
    });
    const penalised = unwanted.map((term) => ({ ...term, from: unlikeBelow(term.kind === 'words' ? known.words : known.pictures) }));
    return { wanted, unwanted: penalised, filtered, exclude, photos, ruleFor };
  }
  type Prepared = ReturnType<typeof prepare>;

  /** The photos that the query's words name, but those that are left out. */
  function namedBy(query: Query, { filtered, exclude }: Prepared): ReadonlyMap<number, readonly PhotoId[]> {
    const named = findNamed([...new Set(soughtBy(query, 1).flat())], resident.words);
    if (!filtered.rows && exclude.size === 0) return named;
    const isIn = (photoId: PhotoId) => {
      const facts = resident.factsOf(photoId);
      return facts !== undefined && !exclude.has(photoId) && filtered.passes(facts);
    };
    return new Map([...named].map(([share, photoIds]) => [share, photoIds.filter(isIn)]));
  }

  /** What to rank by; undefined where nothing is wanted in particular. */
  function askedOf(query: Query, terms: readonly EmbeddedTerm[], prepared: Prepared): Omit<Asked, 'limit' | 'offset'> | undefined {
    const { wanted, unwanted, filtered, exclude, ruleFor } = prepared;
    if (!wanted) return undefined;
    const rule = ruleFor(terms);
    const named = namedBy(query, prepared);
    let { rows } = filtered;
    if (exclude.size > 0) {
      rows = copyRows(rows, index.count);
      for (const photoId of exclude) dropRow(rows, resident.rowOf(photoId));
    }
    return { wanted, unwanted, named, rowOf: resident.rowOf, ...(rows && { rows }), cutFor: (best) => cutFor(best, rule) };
  }

  /** Nothing is wanted in particular: all that passes and is no good match for what is unwanted, by date. */
  async function list({ unwanted, filtered, exclude, ruleFor }: Prepared, { sort, offset, limit }: SearchOptions): Promise<Found> {
    const gone = new Set(exclude);
    for (const { kind, vector } of unwanted) {
      const rule = ruleFor([{ kind, vector, weight: 1, text: '' }]);
      const [best] = (await index.search(vector, { limit: 1 })).hits;
      const cut = cutFor(best?.score, rule);
      for (const { photoId } of (await index.search(vector, { limit: index.count, atLeast: cut })).hits) gone.add(photoId);
    }
    const ids = resident.list((facts) => filtered.passes(facts) && !gone.has(facts.id));
    const page = (sort === 'oldest' ? ids.toReversed() : ids).slice(offset, offset + limit);
    return { hits: page.map((photoId) => ({ photoId })), good: ids.length };
  }

  async function find(query: Query, terms: readonly EmbeddedTerm[], prepared: Prepared, options: SearchOptions): Promise<Found> {
    const { limit, offset, sort } = options;
    const asked = askedOf(query, terms, prepared);
    // What was wanted is missing: all photos would be no answer to that.
    if (!asked && terms.some(({ weight, vector }) => weight > 0 && !vector)) return { hits: [], good: 0 };
    if (!asked) return list(prepared, options);
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
        const prepared = prepare(query, images, terms);
        const missing = terms.flatMap(({ photoId, vector }) => (photoId === undefined || vector ? [] : [photoId]));
        const { hits, good, cut } = await find(query, terms, prepared, options);
        const endMs = performance.now();
        return {
          hits: toHits(hits, offset),
          good,
          ...(cut !== undefined && { cut }),
          ...(prepared.filtered.byFilter.length > 0 && { leftOut: prepared.filtered.byFilter }),
          ...(missing.length > 0 && { missing }),
          total: prepared.photos,
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
      const [terms, own] = await Promise.all([embedTerms(query, images, vectors, signal), index.vector(photoId)]);
      const asked = askedOf(query, terms, prepare(query, images, terms));
      const words = new Set(wordsOfPhoto(facts));
      return {
        ...(asked && { cut: (await rankAlike(index, { ...asked, limit: 0, offset: 0 })).cut }),
        ...(asked && own && { score: dot(asked.wanted, own) - lossOf(own, asked.unwanted) }),
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
      await Promise.all(photoIds.map(vectorOf));
      const images = photoIds.map((photoId) => ({ photoId }));
      const terms = await embedTerms([], images, vectors);
      const asked = askedOf([], terms, prepare([], images, terms));
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
