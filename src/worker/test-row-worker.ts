// What row-file.browser.test.ts runs in a worker: only there can a file be read at once. One index with its vectors in a file, one in memory,
// the same history for both.

import type { PhotoId } from '../shared/domain/photo.ts';
import { compileKernel } from './ranking/kernel-module.ts';
import { createIndex, type SearchResult } from './ranking/resident-index.ts';
import { clusteredVectors, plantDuplicates, seededVectors } from './ranking/seeded-vectors.ts';
import { openRowFile } from './storage/row-file.ts';

export interface Asked {
  readonly kernelUrl: string;
  readonly library: string;
}
export interface Told {
  /** Of each step of the history. */
  readonly steps: { readonly inFile: SearchResult[]; readonly inMemory: SearchResult[] }[];
  readonly vectors: { readonly inFile: (Float32Array | undefined)[]; readonly inMemory: (Float32Array | undefined)[] };
  readonly bytes: { readonly inFile: number; readonly inMemory: number };
}

const [dim, count] = [128, 6000];
const idOf = (n: number) => n.toString(16).padStart(64, '0') as PhotoId; // As PhotoId: it has the form of one.
const idsOf = (from: number, to: number, every = 1) =>
  Array.from({ length: Math.ceil((to - from) / every) }, (_, i) => idOf(from + i * every));

async function compare({ kernelUrl, library }: Asked): Promise<Told> {
  const kernel = await compileKernel(await fetch(kernelUrl));
  const opened: Promise<unknown>[] = [];
  const openFile = () => {
    const file = openRowFile(library);
    opened.push(file);
    return file;
  };
  const inFile = createIndex(dim, kernel, { openFile, floatBytes: 4 * dim * 1000 });
  const inMemory = createIndex(dim, kernel);
  const both = [inFile, inMemory] as const;
  const vectors = clusteredVectors(count, dim, 5);
  plantDuplicates(vectors, dim);
  const rowsOf = (from: number, to: number) => vectors.subarray(from * dim, to * dim);
  const queries = seededVectors(7, dim, 6);
  queries.set(rowsOf(77, 80));
  const steps: Told['steps'] = [];
  async function look(): Promise<void> {
    const ask = (index: typeof inFile) => index.searchAll(queries, { limit: 60 });
    steps.push({ inFile: await ask(inFile), inMemory: await ask(inMemory) });
  }

  for (const index of both) index.append(idsOf(0, 900), rowsOf(0, 900));
  await look();
  // Past what memory may hold; then the file is there.
  for (const index of both) index.append(idsOf(900, 3000), rowsOf(900, 3000));
  await Promise.all(opened);
  await look();
  for (const index of both) index.append(idsOf(3000, count), rowsOf(3000, count));
  await look();
  for (const index of both) index.remove(idsOf(50, count, 3));
  await look();
  // Some are replaced, some are new.
  for (const index of both) index.append(idsOf(0, 600), rowsOf(2000, 2600));
  await look();
  const bytes = { inFile: inFile.bytes, inMemory: inMemory.bytes };
  for (const index of both) {
    index.clear();
    index.append(idsOf(0, 2000), rowsOf(4000, 6000));
  }
  await look();
  const some = [...idsOf(0, 40), idOf(5000)];
  const vectorsOf = (index: typeof inFile) => Promise.all(some.map((id) => index.vector(id)));
  return { steps, bytes, vectors: { inFile: await vectorsOf(inFile), inMemory: await vectorsOf(inMemory) } };
}

self.onmessage = ({ data }: MessageEvent<Asked>) =>
  void compare(data).then(
    (told) => self.postMessage(told),
    (error: unknown) => self.reportError(error),
  );
