// JPEG XL where the browser knows none: libjxl, compiled to WebAssembly.

import jxlUrl from '@jsquash/jxl/codec/dec/jxl_dec.wasm?url';
import decodeJxl, { init } from '@jsquash/jxl/decode.js';
import { AppError, reasonOf } from '../../../shared/domain/app-error.ts';
import { readSize } from '../size.ts';
import { type Decoder, refusedPixels } from './decoder.ts';
import { shrink, squareOf } from './shrink.ts';

let loaded: Promise<unknown> | undefined;

export const decode: Decoder = async (bytes, leastScale) => {
  const stated = readSize(bytes);
  if (stated && stated.width * stated.height >= refusedPixels)
    throw new AppError('too-many-pixels', { reason: `${stated.width} × ${stated.height} pixels` });
  loaded ??= WebAssembly.compileStreaming(fetch(jxlUrl)).then(init, (error: unknown) => {
    loaded = undefined;
    throw new AppError('internal', { subject: 'jxl_dec.wasm', reason: reasonOf(error), cause: error });
  });
  await loaded;
  const { data, width, height } = await decodeJxl(bytes.slice().buffer);
  return {
    pixels: shrink({ data, stride: width * 4, width, height, transparent: true }, squareOf(leastScale({ width, height }))),
    width,
    height,
  };
};
