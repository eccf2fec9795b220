// A model worker: one tower of one model. Who answers what stands here; no logic.

import { AppError } from '../shared/domain/app-error.ts';
import { buildId } from '../shared/protocol/build.ts';
import { onConnect } from '../shared/protocol/connect.ts';
import type { ModelCalls } from '../shared/protocol/model.ts';
import { type Handlers, serve } from '../shared/protocol/serve.ts';
import { transfer } from '../shared/protocol/transfer.ts';
import { type ImageTower, openImageTower } from './embedding/local/image-tower.ts';
import { allowRuntimeThreads } from './embedding/local/runtime-policy.ts';
import { openTextTower, type TextTower } from './embedding/local/text-tower.ts';

const loaded: { image?: ImageTower; text?: TextTower } = {};
const needed = <T>(tower: T | undefined): T => {
  if (!tower) throw new AppError('internal', { reason: 'the tower is not loaded' });
  return tower;
};
const moved = (vectors: Float32Array<ArrayBuffer>) => transfer(vectors, [vectors.buffer]);

const handlers: Handlers<ModelCalls> = {
  'tower-load': async (spec, { signal, progress }) => {
    if (spec.tower === 'image') loaded.image = await openImageTower(spec, { signal, onProgress: progress });
    else loaded.text = await openTextTower(spec, { signal, onProgress: progress });
    return null;
  },
  'images-embed': async ({ pixels, count }, { signal }) => moved(await needed(loaded.image).embed(pixels, count, signal)),
  'texts-embed': async ({ texts }, { signal }) => moved(await needed(loaded.text).embed(texts, signal)),
};

allowRuntimeThreads();
onConnect(self, (port) => serve(port, handlers, buildId));
