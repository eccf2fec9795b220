// A tower's session with what both towers need: one run at a time, its output found by name, and rows checked and brought to unit length.

import type { InferenceSession, Tensor } from 'onnxruntime-web/webgpu';
import { AppError, isAbort, reasonOf, toAppError } from '../../../shared/domain/app-error.ts';
import { normalise } from '../../../shared/domain/vectors.ts';
import type { TowerSpec } from '../../../shared/protocol/model.ts';
import { fetchModelFiles, filePathsOf, type ModelFiles, readModelFiles } from './model-files.ts';
import { openSession } from './runtime.ts';

export interface LoadOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: { loadedBytes: number; totalBytes: number }) => void) | undefined;
}

export interface TowerSession {
  readonly inputNames: readonly string[];
  /** @returns float32 [rows × dim], each row of unit length. @throws {AppError} `model-failed`; AbortError if it was aborted before its turn. */
  run(feeds: Readonly<Record<string, Tensor>>, rows: number, signal?: AbortSignal): Promise<Float32Array<ArrayBuffer>>;
  close(): Promise<void>;
}

/** @param inputs what the tower can feed; a graph that wants anything else is refused.
 * @throws {AppError} `model-unavailable`; AbortError. */
export async function openTowerSession(
  spec: TowerSpec,
  inputs: readonly string[],
  { signal, onProgress }: LoadOptions,
): Promise<{ session: TowerSession; files: ModelFiles }> {
  const paths = filePathsOf(spec.tower, spec.dtype);
  const files = spec.blobs ? await readModelFiles(spec.blobs, paths) : await fetchModelFiles(spec.folderUrl, paths, { signal, onProgress });
  const session = await openSession(spec, files);
  const strange = session.inputNames.filter((name) => !inputs.includes(name));
  if (!session.outputNames.includes(spec.output) || strange.length > 0)
    throw new AppError('model-unavailable', {
      subject: spec.folderUrl,
      reason: `its ${spec.tower} tower wants ${session.inputNames.join(', ')} and gives ${session.outputNames.join(', ')}`,
    });
  return { session: wrap(session, spec.output, spec.dim), files };
}

/** The first run of a tower, which is slow. @throws {AppError} `model-unavailable` if what it gives is no embedding; AbortError. */
export async function warmUp(run: () => Promise<unknown>, { folderUrl, tower }: TowerSpec): Promise<void> {
  try {
    await run();
  } catch (thrown) {
    if (isAbort(thrown)) throw thrown;
    throw new AppError('model-unavailable', { subject: folderUrl, reason: `its ${tower} tower: ${reasonOf(thrown)}`, cause: thrown });
  }
}

function wrap(session: InferenceSession, output: string, dim: number): TowerSession {
  let last: Promise<unknown> = Promise.resolve();

  async function runNow(feeds: Readonly<Record<string, Tensor>>, rows: number, signal?: AbortSignal): Promise<Float32Array<ArrayBuffer>> {
    signal?.throwIfAborted();
    try {
      // Not through the library's own call: there, one failed run fails each later one too, and inputs are logged.
      const result = (await session.run(feeds, [output]))[output];
      const data = result?.data;
      if (!(data instanceof Float32Array) || data.length !== rows * dim)
        throw new AppError('model-failed', {
          reason: `${rows} inputs gave ${result?.type} [${result?.dims.join(', ')}], not ${dim} numbers each`,
        });
      const vectors = Float32Array.from(data);
      for (let row = 0; row < rows; row++) normalise(vectors.subarray(row * dim, (row + 1) * dim));
      return vectors;
    } catch (thrown) {
      throw isAbort(thrown) ? thrown : toAppError(thrown, 'model-failed');
    }
  }

  return {
    inputNames: session.inputNames,
    run(feeds, rows, signal) {
      const mine = last.then(() => runNow(feeds, rows, signal));
      last = mine.catch(() => undefined); // Its caller is told; the next in line does not care.
      return mine;
    },
    close: () => session.release(),
  };
}
