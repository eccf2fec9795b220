// HEIC and HEIF → pixels. `irot` and `imir` are applied by libheif; EXIF's orientation, which repeats them, is not to be applied again.

import { AppError } from '../../../shared/domain/app-error.ts';
import { findBoxes } from './boxes.ts';
import { type ColourSpace, readProfile, spaceOfPrimaries, toSrgb } from './colour-space.ts';
import { type Bytes, type Decoder, refusedPixels } from './decoder.ts';
import { type HeifReport, type Libheif, loadLibheif, tidyLibheif } from './libheif.ts';
import { shrink, squareOf } from './shrink.ts';

const damaged = (what: string, report?: HeifReport) => new AppError('damaged-file', { reason: report?.message ?? what });

export const decode: Decoder = async (bytes, leastScale) => {
  const libheif = await loadLibheif();
  const context = libheif.heif_context_alloc();
  try {
    const report = libheif.heif_context_read_from_memory(context, bytes);
    if (report.code !== libheif.heif_error_code.heif_error_Ok) throw damaged('no HEIF', report);
    const handle = libheif.heif_js_context_get_primary_image_handle(context);
    if (!handle || 'code' in handle) throw damaged('no picture in it', handle);
    try {
      const [width, height] = [libheif.heif_image_handle_get_width(handle), libheif.heif_image_handle_get_height(handle)];
      if (width * height >= refusedPixels) throw new AppError('too-many-pixels', { reason: `${width} × ${height} pixels` });
      const transparent = libheif.heif_image_handle_has_alpha_channel(handle) !== 0;
      const pixels = decodeHandle(libheif, handle, { transparent, n: squareOf(leastScale({ width, height })) });
      const space = findSpace(bytes);
      if (space) toSrgb(pixels, space);
      return { pixels, width, height };
    } finally {
      libheif.heif_image_handle_release(handle);
    }
  } finally {
    libheif.heif_context_free(context);
    tidyLibheif();
  }
};

/** @param n the side of the square that becomes one pixel: pixels leave the library's memory already few. */
function decodeHandle(
  libheif: Libheif,
  handle: Parameters<Libheif['heif_js_decode_image2']>[0],
  { transparent, n }: { transparent: boolean; n: number },
) {
  const { heif_colorspace, heif_chroma } = libheif;
  const picture = libheif.heif_js_decode_image2(handle, heif_colorspace.heif_colorspace_RGB, heif_chroma.heif_chroma_interleaved_RGBA);
  if (!picture || 'code' in picture) throw damaged('it does not decode', picture);
  try {
    const [rows] = picture.channels;
    if (!rows) throw damaged('no pixels');
    return shrink({ ...rows, transparent }, n);
  } finally {
    libheif.heif_image_release(picture.image);
  }
}

/** libheif hands over the numbers as they are; what colours they mean stands in `colr`. A picture in tiles has the same one for each. */
function findSpace(bytes: Bytes): ColourSpace | undefined {
  for (const box of findBoxes(bytes, ['meta', 'iprp', 'ipco', 'colr'])) {
    const kind = String.fromCharCode(...box.subarray(0, 4));
    if (kind === 'prof' || kind === 'rICC') return readProfile(box.subarray(4));
    if (kind === 'nclx') return spaceOfPrimaries(((box[4] ?? 0) << 8) | (box[5] ?? 0));
  }
}
