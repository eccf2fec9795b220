// What Google Photos says of a photo in the JSON beside it in a Takeout export.

import type { Metadata } from '../../shared/domain/photo.ts';

const earliestSeconds = Date.UTC(1826, 0, 1) / 1000; // The oldest photograph there is.
const daySeconds = 86_400;

export interface TakeoutSays {
  readonly metadata: Metadata;
  /** It lay in the bin when the export was made. */
  readonly binned: boolean;
}

/** Date (in UTC: the export does not say where the clock stood), place, description, people, and whether it is a favourite. A field that is
 * absent or absurd is left out. That it was archived (put out of sight there) says nothing here: it is a photo like the others.
 * @param now in ms since 1970. @returns undefined for what is no such file: an album's, or no JSON at all. */
export function readTakeout(text: string, now: number): TakeoutSays | undefined {
  const said = parse(text);
  const taken = field(said, 'photoTakenTime');
  if (taken === undefined) return;
  const takenAt = toTakenAt(Number(field(taken, 'timestamp') ?? Number.NaN), now);
  // The first is what its owner put right, the second what the camera wrote.
  const gps = toPlace(field(said, 'geoData')) ?? toPlace(field(said, 'geoDataExif'));
  const caption = words(field(said, 'description'));
  const people = toPeople(field(said, 'people'));
  return {
    binned: field(said, 'trashed') === true,
    metadata: {
      ...(takenAt !== undefined && { takenAt, takenFrom: 'sidecar' }),
      ...(gps && { gps }),
      ...(caption !== '' && { caption }),
      ...(people.length > 0 && { people }),
      ...(field(said, 'favorited') === true && { favourite: true }),
    },
  };
}

/** The folders that an export sorts everything into, as it names them, and as older ones did: “Photos from 2023”, “2017-06-03”. */
const noAlbum =
  /^(?:(?:photos from|fotos von|photos de|fotos de|fotos del|foto del|foto dal|foto's uit|foton från|bilder fra|billeder fra|zdjęcia z|фото за|фотографии за) ?\d{4}\D*|\d{4}年の写真|\d{4}-\d\d(?:-\d\d)?(?: ?#\d+)?)$/iu;

/** An album's `metadata.json` → its name. @returns undefined for what is none, and for folders that are no person's albums. */
export function readAlbum(text: string): string | undefined {
  const said = parse(text);
  const album = field(said, 'albumData') ?? said;
  const title = words(field(album, 'title'));
  const isAlbum = ['access', 'date', 'location', 'enrichments'].some((name) => field(album, name) !== undefined);
  return isAlbum && title !== '' && !noAlbum.test(title) ? title : undefined;
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

const words = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');

function toPeople(value: unknown): string[] {
  const names = Array.isArray(value) ? value.map((person: unknown) => words(field(person, 'name'))) : [];
  return [...new Set(names.filter((name) => name !== ''))];
}

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
