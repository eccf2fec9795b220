// How a picture lies on the stage: how large, and how far from its middle. Pure; in CSS pixels, from the middle of the stage.

export interface Size {
  readonly width: number;
  readonly height: number;
}
export interface Point {
  readonly x: number;
  readonly y: number;
}
/** `scale` 1 is the picture fitted to the stage. */
export interface PanZoom extends Point {
  readonly scale: number;
}
export const fit: PanZoom = { scale: 1, x: 0, y: 0 };

/** The largest box of those proportions that the stage holds. */
export function fitInto(aspect: number, stage: Size): Size {
  const width = Math.min(stage.width, stage.height * aspect);
  return { width, height: width / aspect };
}

/** Twice the picture's own pixels, and at least four times the window: small pictures can be looked at too. */
export const mostScale = (fitted: Size, naturalWidth: number): number => Math.max(4, (2 * naturalWidth) / Math.max(1, fitted.width));

/** No farther than its edge at the stage's edge; in the middle where it is smaller than the stage. */
export function clampPan({ scale, x, y }: PanZoom, fitted: Size, stage: Size): PanZoom {
  const roomX = Math.max(0, (fitted.width * scale - stage.width) / 2);
  const roomY = Math.max(0, (fitted.height * scale - stage.height) / 2);
  return { scale, x: Math.min(Math.max(x, -roomX), roomX), y: Math.min(Math.max(y, -roomY), roomY) };
}

/** Zooms so that what lies at a point stays there, as far as the edges allow. */
export function zoomAt(
  view: PanZoom,
  scale: number,
  at: Point,
  { fitted, stage, most }: { fitted: Size; stage: Size; most: number },
): PanZoom {
  const next = Math.min(Math.max(scale, 1), most);
  const ratio = next / view.scale;
  return clampPan({ scale: next, x: at.x - (at.x - view.x) * ratio, y: at.y - (at.y - view.y) * ratio }, fitted, stage);
}
