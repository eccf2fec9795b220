// The image half of a model: pixels → vectors.

import { Tensor } from 'onnxruntime-web/webgpu';
import { AppError } from '../../../shared/domain/app-error.ts';
import type { TowerSpec } from '../../../shared/protocol/model.ts';
import { fillPlanes, makeTables } from './planes.ts';
import { type LoadOptions, openTowerSession, warmUp } from './session.ts';

export interface ImageTower {
  /** Uint8 RGB [count × sizePx × sizePx × 3] → float32 [count × dim], each row of unit length. @throws {AppError} `model-failed`; AbortError. */
  embed(pixels: ArrayBuffer, count: number, signal?: AbortSignal): Promise<Float32Array<ArrayBuffer>>;
  close(): Promise<void>;
}

/** Loads it, and runs it once on black, so that the first real call is as fast as the tenth. @throws {AppError} `model-unavailable`; AbortError. */
export async function openImageTower(spec: TowerSpec, options: LoadOptions = {}): Promise<ImageTower> {
  const { session } = await openTowerSession(spec, ['pixel_values'], options);
  const tables = makeTables(spec);
  const area = spec.sizePx * spec.sizePx;

  async function embed(pixels: ArrayBuffer, count: number, signal?: AbortSignal): Promise<Float32Array<ArrayBuffer>> {
    if (pixels.byteLength !== count * area * 3)
      throw new AppError('model-failed', { reason: `${pixels.byteLength} bytes for ${count} pictures of ${spec.sizePx} px` });
    const planes = new Float32Array(count * area * 3);
    fillPlanes(planes, new Uint8Array(pixels), area, tables);
    const input = new Tensor('float32', planes, [count, 3, spec.sizePx, spec.sizePx]);
    return session.run({ pixel_values: input }, count, signal);
  }

  await warmUp(() => embed(new ArrayBuffer(area * 3), 1, options.signal), spec);
  return { embed, close: session.close };
}
