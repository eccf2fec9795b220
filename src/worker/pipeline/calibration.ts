// How cosines spread in this library where nothing belongs together: measured in the background, kept, and measured anew as the library grows.
// Until then, what the model's entry says is used: no query waits for it.

import type { SpaceId } from '../../shared/domain/photo.ts';
import { blend, measureSpread, type Spread } from '../../shared/domain/spread.ts';
import { dot } from '../../shared/domain/vectors.ts';
import type { Embedder } from '../embedding/embedder.ts';
import type { Background } from './cut.ts';
import type { Gate } from './gate.ts';
import { neutralTexts } from './neutral-texts.ts';
import type { Resident } from './resident.ts';

export interface Measured extends Background {
  readonly space: SpaceId;
  /** How many there were. */
  readonly photos: number;
}

export interface Calibration {
  /** What the cut of a query is reckoned from, now. */
  background(): Background;
  /** Measures if the library has changed much since it was last measured. Fulfilled when that is done; a second call waits for the first.
   * @throws what embedding throws. */
  renew(): Promise<void>;
}

interface Options {
  readonly resident: Pick<Resident, 'index' | 'entries'>;
  readonly embedder: Pick<Embedder, 'embedText' | 'space'>;
  /** Closed while a query is under way: this waits. */
  readonly queryGate: Gate;
  readonly known: Measured | undefined;
  /** Of the model's entry. */
  readonly before: Background;
  readonly keep: (measured: Measured) => Promise<unknown>;
}

/** Their cosines to all texts are 50,000 numbers, and take some 60 ms in all: more photos move the middle by less than 0.001. */
const photosLooked = 256;
/** What the entry says weighs as much as so many photos: two or three photos of the same thing spread by no law. */
const beforeWeighs = 16;
/** Measured again when there are half as many photos more, or fewer. */
const muchMore = 1.5;

export function createCalibration({ resident, embedder, queryGate, known, before, keep }: Options): Calibration {
  const { index } = resident;
  let measured = known?.space === embedder.space ? known : undefined;
  const texts: Float32Array[] = [];
  let under: Promise<void> | undefined;

  function isOutdated(): boolean {
    if (index.count === 0) return false;
    const photos = measured?.photos ?? 0;
    return index.count > photos * muchMore || index.count * muchMore < photos;
  }

  /** Evenly from all there are. */
  async function pickVectors(): Promise<Float32Array[]> {
    const every = Math.max(1, index.count / photosLooked);
    const picked: Float32Array[] = [];
    let [at, next] = [0, 0];
    for (const { facts, row } of resident.entries()) {
      if (row < 0 || at++ < next) continue;
      next += every;
      const vector = await index.vector(facts.id);
      if (vector) picked.push(vector);
    }
    return picked;
  }

  async function measure(): Promise<void> {
    for (const text of neutralTexts.slice(texts.length)) {
      await queryGate.pass();
      texts.push(await embedder.embedText(text));
    }
    const photos = index.count;
    const vectors = await pickVectors();
    const toTexts = await cosinesOf(vectors, (at) => texts.map((text) => dot(text, vectors[at] ?? text)), queryGate);
    const toPhotos = await cosinesOf(vectors, (at) => vectors.slice(at + 1).map((other) => dot(other, vectors[at] ?? other)), queryGate);
    const settled = (cosines: Float64Array, entry: Spread, count: number) =>
      cosines.length === 0 ? entry : blend(measureSpread(cosines), count, entry, beforeWeighs);
    measured = {
      space: embedder.space,
      photos,
      words: settled(toTexts, before.words, vectors.length),
      pictures: settled(toPhotos, before.pictures, vectors.length),
    };
    await keep(measured);
  }

  return {
    background: () => measured ?? before,
    renew() {
      under ??= (isOutdated() ? measure() : Promise.resolve()).finally(() => (under = undefined));
      return under;
    },
  };
}

/** A photo at a time, so that a query is answered between two. */
async function cosinesOf(vectors: readonly unknown[], rowOf: (at: number) => number[], queryGate: Gate): Promise<Float64Array> {
  const rows: number[][] = [];
  for (const at of vectors.keys()) {
    if (at % 16 === 15) await new Promise((resolve) => setTimeout(resolve, 0));
    await queryGate.pass();
    rows.push(rowOf(at));
  }
  return Float64Array.from(rows.flat());
}
