// Where a photo was taken.

import type { Metadata } from '../../../shared/domain/photo.ts';
import type { Tags } from './tags.ts';

/** Degrees. Nothing within 100 m of 0,0, a buoy in the ocean (cameras without a fix write it, some with a last digit of noise), for fractions divided by zero, and for what lies outside the globe. */
export function findPlace(tags: Tags): Metadata['gps'] {
  const lat = tags.number('gps', 'Latitude') ?? degrees(tags.text('xmp', 'GPSLatitude'));
  const lon = tags.number('gps', 'Longitude') ?? degrees(tags.text('xmp', 'GPSLongitude'));
  if (lat === undefined || lon === undefined || (Math.abs(lat) < 0.001 && Math.abs(lon) < 0.001)) return;
  return Math.abs(lat) <= 90 && Math.abs(lon) <= 180 ? { lat, lon } : undefined;
}

/** XMP writes `52,21.48N`, from which ExifReader makes `52.358N`. */
function degrees(text: string | undefined): number | undefined {
  const match = /^(\d+(?:\.\d+)?)(?:,(\d+(?:\.\d+)?))?(?:,(\d+(?:\.\d+)?))?([NSEW])$/.exec(text ?? '');
  if (!match) return;
  const [, whole, minutes = 0, seconds = 0, side = ''] = match;
  return (Number(whole) + Number(minutes) / 60 + Number(seconds) / 3600) * ('SW'.includes(side) ? -1 : 1);
}
