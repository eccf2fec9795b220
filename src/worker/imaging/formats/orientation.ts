// EXIF's eight orientations as turns.

import type { Turn } from '../pixels.ts';

const turns: readonly Turn[] = [
  { rotation: 0, flip: false },
  { rotation: 0, flip: true },
  { rotation: 180, flip: false },
  { rotation: 180, flip: true },
  { rotation: 90, flip: true },
  { rotation: 90, flip: false },
  { rotation: 270, flip: true },
  { rotation: 270, flip: false },
];
const upright: Turn = { rotation: 0, flip: false };

/** @param orientation 1 to 8; anything else is upright. */
export const turnOf = (orientation: number | undefined): Turn => turns[(orientation ?? 1) - 1] ?? upright;
