// Whether an installed model does what a model does, on this device: asked before it is trusted with a library.

import { AppError } from '../../shared/domain/app-error.ts';
import { dot } from '../../shared/domain/vectors.ts';
import type { Embedder } from './embedder.ts';

/** Longer than any text rule allows: where the end token was lost, all such texts have one vector. */
const long = (start: string): string => `${start} ${'and a little more of the same '.repeat(60)}`;
const texts = ['a dog on a beach', 'a plate of food', 'the number seven', long('a ship at sea'), long('a red bicycle')];

/** Stripes, noise and a plain colour: nothing that two models agree on, and everything that one must tell apart. */
function pictures(sizePx: number): ArrayBuffer[] {
  let state = 7;
  const noise = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state >>> 24;
  };
  const bytes = sizePx * sizePx * 3;
  const stripes = Uint8Array.from({ length: bytes }, (_, i) => (Math.floor(i / 3 / 16) % 2 === 0 ? 240 : 20));
  const red = Uint8Array.from({ length: bytes }, (_, i) => (i % 3 === 0 ? 220 : 30));
  return [stripes, red, Uint8Array.from({ length: bytes }, noise)].map(({ buffer }) => buffer);
}

const closest = (vectors: readonly Float32Array[]): number =>
  Math.max(...vectors.flatMap((one, i) => vectors.slice(i + 1).map((other) => dot(one, other))));

/** Different things must not have one vector, and one thing no two.
 * @throws {AppError} `model-failed`, in words; whatever loading throws. */
export async function testModel(embedder: Embedder, subject: string, signal?: AbortSignal): Promise<void> {
  const fail = (reason: string) => new AppError('model-failed', { subject, reason });
  const inputs = pictures(embedder.recipe.sizePx);
  const alone: Float32Array[] = [];
  for (const input of inputs) alone.push(...(await embedder.embedImages([input], signal)));
  const together = await embedder.embedImages(inputs.slice(0, embedder.batch), signal);
  const words: Float32Array[] = [];
  for (const text of texts) words.push(await embedder.embedText(text, signal));
  const again = await embedder.embedText(texts[0] ?? '', signal);
  for (const vector of [...alone, ...words])
    if (vector.length !== embedder.dim) throw fail(`its vectors have ${vector.length} numbers, not ${embedder.dim}`);
  if (closest(alone) > 0.9999) throw fail('different pictures have one vector');
  if (closest(words) > 0.9999) throw fail('different texts have one vector');
  if (dot(again, words[0] ?? again) < 0.9999) throw fail('one text has two vectors');
  for (const [i, vector] of together.entries())
    if (dot(vector, alone[i] ?? vector) < 0.999) throw fail('a picture has another vector among others');
}
