// How a model's reference implementation turns a picture into the square of pixels that the model sees.

/** A filter with Pillow's kernel: bicubic has a = −0.5; both widen by the scale when shrinking. */
export type ResampleFilter = 'bicubic' | 'bilinear';

export interface PixelRecipe {
  /** Side of the square that the model takes, in pixels. */
  readonly sizePx: number;
  /** `squash` ignores proportions; `crop` scales the shortest edge to `sizePx` and cuts the centre. */
  readonly fit: 'squash' | 'crop';
  readonly filter: ResampleFilter;
  /** Per channel R, G, B, of values in 0..1: the model is fed (value − mean) / std. */
  readonly mean: readonly [number, number, number];
  readonly std: readonly [number, number, number];
}
