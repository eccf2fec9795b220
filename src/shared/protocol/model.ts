// Every call between the library worker and a model worker. A model worker runs one tower of one model.

export type Tower = 'image' | 'text';
export type Device = 'wasm' | 'webgpu';

/** Everything a worker must know to run a tower. Data, so that it crosses threads; the catalogue makes it. */
export interface TowerSpec {
  /** Address of the model's folder, ending in a slash. Of an installed model only its name. */
  readonly folderUrl: string;
  /** Files of an installed model by their paths; those of the app are fetched. */
  readonly blobs?: Readonly<Record<string, Blob>>;
  readonly tower: Tower;
  readonly device: Device;
  /** As in the file names of transformers.js: fp32, fp16, q8, … */
  readonly dtype: 'fp32' | 'fp16' | 'q8' | 'q4' | 'q4f16' | 'int8' | 'uint8';
  /** WASM threads; 1 unless the page is cross-origin isolated. */
  readonly threads: number;
  readonly dim: number;
  /** Side of the image tower's input, in pixels, and its value scaling; see PixelRecipe. */
  readonly sizePx: number;
  readonly mean: readonly [number, number, number];
  readonly std: readonly [number, number, number];
  /** Longest text in tokens, the special ones included. */
  readonly maxTokens: number;
  /** Whether the text tower wants every text padded to `maxTokens`. */
  readonly padToMax: boolean;
  /** Where padding is not the tokenizer's own. */
  readonly padId?: number;
  /** Whether the text is made lower-case before the tokenizer sees it. */
  readonly lowerCase?: boolean;
  /** What stands before every text. */
  readonly prefix?: string;
  /** Name of the graph's output that is the embedding. */
  readonly output: string;
}

export interface ModelCalls {
  /** Loads, and runs once on blank input, so that the first real call is as fast as the tenth. @throws AppError `model-unavailable`. */
  'tower-load': { args: TowerSpec; progress: { loadedBytes: number; totalBytes: number }; result: null };
  /** Uint8 RGB [count × sizePx × sizePx × 3] → float32 [count × dim], each row of unit length. @throws AppError `model-failed`. */
  'images-embed': { args: { pixels: ArrayBuffer; count: number }; progress: never; result: Float32Array<ArrayBuffer> };
  /** Texts → float32 [texts × dim], each row of unit length. @throws AppError `model-failed`. */
  'texts-embed': { args: { texts: readonly string[] }; progress: never; result: Float32Array<ArrayBuffer> };
}
