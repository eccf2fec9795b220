// Zooming, panning and swiping the picture on its stage, by wheel, mouse, finger and key.

import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { clampPan, fit, fitInto, mostScale, type PanZoom, type Point, type Size, zoomAt } from './pan-zoom.ts';

const wheelPerPixel = 0.0022;
const stepRatio = 1.5;
const doubleClickScale = 2.5;
const swipePx = 56;
const dismissPx = 110;
/** Beyond this, a finger that is lifted has not tapped. */
const slackPx = 8;

export interface StageGestures {
  /** −1 to the photo before, 1 to the next: swiped at the fitted size. */
  onSwipe(step: -1 | 1): void;
  /** Pulled down at the fitted size. */
  onDismiss(): void;
}

export interface StageZoom {
  readonly scale: number;
  readonly stage: Size;
  readonly fitted: Size;
  zoomIn(): void;
  zoomOut(): void;
  reset(): void;
  /** Moves the picture, as a drag would. */
  pan(by: Point): void;
}

/** @param frame is moved and scaled by its style, in step with the hand; React hears of a new scale only.
 * @param subject another one starts at the fitted size. */
export function usePanZoom(
  stageRef: RefObject<HTMLElement | null>,
  frame: RefObject<HTMLElement | null>,
  { subject, aspect, naturalWidth, gestures }: { subject: string; aspect: number; naturalWidth: number; gestures: StageGestures },
): StageZoom {
  const [stage, setStage] = useState<Size>({ width: 0, height: 0 });
  const [scale, setScale] = useState(1);
  const view = useRef<PanZoom>(fit);
  const fitted = fitInto(aspect, stage);
  const latest = useRef({ stage, fitted, most: 4, gestures });
  useLayoutEffect(() => {
    latest.current = { stage, fitted, most: mostScale(fitted, naturalWidth), gestures };
  });

  useLayoutEffect(() => {
    const element = stageRef.current;
    if (!element) return;
    const measure = () => setStage({ width: element.clientWidth, height: element.clientHeight });
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [stageRef]);

  const apply = useCallback(
    (next: PanZoom, offset: Point = { x: 0, y: 0 }) => {
      view.current = next;
      if (frame.current) frame.current.style.transform = `translate(${next.x + offset.x}px, ${next.y + offset.y}px) scale(${next.scale})`;
      setScale(next.scale);
    },
    [frame],
  );
  const zoom = useCallback((to: number, at: Point = { x: 0, y: 0 }) => apply(zoomAt(view.current, to, at, latest.current)), [apply]);

  useLayoutEffect(() => apply(fit), [apply, subject]);
  useLayoutEffect(() => apply(clampPan(view.current, fitInto(aspect, stage), stage)), [apply, aspect, stage]);

  useEffect(() => {
    const element = stageRef.current;
    if (!element) return;
    const pointers = new Map<number, PointerEvent>();
    /** Where the gesture began; begun anew whenever a finger comes or goes. */
    let start = { view: view.current, middle: { x: 0, y: 0 }, spread: 1 };
    let tapped = { at: 0, x: 0, y: 0 };

    const fromMiddle = ({ clientX, clientY }: { clientX: number; clientY: number }): Point => {
      const { left, top, width, height } = element.getBoundingClientRect();
      return { x: clientX - left - width / 2, y: clientY - top - height / 2 };
    };
    const gather = () => {
      const points = [...pointers.values()].map(fromMiddle);
      const sum = points.reduce((a, b) => ({ x: a.x + b.x, y: a.y + b.y }), { x: 0, y: 0 });
      const middle = { x: sum.x / points.length, y: sum.y / points.length };
      const [a, b] = points;
      return { middle, spread: a && b ? Math.max(1, Math.hypot(a.x - b.x, a.y - b.y)) : 1 };
    };
    const begin = () => {
      if (pointers.size > 0) start = { view: view.current, ...gather() };
    };
    const isControl = (target: EventTarget | null) => target instanceof Element && target.closest('button, a') !== null;

    const down = (event: PointerEvent) => {
      if (event.button !== 0 || isControl(event.target)) return;
      pointers.set(event.pointerId, event);
      element.setPointerCapture(event.pointerId);
      begin();
    };
    const move = (event: PointerEvent) => {
      if (!pointers.has(event.pointerId)) return;
      pointers.set(event.pointerId, event);
      const { middle, spread } = gather();
      const { stage, fitted } = latest.current;
      const by = { x: middle.x - start.middle.x, y: middle.y - start.middle.y };
      if (pointers.size > 1) {
        const zoomed = zoomAt(start.view, start.view.scale * (spread / start.spread), start.middle, latest.current);
        apply(clampPan({ ...zoomed, x: zoomed.x + by.x, y: zoomed.y + by.y }, fitted, stage));
      } else if (view.current.scale > 1) apply(clampPan({ ...start.view, x: start.view.x + by.x, y: start.view.y + by.y }, fitted, stage));
      else if (event.pointerType !== 'mouse')
        apply(fit, Math.abs(by.x) > Math.abs(by.y) ? { x: by.x, y: 0 } : { x: 0, y: Math.max(0, by.y) });
    };
    const up = (event: PointerEvent) => {
      if (!pointers.has(event.pointerId)) return;
      const by = gather().middle;
      const moved = { x: by.x - start.middle.x, y: by.y - start.middle.y };
      const wasAlone = pointers.size === 1;
      pointers.delete(event.pointerId);
      begin();
      if (!wasAlone || event.type === 'pointercancel') {
        if (view.current.scale <= 1) apply(fit);
        return;
      }
      if (Math.hypot(moved.x, moved.y) < slackPx) {
        // A second tap: touch has no double click of its own where the browser leaves gestures to us.
        const at = fromMiddle(event);
        const again = event.timeStamp - tapped.at < 320 && Math.hypot(at.x - tapped.x, at.y - tapped.y) < 32;
        tapped = again ? { at: 0, x: 0, y: 0 } : { at: event.timeStamp, ...at };
        if (again) zoom(view.current.scale > 1 ? 1 : doubleClickScale, at);
        return;
      }
      if (view.current.scale > 1 || event.pointerType === 'mouse') return;
      apply(fit);
      const towards = getComputedStyle(element).direction === 'rtl' ? -1 : 1;
      if (Math.abs(moved.x) > swipePx && Math.abs(moved.x) > Math.abs(moved.y))
        latest.current.gestures.onSwipe(moved.x * towards < 0 ? 1 : -1);
      else if (moved.y > dismissPx) latest.current.gestures.onDismiss();
    };
    const wheel = (event: WheelEvent) => {
      event.preventDefault();
      // A pinch on a touchpad comes as a wheel with Ctrl, in smaller steps.
      const perPixel = event.ctrlKey && Math.abs(event.deltaY) < 50 ? 0.01 : wheelPerPixel;
      zoom(view.current.scale * Math.exp(-event.deltaY * perPixel), fromMiddle(event));
    };
    element.addEventListener('pointerdown', down);
    element.addEventListener('pointermove', move);
    element.addEventListener('pointerup', up);
    element.addEventListener('pointercancel', up);
    element.addEventListener('wheel', wheel, { passive: false });
    return () => {
      element.removeEventListener('pointerdown', down);
      element.removeEventListener('pointermove', move);
      element.removeEventListener('pointerup', up);
      element.removeEventListener('pointercancel', up);
      element.removeEventListener('wheel', wheel);
    };
  }, [stageRef, apply, zoom]);

  return {
    scale,
    stage,
    fitted,
    zoomIn: () => zoom(view.current.scale * stepRatio),
    zoomOut: () => zoom(view.current.scale / stepRatio),
    reset: () => zoom(1),
    pan: ({ x, y }) => apply(clampPan({ ...view.current, x: view.current.x + x, y: view.current.y + y }, fitted, stage)),
  };
}
