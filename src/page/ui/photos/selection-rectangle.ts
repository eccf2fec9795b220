// The rectangle that a mouse draws over the grid, which selects what it touches and pulls the view along at its edges.

import { distance, followPointer } from './follow-pointer.ts';
import type { Rect } from './grid-geometry.ts';

/** A hand trembles: less is a click. */
export const slackPx = 6;
const edgePx = 56;
const fastestPx = 32;

export interface RectangleOptions {
  readonly scroller: HTMLElement;
  /** The rectangle is in this element's coordinates, from the side where lines of text begin. */
  readonly canvas: HTMLElement;
  /** Shows the rectangle. Moved by its style: React need not hear of every pixel. */
  readonly box: HTMLElement;
  begin(): void;
  cover(rect: Rect): void;
  /** Escape was pressed: as if nothing had been drawn. */
  cancel(): void;
}

/** @returns stop. */
export function drawRectangle(down: PointerEvent, { scroller, canvas, box, begin, cover, cancel }: RectangleOptions): () => void {
  const toLeft = getComputedStyle(canvas).direction === 'rtl';
  const place = ({ clientX, clientY }: { clientX: number; clientY: number }) => {
    const { left, right, top } = canvas.getBoundingClientRect();
    return { x: toLeft ? right - clientX : clientX - left, y: clientY - top };
  };
  const from = place(down);
  let at: { clientX: number; clientY: number } = down;
  let frame = 0;

  function draw(): void {
    const to = place(at);
    const rect = {
      start: Math.min(from.x, to.x),
      top: Math.min(from.y, to.y),
      width: Math.abs(from.x - to.x),
      height: Math.abs(from.y - to.y),
    };
    box.hidden = false;
    box.style.insetInlineStart = `${rect.start}px`;
    box.style.insetBlockStart = `${rect.top}px`;
    box.style.inlineSize = `${rect.width}px`;
    box.style.blockSize = `${rect.height}px`;
    cover(rect);
  }
  function pull(): void {
    const { top, bottom } = scroller.getBoundingClientRect();
    const over = Math.max(0, at.clientY - (bottom - edgePx)) - Math.max(0, top + edgePx - at.clientY);
    if (over !== 0) {
      scroller.scrollTop += Math.sign(over) * Math.min(fastestPx, Math.abs(over) / 3);
      draw();
    }
    frame = requestAnimationFrame(pull);
  }
  const escape = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || frame === 0) return;
    event.stopPropagation();
    stop();
    cancel();
  };
  addEventListener('keydown', escape, true);

  const stop = followPointer(down, {
    move(event) {
      at = event;
      if (frame === 0 && distance(event, down) < slackPx) return;
      if (frame === 0) {
        begin();
        frame = requestAnimationFrame(pull);
      }
      draw();
    },
    end() {
      cancelAnimationFrame(frame);
      removeEventListener('keydown', escape, true);
      box.hidden = true;
    },
  });
  return stop;
}
