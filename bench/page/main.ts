// The bench page: the other side of each comparison. bench/*.ts asks it through `window.bench`.

import type { ImagingCalls, PreparedPhoto } from '../../src/shared/protocol/imaging.ts';
import type { ModelCalls } from '../../src/shared/protocol/model.ts';
import { defaultModel } from '../../src/worker/embedding/catalog.ts';
import { towerSpecOf } from '../../src/worker/embedding/local/local-embedder.ts';
import ImagingWorker from '../../src/worker/imaging.ts?worker';
import ModelWorker from '../../src/worker/model.ts?worker';
import type { KeepCalls, PlainCalls, PrepareCalls } from './calls.ts';
import { enlarge } from './enlarge.ts';
import KeepWorker from './keep-worker.ts?worker';
import PlainWorker from './plain-worker.ts?worker';
import PrepareWorker from './prepare-worker.ts?worker';
import { share, type Wired, wire } from './wired.ts';

const recipe = defaultModel.pixels;
const cores = navigator.hardwareConcurrency;
const appRoot = new URL('/', location.href).href;
const folderUp = (folder: string) => folder.replace(/[^/]+\/$/, '');

/** The files that bench/*.ts put into the page's input. */
const input = document.createElement('input');
input.type = 'file';
input.multiple = true;
document.body.append(input);
const filesNamed = (names?: readonly string[]) => {
  const wanted = names && new Set(names);
  return [...(input.files ?? [])].filter(({ name }) => wanted?.has(name) ?? true);
};

const plain = new Map<number, Wired<PlainCalls>>();
let preparers: Wired<PrepareCalls>[] = [];
let towers: Wired<ModelCalls>[] = [];
let keeper: Wired<KeepCalls> | undefined;
/** By file name, for the sides that do not read files within the clock. */
const bytesOf = new Map<string, { bytes: ArrayBuffer; type: string }>();
let inputs: ArrayBuffer[] = [];
let prepared: PreparedPhoto[] = [];

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startMs = performance.now();
  await work();
  return performance.now() - startMs;
}

const bench = {
  /** @returns ms from the first file to the last vector; the vectors follow by `plainVectors`. */
  async loadPlain(threads: number): Promise<void> {
    const worker = await wire<PlainCalls>(() => new PlainWorker());
    const folder = defaultModel.folder;
    const model = folder.split('/').at(-2) ?? folder;
    await worker.call('plain-load', { modelsUrl: `/${folderUp(folder)}`, model, threads });
    plain.set(threads, worker);
  },
  async runPlain(threads: number, names?: readonly string[]): Promise<{ ms: number; vectors: number[][] }> {
    const files = filesNamed(names);
    let vectors = new Float32Array();
    const ms = await timed(async () => {
      vectors = (await plain.get(threads)?.call('plain-embed', { files })) ?? vectors;
    });
    const { dim } = defaultModel;
    return { ms, vectors: files.map((_, row) => [...vectors.subarray(row * dim, (row + 1) * dim)]) };
  },

  /** @param split how the app shared the cores out on this device. */
  async loadAlone(split: { workers: number; threads: number }): Promise<void> {
    preparers = await Promise.all(Array.from({ length: cores }, () => wire<PrepareCalls>(() => new PrepareWorker())));
    towers = await Promise.all(
      Array.from({ length: split.workers }, () => wire<ModelCalls>(() => new ModelWorker({ name: 'image-model' }))),
    );
    const spec = towerSpecOf(defaultModel, { tower: 'image', threads: split.threads, device: 'wasm', appRoot });
    await Promise.all(towers.map((tower) => tower.call('tower-load', spec)));
    for (const file of filesNamed()) bytesOf.set(file.name, { bytes: await file.arrayBuffer(), type: file.type });
  },
  /** Pictures alone, each worker with a second one waiting, so that none is idle. @returns ms. */
  async prepareAlone(): Promise<number> {
    const files = [...bytesOf];
    let results: { name: string; bytes: ArrayBuffer; input: ArrayBuffer; type: string }[] = [];
    const ms = await timed(async () => {
      results = await share(files, [...preparers, ...preparers], async ([name, { bytes, type }], worker) => ({
        name,
        type,
        ...(await worker.call('prepare-bytes', { bytes, type, recipe }, { transfer: [bytes] })),
      }));
    });
    for (const { name, type, bytes } of results) bytesOf.set(name, { bytes, type });
    inputs = results.map(({ input }) => input);
    return ms;
  },
  /** The image towers alone, over what `prepareAlone` made. @returns ms. */
  async inferAlone(batch: number): Promise<number> {
    const side = recipe.sizePx ** 2 * 3;
    const batches: ArrayBuffer[][] = [];
    for (let at = 0; at < inputs.length; at += batch) batches.push(inputs.slice(at, at + batch));
    return timed(() =>
      share(batches, towers, (group, tower) => {
        const packed = new Uint8Array(group.length * side);
        for (const [i, pixels] of group.entries()) packed.set(new Uint8Array(pixels), i * side);
        return tower.call('images-embed', { pixels: packed.buffer, count: group.length }, { transfer: [packed.buffer] });
      }),
    );
  },
  endAlone(): void {
    for (const worker of [...preparers, ...towers]) worker.end();
    bytesOf.clear();
    inputs = [];
  },

  /** Makes what `storePhotos` stores, outside the clock. */
  async loadKeeping(): Promise<void> {
    keeper = await wire<KeepCalls>(() => new KeepWorker());
    const imaging = await wire<ImagingCalls>(() => new ImagingWorker());
    for (const file of filesNamed()) {
      const { photoId } = await imaging.call('file-open', { file });
      prepared.push(await imaging.call('photo-prepare', { photoId, name: file.name, modifiedAt: file.lastModified, recipe }));
    }
    imaging.end();
  },
  hashFiles: (): Promise<number> => timed(async () => keeper?.call('files-hash', { files: filesNamed() })),
  storePhotos: (preparedAtOnce: number, vectorsAtOnce: number): Promise<number> =>
    timed(async () => keeper?.call('photos-store', { photos: prepared, dim: defaultModel.dim, preparedAtOnce, vectorsAtOnce })),
  endKeeping(): void {
    keeper?.end();
    prepared = [];
  },

  enlarge,
};

declare global {
  interface Window {
    readonly bench: typeof bench;
  }
}
Object.assign(window, { bench });
