// Runs in a page of the app's origin, bundled by fill.ts: writes a ready library through the storage room, as an ingest would have.
// Vectors are the samples' own with noise, so that a description finds what it should among any number.

import type { PhotoId } from '../../src/shared/domain/photo.ts';
import { normalise } from '../../src/shared/domain/vectors.ts';
import { defaultModel } from '../../src/worker/embedding/catalog.ts';
import { spaceOfModel } from '../../src/worker/embedding/local/local-embedder.ts';
import { sealTails } from '../../src/worker/storage/chunks.ts';
import { openDatabase } from '../../src/worker/storage/database.ts';
import { commitPrepared } from '../../src/worker/storage/prepared.ts';
import { addSpace } from '../../src/worker/storage/spaces.ts';
import { commitVectors } from '../../src/worker/storage/vectors.ts';
import { createRandom } from '../random.ts';
import { inventFacts, type PhotoFacts } from './facts.ts';

export interface FillOptions {
  readonly rows: number;
  readonly seed: number;
  /** Unit vectors of the samples, in the order of their names. */
  readonly sampleVectors: readonly (readonly number[])[];
}

/** As in src/worker/rooms.ts. */
const databaseName = 'afterimage';
const rowsAtOnce = 500;
/** Of the noise against the sample's vector, both of unit length: cosine 0.8 between the two. */
const noise = 0.75;
const colours = 24;

/** One small picture a colour, shared by all rows of that colour: a hundred thousand different ones would be gigabytes. */
async function makePicture(hue: number): Promise<ArrayBuffer> {
  const canvas = new OffscreenCanvas(96, 72);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no canvas');
  const sky = context.createLinearGradient(0, 0, 0, 72);
  sky.addColorStop(0, `hsl(${hue} 60% 70%)`);
  sky.addColorStop(1, `hsl(${hue + 40} 55% 35%)`);
  context.fillStyle = sky;
  context.fillRect(0, 0, 96, 72);
  return (await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.8 })).arrayBuffer();
}

/** What a SHA-256 looks like, from the seed and the row. */
function photoIdOf(random: () => number): PhotoId {
  const words = Array.from({ length: 8 }, () =>
    Math.floor(random() * 2 ** 32)
      .toString(16)
      .padStart(8, '0'),
  );
  return words.join('') as PhotoId; // 64 hexadecimal digits.
}

function vectorNear(sample: readonly number[], random: () => number): Float32Array<ArrayBuffer> {
  const direction = normalise(Float32Array.from(sample, () => random() - 0.5));
  return normalise(Float32Array.from(sample, (value, at) => value + noise * (direction[at] ?? 0)));
}

/** @throws {AppError} of the storage room. */
export async function fillLibrary({ rows, seed, sampleVectors }: FillOptions): Promise<void> {
  const fail = (reason: string) => () => {
    throw new Error(`the library's database is ${reason}`);
  };
  const db = await openDatabase(databaseName, { blocked: fail('blocked'), blocking: fail('outdated'), terminated: fail('gone') });
  const space = spaceOfModel(defaultModel);
  const { dim } = defaultModel;
  await addSpace(db, { id: space, dim });
  const pictures = await Promise.all(Array.from({ length: colours }, (_, at) => makePicture((at * 360) / colours)));
  const random = createRandom(seed);
  const facts = inventFacts(rows, seed);
  for (let from = 0; from < rows; from += rowsAtOnce) {
    const batch = facts.slice(from, from + rowsAtOnce);
    const ids = batch.map(() => photoIdOf(random));
    await commitPrepared(
      db,
      space,
      batch.map((fact, at) => ({
        photo: preparedOf(fact, ids[at] ?? photoIdOf(random), pictures[Math.floor(random() * colours)] ?? new ArrayBuffer(0), random),
        file: { path: fact.path, size: 60_000, modifiedAt: Date.parse(`${fact.takenAt}Z`) },
      })),
    );
    const vectors = new Float32Array(batch.length * dim);
    for (let at = 0; at < batch.length; at++) {
      const sample = sampleVectors[Math.floor(random() * sampleVectors.length)];
      if (sample) vectors.set(vectorNear(sample, random), at * dim);
    }
    await commitVectors(db, space, ids, vectors);
  }
  while (await sealTails(db, space));
  db.close();
}

function preparedOf(fact: PhotoFacts, photoId: PhotoId, picture: ArrayBuffer, random: () => number) {
  const { takenAt, offset, model, lens, exposureSeconds, fNumber, iso, focalLengthMm, gps } = fact;
  const upright = random() < 0.3;
  return {
    photoId,
    type: 'image/jpeg',
    bytes: 60_000,
    width: upright ? 3000 : 4000,
    height: upright ? 4000 : 3000,
    colour: Math.floor(random() * 0x1000000),
    thumbnail: picture,
    preview: picture,
    input: new ArrayBuffer(0), // Let go of again with the vector.
    metadata: {
      takenAt: `${takenAt}${offset}`,
      takenFrom: 'exif' as const,
      camera: model,
      lens,
      exposure: { seconds: exposureSeconds, fNumber, iso, focalLengthMm },
      ...(gps && { gps }),
    },
  };
}

declare global {
  interface Window {
    fillLibrary: typeof fillLibrary;
  }
}
window.fillLibrary = fillLibrary;
