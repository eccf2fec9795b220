// What Google Photos says of a photo in the JSON beside it in a Takeout export.

import type { Metadata } from '../../shared/domain/photo.ts';

const earliestSeconds = Date.UTC(1826, 0, 1) / 1000; // The oldest photograph there is.
const daySeconds = 86_400;

/** Date (in UTC: the export does not say where the clock stood), place and description. A field that is absent or absurd is left out.
 * @param now in ms since 1970. @returns undefined for what is no such file: an album's, or no JSON at all. */
export function readTakeout(text: string, now: number): Metadata | undefined {
  const said = parse(text);
  const taken = field(said, 'photoTakenTime');
  if (taken === undefined) return;
  const takenAt = toTakenAt(Number(field(taken, 'timestamp') ?? Number.NaN), now);
  const gps = toPlace(field(said, 'geoData')) ?? toPlace(field(said, 'geoDataExif'));
  const description = field(said, 'description');
  const caption = typeof description === 'string' ? description.trim() : '';
  return { ...(takenAt !== undefined && { takenAt, takenFrom: 'sidecar' }), ...(gps && { gps }), ...(caption !== '' && { caption }) };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return;
    throw error;
  }
}

const field = (value: unknown, name: string): unknown =>
  // As Record: looked at field by field, and each value again.
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;

/** 0 is what an export writes for "unknown", and 1970 is before any phone. */
const toTakenAt = (seconds: number, now: number): string | undefined =>
  Number.isFinite(seconds) && seconds !== 0 && seconds >= earliestSeconds && seconds <= now / 1000 + daySeconds
    ? `${new Date(seconds * 1000).toISOString().slice(0, 19)}+00:00`
    : undefined;

/** 0,0 means that it has no place. */
function toPlace(value: unknown): Metadata['gps'] {
  const [lat, lon] = [field(value, 'latitude'), field(value, 'longitude')];
  if (typeof lat !== 'number' || typeof lon !== 'number' || (lat === 0 && lon === 0)) return;
  return Math.abs(lat) <= 90 && Math.abs(lon) <= 180 ? { lat, lon } : undefined;
}
