// The library's columns, and changes to them that are shown before the library has answered.

import { type Timeline, timelineFlag } from '../../shared/domain/library.ts';
import type { PhotoId } from '../../shared/domain/photo.ts';
import { timelineId, timelineIndex } from './grid-source.ts';

export const emptyTimeline: Timeline = {
  count: 0,
  ids: new Uint8Array(0),
  aspects: new Float32Array(0),
  takenMs: new Float64Array(0),
  colours: new Uint32Array(0),
  flags: new Uint8Array(0),
};

/** The same timeline with the favourite bit of these photos set or cleared. */
export function withFavourites(timeline: Timeline, photoIds: readonly PhotoId[], on: boolean): Timeline {
  const flags = timeline.flags.slice();
  for (const photoId of photoIds) {
    const index = timelineIndex(timeline, photoId);
    if (index < 0) continue;
    const others = (flags[index] ?? 0) & ~timelineFlag.favourite;
    flags[index] = on ? others | timelineFlag.favourite : others;
  }
  return { ...timeline, flags };
}

/** The same timeline without these photos. */
export function withoutPhotos(timeline: Timeline, photoIds: ReadonlySet<PhotoId>): Timeline {
  const kept: number[] = [];
  for (let index = 0; index < timeline.count; index++) if (!photoIds.has(timelineId(timeline, index))) kept.push(index);
  const ids = new Uint8Array(kept.length * 32);
  for (const [to, from] of kept.entries()) ids.set(timeline.ids.subarray(from * 32, from * 32 + 32), to * 32);
  return {
    count: kept.length,
    ids,
    aspects: Float32Array.from(kept, (index) => timeline.aspects[index] ?? 1),
    takenMs: Float64Array.from(kept, (index) => timeline.takenMs[index] ?? Number.NaN),
    colours: Uint32Array.from(kept, (index) => timeline.colours[index] ?? 0),
    flags: Uint8Array.from(kept, (index) => timeline.flags[index] ?? 0),
  };
}
