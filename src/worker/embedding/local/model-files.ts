// Fetches the files of a tower, and looks at what came before anyone parses it: a server may answer any address with its start page.

import { AppError, isAbort, reasonOf } from '../../../shared/domain/app-error.ts';
import type { Tower, TowerSpec } from '../../../shared/protocol/model.ts';

/** The file name endings of transformers.js. */
const suffixes: Readonly<Record<TowerSpec['dtype'], string>> = {
  fp32: '',
  fp16: '_fp16',
  q8: '_quantized',
  q4: '_q4',
  q4f16: '_q4f16',
  int8: '_int8',
  uint8: '_uint8',
};
const towerNames: Readonly<Record<Tower, string>> = { image: 'vision_model', text: 'text_model' };

export const graphPathOf = (tower: Tower, dtype: TowerSpec['dtype']): string => `onnx/${towerNames[tower]}${suffixes[dtype]}.onnx`;

/** Paths, relative to the model's folder, of all that a tower needs. */
export const filePathsOf = (tower: Tower, dtype: TowerSpec['dtype']): readonly string[] => [
  ...(tower === 'text' ? ['tokenizer.json', 'tokenizer_config.json'] : []),
  graphPathOf(tower, dtype),
];

export type ModelFiles = ReadonlyMap<string, Uint8Array<ArrayBuffer>>;

interface Options {
  readonly signal?: AbortSignal | undefined;
  /** Bytes of all files together. The total grows while servers have not said all sizes. */
  readonly onProgress?: ((progress: { loadedBytes: number; totalBytes: number }) => void) | undefined;
}

/** Files of an installed model, from where they are kept. They were looked at when it was installed.
 * @throws {AppError} `model-unavailable`, its subject the path of the file: it is missing, or the browser does not give it back. */
export async function readModelFiles(blobs: Readonly<Record<string, Blob>>, paths: readonly string[]): Promise<ModelFiles> {
  const readOne = async (path: string): Promise<[string, Uint8Array<ArrayBuffer>]> => {
    try {
      const blob = blobs[path];
      if (!blob) throw new Refused('the installed model has no such file');
      return [path, new Uint8Array(await blob.arrayBuffer())];
    } catch (thrown) {
      throw new AppError('model-unavailable', { subject: path, reason: reasonOf(thrown), cause: thrown });
    }
  };
  return new Map(await Promise.all(paths.map(readOne)));
}

/** @param folderUrl ends in a slash.
 * @throws {AppError} `model-unavailable`, its subject the path of the file; retryable if the network failed. AbortError. */
export async function fetchModelFiles(
  folderUrl: string,
  paths: readonly string[],
  { signal, onProgress }: Options = {},
): Promise<ModelFiles> {
  let [loadedBytes, totalBytes, toldBytes] = [0, 0, 0];
  const expect = (bytes: number) => (totalBytes += bytes);
  const count = (bytes: number) => {
    loadedBytes += bytes;
    totalBytes = Math.max(totalBytes, loadedBytes);
    if (loadedBytes - toldBytes < totalBytes / 100 && loadedBytes < totalBytes) return; // A hundred messages are enough.
    toldBytes = loadedBytes;
    onProgress?.({ loadedBytes, totalBytes });
  };
  const fetchOne = async (path: string): Promise<[string, Uint8Array<ArrayBuffer>]> => {
    try {
      const response = await answerFor(folderUrl + path, signal);
      expect(Number(response.headers.get('content-length') ?? 0));
      const bytes = await readAll(response, count);
      checkContent(path, bytes, response.headers.get('content-type') ?? 'no type');
      return [path, bytes];
    } catch (thrown) {
      if (isAbort(thrown)) throw thrown;
      if (thrown instanceof Refused) throw new AppError('model-unavailable', { subject: path, reason: thrown.message });
      throw new AppError('model-unavailable', { subject: path, reason: reasonOf(thrown), retryable: true, cause: thrown });
    }
  };
  return new Map(await Promise.all(paths.map(fetchOne)));
}

/** The server answered, and trying again would not change it. */
class Refused extends Error {}

/** Two workers that fetch one large file at once through the browser's cache: in a private window one of them fails
 * (ERR_CACHE_WRITE_FAILURE from 10 MB on, Chromium 156). So the cache is left out; a service worker may answer all the same. */
async function answerFor(url: string, signal: AbortSignal | undefined): Promise<Response> {
  const response = await fetch(url, { cache: 'no-store', signal: signal ?? null });
  if (!response.ok && response.status < 500) throw new Refused(`the server answered ${response.status}`);
  if (!response.ok) throw new Error(`the server answered ${response.status}`);
  return response;
}

async function readAll(response: Response, count: (bytes: number) => void): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  const reader = response.body?.getReader();
  for (let step = await reader?.read(); step && !step.done; step = await reader?.read()) {
    chunks.push(step.value);
    count(step.value.length);
  }
  const bytes = new Uint8Array(chunks.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

const smallestGraphBytes = 1024;

/** A graph is a protobuf: its first byte is a field's tag, of wire type 0 or 2 in its low three bits. Text pages and the pointers that
 * stand for large files begin otherwise: `<` is 4, `v` is 6, `{` is 3. */
function checkContent(path: string, bytes: Uint8Array, type: string): void {
  if (path.endsWith('.json')) return void parseJson(path, bytes, type);
  const wireType = (bytes[0] ?? 7) & 7;
  if (bytes.length < smallestGraphBytes || (wireType !== 0 && wireType !== 2))
    throw new Refused(`not a model: ${bytes.length} bytes, sent as ${type}`);
}

function parseJson(path: string, bytes: Uint8Array, type: string): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    throw new Refused(`${path} is not JSON: ${bytes.length} bytes, sent as ${type}`); // What the parser says adds nothing.
  }
}

/** The parsed content of a JSON file among `files`. */
export const jsonOf = (files: ModelFiles, path: string): Readonly<Record<string, unknown>> =>
  parseJson(path, files.get(path) ?? new Uint8Array(), 'nothing') as Readonly<Record<string, unknown>>; // Checked when it was fetched.
