// A model of the catalogue from the library worker's side: as the pipeline sees it, and as its towers, in workers of their own, are told of it.

import { AppError } from '../../../shared/domain/app-error.ts';
import type { SpaceId } from '../../../shared/domain/photo.ts';
import type { Caller } from '../../../shared/protocol/caller.ts';
import type { Device, ModelCalls, Tower, TowerSpec } from '../../../shared/protocol/model.ts';
import type { Embedder } from '../embedder.ts';
import type { Dtype, ModelEntry } from '../model-entry.ts';
import { spaceIdOf } from '../space-id.ts';

/** Workers whose tower is loaded, or will be by the time `work` has one. */
export interface Workers {
  run<R>(work: (worker: Caller<ModelCalls>) => Promise<R>, signal?: AbortSignal): Promise<R>;
}

/** A worker's round trip is 1–2 % of a picture's time, so a larger batch gains nothing; a typed query waits for the batch that is
 * under way, and an interruption loses it (docs/decisions/0002-transformers-and-runtime.md). */
const fullBatch = 2;

export const spaceOfModel = ({ id: model, revision, preprocessing, dim }: ModelEntry): SpaceId =>
  spaceIdOf({ provider: 'local', model, revision, preprocessing, dim });

interface Placement {
  readonly tower: Tower;
  readonly device: Device;
  /** WASM threads. */
  readonly threads: number;
  /** Address of the app's root, ending in a slash. */
  readonly appRoot: string;
  /** Another of the model's files than its entry prefers. */
  readonly dtype?: Dtype;
  /** Its files, where it is installed and not shipped. */
  readonly blobs?: Readonly<Record<string, Blob>>;
}

/** What a model worker must know to run a tower of `entry`. */
export function towerSpecOf(
  entry: ModelEntry,
  { tower, device, threads, appRoot, dtype = entry.dtype[tower], blobs }: Placement,
): TowerSpec {
  const { dim, text, pixels, outputs, source } = entry;
  const { sizePx, mean, std } = pixels;
  const folderUrl = source.kind === 'app' ? new URL(source.folder, appRoot).href : source.repo;
  const place = { folderUrl, ...(blobs && { blobs }), tower, device, dtype, threads };
  return { ...place, dim, sizePx, mean, std, ...text, output: outputs[tower] };
}

export function createLocalEmbedder(entry: ModelEntry, { images, texts }: { readonly images: Workers; readonly texts: Workers }): Embedder {
  const { dim, pixels: recipe, dtype } = entry;
  const inputBytes = recipe.sizePx * recipe.sizePx * 3;

  function pack(inputs: readonly ArrayBuffer[]): ArrayBuffer {
    const packed = new Uint8Array(inputs.length * inputBytes);
    for (const [i, input] of inputs.entries()) {
      if (input.byteLength !== inputBytes)
        throw new AppError('internal', { reason: `an input of ${input.byteLength} bytes where ${recipe.sizePx} px need ${inputBytes}` });
      packed.set(new Uint8Array(input), i * inputBytes);
    }
    return packed.buffer;
  }

  return {
    space: spaceOfModel(entry),
    dim,
    recipe,
    // A quantized graph scales by the largest value of a batch: there a photo's vector would depend on its neighbours.
    batch: dtype.image === 'fp32' || dtype.image === 'fp16' ? fullBatch : 1,
    async embedImages(inputs, signal) {
      if (inputs.length === 0) return [];
      const vectors = await images.run((worker) => {
        const pixels = pack(inputs); // Here, not before: a batch that waits for a worker takes no second copy.
        return worker.call('images-embed', { pixels, count: inputs.length }, { signal, transfer: [pixels] });
      }, signal);
      return inputs.map((_, row) => vectors.slice(row * dim, (row + 1) * dim));
    },
    async embedText(words, signal) {
      signal?.throwIfAborted();
      return texts.run((worker) => worker.call('texts-embed', { texts: [words] }, { signal }), signal);
    },
  };
}
