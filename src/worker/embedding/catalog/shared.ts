// What many entries of the catalogue have in common.

import type { PixelRecipe } from '../../../shared/domain/recipe.ts';
import type { ModelEntry } from '../model-entry.ts';

const clipValues = {
  mean: [0.48145466, 0.4578275, 0.40821073],
  std: [0.26862954, 0.26130258, 0.27577711],
} as const;
const halves = { mean: [0.5, 0.5, 0.5], std: [0.5, 0.5, 0.5] } as const;

export const clipPixels = (sizePx: number): PixelRecipe => ({ sizePx, fit: 'crop', filter: 'bicubic', ...clipValues });
export const siglipPixels = (sizePx: number): PixelRecipe => ({ sizePx, fit: 'squash', filter: 'bicubic', ...halves });
export const siglip2Pixels = (sizePx: number): PixelRecipe => ({ sizePx, fit: 'squash', filter: 'bilinear', ...halves });
/** Values of 0..1, fed as they are. */
export const mobileClipPixels = (sizePx: number): PixelRecipe => ({
  ...{ sizePx, fit: 'crop', filter: 'bilinear', mean: [0, 0, 0], std: [1, 1, 1] },
});

/** Causal: what stands behind the end of the text changes nothing, so that it needs no padding. */
export const clipText = {
  tokenizer: 'CLIP BPE',
  maxTokens: 77,
  padToMax: false,
  template: 'a photo of a {}',
} as const satisfies ModelEntry['text'];

/** Its vector is taken at the last of 64 places, whatever stands there. */
export const siglipText = {
  tokenizer: 'SentencePiece',
  maxTokens: 64,
  padToMax: true,
  template: 'This is a photo of {}.',
} as const satisfies ModelEntry['text'];

export const needsCutting = 'It is published as one graph with both towers, which this app does not cut apart yet.';
