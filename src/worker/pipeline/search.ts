// The second story: typed words, or photos, → the photos most like them.

import { AppError } from '../../shared/domain/app-error.ts';
import type { Answer, Hit, SortOrder } from '../../shared/domain/library.ts';
import type { PhotoId } from '../../shared/domain/photo.ts';
import { composeVectors } from '../../shared/domain/vectors.ts';
import type { Embedder } from '../embedding/embedder.ts';
import type { Gate } from './gate.ts';
import type { Resident } from './resident.ts';
import { mark } from './trace.ts';

export interface Search {
  /** @throws AppError of the embedder; AbortError. Empty words find nothing. */
  run(query: string, options: { limit: number; offset: number; sort: SortOrder }, signal?: AbortSignal): Promise<Answer>;
  /** Photos most like the mean of `photoIds`, without those. @throws {AppError} `not-found` where one has no vector yet. */
  similar(photoIds: readonly PhotoId[], limit: number): Promise<Answer>;
}

interface Options {
  readonly resident: Resident;
  readonly embedder: Embedder;
  /** Closed while a query is under way, so that the next batch of pictures waits. */
  readonly queryGate: Gate;
  /** Cosine similarity above which a hit of this space is a good match. */
  readonly cut: number;
}

export function createSearch({ resident, embedder, queryGate, cut }: Options): Search {
  /** @param asSorted how many of the best are put in another order before pages are cut; all good ones for a sort by date. */
  async function rank(
    vector: Float32Array,
    { limit, offset, sort }: { limit: number; offset: number; sort: SortOrder },
    exclude?: ReadonlySet<PhotoId>,
  ) {
    const byDate = sort !== 'relevance';
    const { hits, above } = await resident.index.search(vector, {
      limit: byDate ? resident.index.count : limit,
      offset: byDate ? 0 : offset,
      cut,
      ...(byDate && { atLeast: cut }),
      ...(exclude && { exclude }),
    });
    if (!byDate) return { hits, good: above };
    const direction = sort === 'newest' ? -1 : 1;
    hits.sort((a, b) => direction * (resident.takenMsOf(a.photoId) - resident.takenMsOf(b.photoId)) || (a.photoId < b.photoId ? -1 : 1));
    return { hits: hits.slice(offset, offset + limit), good: above };
  }

  const toHits = (hits: readonly { photoId: PhotoId; score: number }[], offset: number): Hit[] =>
    hits.map(({ photoId, score }, i) => ({ photoId, name: resident.nameOf(photoId) ?? '', rank: offset + i + 1, score }));

  return {
    async run(query, options, signal) {
      const text = query.trim();
      const of = resident.index.count;
      if (text === '') return { hits: [], good: 0, total: 0, of, ms: { embed: 0, rank: 0, total: 0 } };
      mark('query-asked');
      const reopen = queryGate.close();
      try {
        const startMs = performance.now();
        const vector = await embedder.embedText(text, signal);
        const embeddedMs = performance.now();
        const { hits, good } = await rank(vector, options);
        const endMs = performance.now();
        const ms = { embed: embeddedMs - startMs, rank: endMs - embeddedMs, total: endMs - startMs };
        return { hits: toHits(hits, options.offset), good, total: resident.index.count, of: resident.index.count, ms };
      } finally {
        mark('query-answered');
        reopen();
      }
    },
    async similar(photoIds, limit) {
      const startMs = performance.now();
      const terms = await Promise.all(
        photoIds.map(async (photoId) => {
          const vector = await resident.index.vector(photoId);
          if (!vector) throw new AppError('not-found', { subject: photoId, reason: 'no photo with this id is indexed' });
          return { vector, weight: 1 };
        }),
      );
      const { hits, good } = await rank(composeVectors(terms), { limit, offset: 0, sort: 'relevance' }, new Set(photoIds));
      const of = resident.index.count;
      const total = performance.now() - startMs;
      return { hits: toHits(hits, 0), good, total: of - photoIds.length, of, ms: { embed: 0, rank: total, total } };
    },
  };
}
