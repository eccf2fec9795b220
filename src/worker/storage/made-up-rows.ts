// Rows of made-up photos, for tests and for the databases kept as fixtures.

import type { SavedSearch } from '../../shared/domain/library.ts';
import type { PhotoId, SpaceId } from '../../shared/domain/photo.ts';
import type { PreparedRow } from './prepared.ts';
import type { QueuedFile } from './schema.ts';

export const madeUpSpace = 'test:made-up:1:1' as SpaceId; // As SpaceId: any text is one.
export const madeUpDim = 16;

/** Photo number `n`: the same id, bytes and vector each time. */
export const photoIdOf = (n: number): PhotoId => (n * 2654435761).toString(16).padStart(64, '0') as PhotoId; // As PhotoId: it has the form of one.

export const fileOf = (n: number, path = `trip/IMG_${String(n).padStart(4, '0')}.jpg`): QueuedFile => ({
  path,
  name: path.slice(path.lastIndexOf('/') + 1),
  size: 1000 + n,
  modifiedAt: 1_700_000_000_000 + n,
});

/** Buffers of a length of their own, so that a total that forgets one is wrong. */
export function preparedOf(n: number, { path, queueKey }: { path?: string; queueKey?: number } = {}): PreparedRow {
  const bytes = (length: number) => Uint8Array.from({ length }, (_, i) => (n + i) % 256).buffer;
  return {
    photo: {
      ...{ photoId: photoIdOf(n), type: 'image/jpeg', bytes: 1000 + n, width: 4000, height: 3000, colour: n },
      metadata: { takenAt: `2024-06-${String(1 + (n % 28)).padStart(2, '0')}T18:30:00+02:00`, takenFrom: 'exif', camera: 'Made Up 1' },
      ...{ thumbnail: bytes(20 + n), preview: bytes(60 + n), input: bytes(12) },
    },
    file: fileOf(n, path),
    queueKey,
  };
}

/** float32 [numbers × madeUpDim], of unit length; every number has a direction of its own. */
export function vectorsOf(numbers: readonly number[]): Float32Array<ArrayBuffer> {
  const rows = new Float32Array(numbers.length * madeUpDim);
  for (const [row, n] of numbers.entries()) {
    const vector = Float32Array.from({ length: madeUpDim }, (_, i) => Math.sin(1 + n * madeUpDim + i));
    const length = Math.hypot(...vector);
    rows.set(
      vector.map((x) => x / length),
      row * madeUpDim,
    );
  }
  return rows;
}

/** In the order they were saved in. */
export const madeUpSearches: readonly SavedSearch[] = [
  { text: 'a dog -people date:2023', like: [], savedAt: 1_700_000_000_000 },
  { text: 'at night', like: [photoIdOf(2), `-${photoIdOf(4)}`], savedAt: 1_700_000_000_001 },
];
