// What the pipeline sees of a model: pictures and words in, unit vectors of one space out. Where it runs is not its concern.

import type { SpaceId } from '../../shared/domain/photo.ts';
import type { PixelRecipe } from '../../shared/domain/recipe.ts';

export interface Embedder {
  /** Every vector it gives belongs to this space, and to no other. */
  readonly space: SpaceId;
  /** Length of its vectors. */
  readonly dim: number;
  /** How a picture becomes an input. */
  readonly recipe: PixelRecipe;
  /** How many inputs a call does best with. */
  readonly batch: number;
  /** @param inputs uint8 RGB, row by row, sizePx × sizePx × 3 bytes of the recipe each; they are left as they are.
   * @returns one vector of unit length an input, in order.
   * @throws {AppError} `model-unavailable`, `model-failed`, `worker-crashed` (retryable). */
  embedImages(inputs: readonly ArrayBuffer[], signal?: AbortSignal): Promise<Float32Array<ArrayBuffer>[]>;
  /** @returns a vector of unit length, the caller's own. @throws as `embedImages`. */
  embedText(text: string, signal?: AbortSignal): Promise<Float32Array<ArrayBuffer>>;
}
