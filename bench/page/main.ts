// The bench page: the other side of each comparison. bench/*.ts asks it through `window.bench`.

import type { ImagingCalls, PreparedPhoto } from '../../src/shared/protocol/imaging.ts';
import type { ModelCalls } from '../../src/shared/protocol/model.ts';
import { defaultFolder, defaultModel } from '../../src/worker/embedding/catalog.ts';
import { towerSpecOf } from '../../src/worker/embedding/local/local-embedder.ts';
import ImagingWorker from '../../src/worker/imaging.ts?worker';
import ModelWorker from '../../src/worker/model.ts?worker';
import type { KeepCalls, PlainCalls, PrepareCalls } from './calls.ts';
import { draw } from './draw.ts';
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
const givenFiles = (): File[] => [...(input.files ?? [])];

/** Those that the plain library can read: no browser of this kind decodes HEIC. */
const readableFiles = (): File[] => givenFiles().filter(({ name }) => !name.endsWith('.heic'));

const plain = new Map<number, Wired<PlainCalls>>();
let preparers: Wired<PrepareCalls>[] = [];
let towers: Wired<ModelCalls>[] = [];
let keeper: Wired<KeepCalls> | undefined;
let inputs: ArrayBuffer[] = [];
const prepared: PreparedPhoto[] = [];

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startMs = performance.now();
  await work();
  return performance.now() - startMs;
}

const bench = {
  async loadPlain(threads: number): Promise<void> {
    const worker = await wire<PlainCalls>(() => new PlainWorker());
    const folder = defaultFolder;
    const model = folder.split('/').at(-2) ?? folder;
    await worker.call('plain-load', { modelsUrl: `/${folderUp(folder)}`, model, threads });
    plain.set(threads, worker);
  },
  /** @returns ms from the first file to the last vector. */
  async runPlain(threads: number): Promise<{ ms: number; vectors: number[][] }> {
    const files = readableFiles();
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
  },
  /** Pictures alone, each worker with a second one waiting, so that none is idle. @returns ms. */
  async prepareAlone(): Promise<number> {
    return timed(async () => {
      inputs = await share(givenFiles(), [...preparers, ...preparers], (file, worker) => worker.call('file-prepare', { file, recipe }));
    });
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

  /** Makes what `storePhotos` stores and reads what `hashFiles` hashes, outside the clock. */
  async loadKeeping(): Promise<void> {
    keeper = await wire<KeepCalls>(() => new KeepWorker());
    const imaging = await wire<ImagingCalls>(() => new ImagingWorker());
    for (const file of givenFiles()) {
      const { photoId } = await imaging.call('file-open', { file });
      prepared.push(await imaging.call('photo-prepare', { photoId, name: file.name, modifiedAt: file.lastModified, recipe }));
    }
    imaging.end();
    await keeper.call('files-hold', { files: givenFiles() });
  },
  readFiles: (): Promise<number> => timed(async () => keeper?.call('files-read', { files: givenFiles() })),
  hashFiles: (): Promise<number> => timed(async () => keeper?.call('bytes-hash', null)),
  storePhotos: (atOnce: number): Promise<number> =>
    timed(async () => keeper?.call('photos-store', { photos: prepared, dim: defaultModel.dim, atOnce })),

  draw,
};

declare global {
  interface Window {
    readonly bench: typeof bench;
  }
}
Object.assign(window, { bench });
