// One half of the ideal: the app's own reading, decoding, resizing and encoding of a picture. No hash, metadata, storage, or model beside it.

import { buildId } from '../../src/shared/protocol/build.ts';
import { onConnect } from '../../src/shared/protocol/connect.ts';
import { serve } from '../../src/shared/protocol/serve.ts';
import { transfer } from '../../src/shared/protocol/transfer.ts';
import { decode } from '../../src/worker/imaging/decode.ts';
import { loadKernel } from '../../src/worker/imaging/kernel-module.ts';
import { makePictures, previewScale } from '../../src/worker/imaging/pictures.ts';
import { resample } from '../../src/worker/imaging/resample.ts';
import { giveBack } from '../../src/worker/imaging/scratch.ts';
import type { PrepareCalls } from './calls.ts';

const kernel = loadKernel();
/** The one type here that a browser may have no name for. */
const heic = 'image/heic';

onConnect(self, (port) =>
  serve<PrepareCalls>(
    port,
    {
      async 'file-prepare'({ file, recipe }) {
        const bytes = new Uint8Array(await file.arrayBuffer());
        // As `prepare` of the imaging room does: three times the input's side, and at least the preview.
        const { pixels, width, height } = await decode({ bytes, type: file.type || heic, name: file.name }, (size) =>
          Math.max(Math.min(1, (3 * recipe.sizePx) / Math.min(size.width, size.height)), previewScale(size)),
        );
        const pictures = makePictures(pixels, { width, height });
        const input = resample(await kernel, pixels, recipe);
        await pictures;
        giveBack(pixels.data.buffer);
        return transfer(input.buffer, [input.buffer]);
      },
    },
    buildId,
  ),
);
