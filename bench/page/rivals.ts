// What a user would pick instead, each as its own documentation has it, over the same vectors, for the ten best. On the page's own thread.

import { create, insertMultiple, search as searchOrama } from '@orama/orama';
import initEdgeVec, { EdgeVec, EdgeVecConfig, MetricType } from 'edgevec/edgevec.js';
import edgeVecUrl from 'edgevec/edgevec_bg.wasm?url';
import { loadHnswlib } from 'hnswlib-wasm';
import * as voy from 'voy-search/voy_search_bg.js';
import voyUrl from 'voy-search/voy_search_bg.wasm?url';
import type { PhotoId } from '../../src/shared/domain/photo.ts';
import { compileKernel } from '../../src/worker/ranking/kernel-module.ts';
import { createIndex } from '../../src/worker/ranking/resident-index.ts';
import { clusteredVectors } from '../../src/worker/ranking/seeded-vectors.ts';

const dim = 512;
const wanted = 10;
const queryCount = 50;

/** A built index: row numbers of the ten nearest, best first. */
type Search = (query: Float32Array) => Promise<readonly number[]> | readonly number[];

const idOf = (row: number) => row.toString(16).padStart(64, '0') as PhotoId; // As PhotoId: it has the form of one.
const rowOf = (id: string) => Number.parseInt(id, 16);

/** @param vectors float32 [count × dim], of unit length. */
const builders = {
  async ours(vectors: Float32Array, count: number, kernel: number[]): Promise<Search> {
    const index = createIndex(dim, await compileKernel(Uint8Array.from(kernel)));
    for (let at = 0; at < count; at += 1000) {
      const some = Math.min(1000, count - at);
      index.append(
        Array.from({ length: some }, (_, i) => idOf(at + i)),
        vectors.subarray(at * dim, (at + some) * dim),
      );
    }
    return async (query) => (await index.search(query, { limit: wanted })).hits.map(({ photoId }) => rowOf(photoId));
  },

  async 'hnswlib-wasm'(vectors: Float32Array, count: number): Promise<Search> {
    const library = await loadHnswlib();
    const index = new library.HierarchicalNSW('ip', dim, '');
    // Its own defaults: 32 links, 128 looked at while building, 100 the seed.
    index.initIndex(count, 32, 128, 100);
    index.setEfSearch(128);
    for (let row = 0; row < count; row++) index.addPoint(vectors.subarray(row * dim, (row + 1) * dim), row, false);
    return (query) => index.searchKnn(query, wanted, undefined).neighbors;
  },

  async 'voy-search'(vectors: Float32Array, count: number): Promise<Search> {
    const { instance } = await WebAssembly.instantiateStreaming(fetch(voyUrl), { './voy_search_bg.js': { ...voy } });
    voy.__wbg_set_wasm(instance.exports);
    const index = new voy.Voy({ embeddings: [] });
    for (let at = 0; at < count; at += 1000)
      index.add({
        embeddings: Array.from({ length: Math.min(1000, count - at) }, (_, i) => ({
          ...{ id: String(at + i), title: '', url: '' },
          embeddings: [...vectors.subarray((at + i) * dim, (at + i + 1) * dim)],
        })),
      });
    return (query) => index.search(query, wanted).neighbors.map(({ id }) => Number(id));
  },

  async orama(vectors: Float32Array, count: number): Promise<Search> {
    const database = create({ schema: { row: 'number', vector: `vector[${dim}]` } as const });
    for (let at = 0; at < count; at += 1000) {
      const documents = Array.from({ length: Math.min(1000, count - at) }, (_, i) => ({
        ...{ id: String(at + i), row: at + i, vector: [...vectors.subarray((at + i) * dim, (at + i + 1) * dim)] },
      }));
      await insertMultiple(database, documents, 1000);
    }
    return async (query) => {
      const vector = { value: [...query], property: 'vector' as const };
      const { hits } = await searchOrama(database, { mode: 'vector', vector, similarity: 0, limit: wanted });
      return hits.map(({ id }) => Number(id));
    };
  },

  async edgevec(vectors: Float32Array, count: number): Promise<Search> {
    await initEdgeVec({ module_or_path: edgeVecUrl });
    const config = new EdgeVecConfig(dim);
    // With unit vectors the nearest are the most alike. By `Dot` it gave the least alike (0.9.0).
    config.setMetricType(MetricType.L2);
    const index = new EdgeVec(config);
    const rows = new Map<number, number>();
    for (let row = 0; row < count; row++) rows.set(index.insert(vectors.subarray(row * dim, (row + 1) * dim)), row);
    // As this: the package types an answer as `any`.
    return (query) => (index.search(query, wanted) as { id: number }[]).map(({ id }) => rows.get(id) ?? -1);
  },
};
export type Rival = keyof typeof builders;

let vectors = new Float32Array();
let queries: Float32Array[] = [];
let truth: ReadonlySet<number>[] = [];
let search: Search | undefined;

/** Makes the vectors, as a model gives them, and finds the ten nearest of each query in float64. */
export function prepare(count: number): void {
  const all = clusteredVectors(count + queryCount, dim, 17);
  vectors = all.subarray(0, count * dim);
  queries = Array.from({ length: queryCount }, (_, i) => all.slice((count + i) * dim, (count + i + 1) * dim));
  truth = queries.map((query) => {
    const scores = new Float64Array(count);
    for (let row = 0, at = 0; row < count; row++) {
      let score = 0;
      for (let i = 0; i < dim; i++, at++) score += (query[i] ?? 0) * (vectors[at] ?? 0);
      scores[row] = score;
    }
    return new Set([...scores.keys()].sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0)).slice(0, wanted));
  });
}

/** @param kernel of ours. @returns ms. */
export async function buildIndex(rival: Rival, kernel: number[]): Promise<number> {
  const start = performance.now();
  search = await builders[rival](vectors, vectors.length / dim, kernel);
  return performance.now() - start;
}

/** @returns ms of each query, and which share of the ten nearest was found. */
export async function ask(): Promise<{ ms: number[]; recall: number }> {
  if (!search) throw new Error('buildIndex comes first');
  const ms: number[] = [];
  let found = 0;
  for (const [i, query] of queries.entries()) {
    const start = performance.now();
    const rows = await search(query);
    ms.push(performance.now() - start);
    for (const row of rows) if (truth[i]?.has(row)) found++;
  }
  return { ms, recall: found / (wanted * queries.length) };
}
