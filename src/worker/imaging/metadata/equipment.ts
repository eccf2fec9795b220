// What a photo was taken with, and how it was exposed.

import type { Exposure } from '../../../shared/domain/photo.ts';
import type { Tags } from './tags.ts';

/** What makers add to their name in files, and nobody says. */
const companyWords = /[ ,]+(?:corporation|corp|company|co|ltd|inc|gmbh|imaging|optical|electronics|technologies|ag)\b\.?/gi;

/** Make and model without saying the make twice: `NIKON CORPORATION` + `NIKON D90` is `NIKON D90`, `SONY` + `ILCE-6000` is `SONY ILCE-6000`. */
export function findCamera(tags: Tags): string | undefined {
  const make = tags.text('exif', 'Make')?.replaceAll(companyWords, '').trim();
  const model = tags.text('exif', 'Model');
  if (!make || !model) return model ?? make;
  const first = (text: string) => text.toLowerCase().split(/[\s_-]/)[0] ?? '';
  return make.toLowerCase().split(/\s/).includes(first(model)) || first(model).startsWith(first(make)) ? model : `${make} ${model}`;
}

export function findLens(tags: Tags): string | undefined {
  const lens = tags.text('exif', 'LensModel') ?? tags.text('xmp', 'Lens');
  return lens && /[a-z1-9]/i.test(lens.replace(/\b0\.0 ?mm f\/0\.0\b/, '')) ? lens : undefined; // Unknown lenses are dashes or zeros.
}

/** Only what is stated and above zero. */
export function findExposure(tags: Tags): Exposure | undefined {
  const positive = (name: string): number | undefined => {
    const value = tags.number('exif', name);
    return value !== undefined && value > 0 ? value : undefined;
  };
  const seconds = positive('ExposureTime');
  const fNumber = positive('FNumber');
  const iso = positive('ISOSpeedRatings') ?? positive('PhotographicSensitivity');
  const focalLengthMm = positive('FocalLength');
  const exposure = {
    ...(seconds !== undefined && { seconds }),
    ...(fNumber !== undefined && { fNumber }),
    ...(iso !== undefined && { iso }),
    ...(focalLengthMm !== undefined && { focalLengthMm }),
  };
  return Object.keys(exposure).length > 0 ? exposure : undefined;
}
