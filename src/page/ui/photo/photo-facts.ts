// What is known of a photo, as the lines of the info panel. Pure.

import type { Exposure, Photo } from '../../../shared/domain/photo.ts';
import { formatBytes, formatNumber, locale } from '../format.ts';
import { factWords } from '../photo-words.ts';

export interface Fact {
  readonly label: string;
  readonly value: string;
  readonly detail?: string | undefined;
}

const wallClock = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'short', timeZone: 'UTC' });
const dayOnly = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeZone: 'UTC' });
const decimals = (digits: number) => new Intl.NumberFormat(locale, { maximumFractionDigits: digits });

/** What the camera's clock said, whatever the time zone of the reader: `2024-06-01T18:30:00+02:00` is half past six in the evening. */
export function formatTaken(takenAt: string): { value: string; zone: string | undefined } {
  const [, day = '', clock, zone] = /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d(?::\d\d)?)(?:\.\d+)?)?(Z|[+-]\d\d:\d\d)?/.exec(takenAt) ?? [];
  const ms = Date.parse(`${day}T${clock ?? '00:00'}Z`);
  if (Number.isNaN(ms)) return { value: takenAt, zone: undefined };
  return { value: (clock ? wallClock : dayOnly).format(ms), zone: zone && (zone === 'Z' ? 'UTC' : `UTC${zone}`) };
}

/** `1/250 s · f/5.6 · ISO 200 · 35 mm` */
export function formatExposure({ seconds, fNumber, iso, focalLengthMm }: Exposure): string {
  const time =
    seconds === undefined
      ? undefined
      : seconds > 0 && seconds < 0.3
        ? `1/${formatNumber(Math.round(1 / seconds))} s`
        : `${decimals(1).format(seconds)} s`;
  return [
    time,
    fNumber && `f/${decimals(1).format(fNumber)}`,
    iso && `ISO ${String(iso)}`,
    focalLengthMm && `${decimals(1).format(focalLengthMm)} mm`,
  ]
    .filter(Boolean)
    .join(' · ');
}

const degrees = (value: number, positive: string, negative: string) =>
  `${decimals(5).format(Math.abs(value))}° ${value < 0 ? negative : positive}`;
export const formatPlace = ({ lat, lon }: { lat: number; lon: number }): string => `${degrees(lat, 'N', 'S')}, ${degrees(lon, 'E', 'W')}`;

/** Where it lies, without its own name. Loose files lie nowhere. */
const foldersOf = ({ paths }: Photo): string[] => [
  ...new Set(paths.map((path) => path.split('/').slice(0, -1).join(' / ')).filter((folder) => folder !== '')),
];

/** Facts that a photo does not have are left out. */
export function photoFacts(photo: Photo, { author, licence }: { author?: string | undefined; licence?: string | undefined }): Fact[] {
  const folders = foldersOf(photo);
  const taken = photo.takenAt === undefined ? undefined : formatTaken(photo.takenAt);
  const megapixels = (photo.width * photo.height) / 1e6;
  const facts: (Fact | false | undefined)[] = [
    { label: factWords.name, value: photo.name },
    photo.status !== 'indexed' && {
      label: factWords.status,
      value: photo.status === 'pending' ? factWords.statusPending : factWords.statusFailed,
    },
    photo.title !== undefined && { label: factWords.title, value: photo.title },
    photo.caption !== undefined && { label: factWords.caption, value: photo.caption },
    folders.length > 0 && { label: folders.length === 1 ? factWords.folder : factWords.folders, value: folders.join('\n') },
    {
      label: factWords.taken,
      value: taken?.value ?? factWords.takenUnknown,
      detail: [taken?.zone, photo.takenFrom && factWords.takenFrom[photo.takenFrom]].filter(Boolean).join(', ') || undefined,
    },
    photo.camera !== undefined && { label: factWords.camera, value: photo.camera },
    photo.lens !== undefined && { label: factWords.lens, value: photo.lens },
    photo.exposure && { label: factWords.exposure, value: formatExposure(photo.exposure) },
    photo.gps && { label: factWords.place, value: formatPlace(photo.gps) },
    {
      label: factWords.size,
      value: `${formatNumber(photo.width)} × ${formatNumber(photo.height)}`,
      detail: [megapixels >= 0.1 && factWords.megapixels(decimals(1).format(megapixels)), formatBytes(photo.bytes)]
        .filter(Boolean)
        .join(' · '),
    },
    { label: factWords.type, value: photo.type },
    photo.rating !== undefined && { label: factWords.rating, value: factWords.ratingValue(photo.rating) },
    photo.tags.length > 0 && { label: factWords.tags, value: photo.tags.join(', ') },
    photo.albums && { label: factWords.albums(photo.albums.length), value: photo.albums.join('\n') },
    photo.people && { label: factWords.people, value: photo.people.join(', ') },
    photo.keywords && photo.keywords.length > 0 && { label: factWords.keywords, value: photo.keywords.join(', ') },
    author !== undefined && { label: factWords.author, value: author },
    licence !== undefined && { label: factWords.licence, value: licence },
  ];
  return facts.filter((fact): fact is Fact => Boolean(fact) && (fact as Fact).value !== ''); // A fact, since it is not false.
}
