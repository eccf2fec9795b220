// An opaque canvas off the screen, in ordinary memory: its pixels are read back or encoded, never shown.

import { AppError } from '../../shared/domain/app-error.ts';

export function openCanvas(width: number, height: number): OffscreenCanvasRenderingContext2D {
  const context = new OffscreenCanvas(width, height).getContext('2d', { alpha: false, willReadFrequently: true });
  if (!context) throw new AppError('internal', { reason: `no canvas of ${width} × ${height}` });
  context.imageSmoothingQuality = 'high';
  return context;
}
