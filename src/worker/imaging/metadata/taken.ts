// When a photo was taken: from its metadata, or else its name, or else its file. Local time, with offset where one is known.

import type { Metadata } from '../../../shared/domain/photo.ts';
import type { Tags } from './tags.ts';

/** In the order of trust: when the shutter was pressed, when it was scanned, and last when the file was changed. */
const exifDates = [
  ['DateTimeOriginal', 'OffsetTimeOriginal', 'SubSecTimeOriginal'],
  ['DateTimeDigitized', 'OffsetTimeDigitized', 'SubSecTimeDigitized'],
  ['DateTime', 'OffsetTime', 'SubSecTime'],
] as const;
const xmpDates = ['DateTimeOriginal', 'DateCreated', 'DateTimeDigitized', 'CreateDate'];

const earliestMs = Date.UTC(1826, 0, 1); // The oldest photograph there is.
const dayMs = 86_400_000;
/** Where clocks begin that nobody set: Unix, and DOS (cards, archives, cameras), each also as seen from time zones to the west. */
const unsetDays = new Set(['1969-12-31', '1970-01-01', '1979-11-30', '1979-12-31', '1980-01-01']);

/** @param now in ms since 1970. Nothing is believed that lies more than a day after it: clocks differ by less.
 * @param modifiedAt of the file, in ms since 1970. */
export function findTaken(tags: Tags, name: string, modifiedAt: number, now: number): Pick<Metadata, 'takenAt' | 'takenFrom'> {
  const plausible = (date: string | undefined): date is string => {
    const ms = Date.parse(/[Z+]|-\d\d:\d\d$/.test(date ?? '') ? (date ?? '') : `${date}Z`);
    return ms >= earliestMs && ms <= now + dayMs && !unsetDays.has(date?.slice(0, 10) ?? '');
  };
  const fromTags = datesIn(tags).find(plausible);
  if (fromTags) return { takenAt: fromTags, takenFrom: 'exif' };
  const fromName = dateInName(name);
  if (plausible(fromName)) return { takenAt: fromName, takenFrom: 'name' };
  const fromFile = modifiedAt > 0 ? toLocal(new Date(modifiedAt)) : undefined;
  return plausible(fromFile) ? { takenAt: fromFile, takenFrom: 'file' } : {};
}

function datesIn(tags: Tags): (string | undefined)[] {
  return [
    ...exifDates.map(([date, offset, fraction]) =>
      toIso(tags.text('exif', date), { offset: tags.text('exif', offset), fraction: tags.text('exif', fraction) }),
    ),
    ...xmpDates.map((date) => toIso(tags.text('xmp', date))),
    toIso(`${tags.text('iptc', 'Date Created')} ${tags.text('iptc', 'Time Created') ?? '00:00:00'}`),
    toIso(tags.text('pngText', 'Creation Time')),
  ];
}

const written = /^(\d{4})[:-](\d\d)[:-](\d\d)(?:[T ](\d\d):?(\d\d)(?::?(\d\d))?(?:[.,](\d+))? ?(Z|[+-]\d\d:?\d\d)?)?/;

/** EXIF's `2024:06:01 18:30:00`, XMP's `2024-06-01T18:30:00.12+02:00` and IPTC's → ISO 8601, to the millisecond where that is
 * known; undefined for what is no date of the calendar, such as the zeros of a camera whose clock was never set. A date without a time is its
 * midnight.
 * @param fraction digits after the second, which EXIF keeps apart. */
export function toIso(
  text: string | undefined,
  { offset, fraction }: { offset?: string | undefined; fraction?: string | undefined } = {},
): string | undefined {
  const match = written.exec(text ?? '');
  if (!match) return;
  const [, year = '', month = '', day = '', hour = '00', minute = '00', second = '00', digits, zone] = match;
  const local = `${year}-${month}-${day}T${hour}:${minute}:${second}`;
  const ms = Date.parse(`${local}Z`);
  // Date.parse lets 30 February pass as 1 March.
  if (Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 19) !== local) return;
  // All zeros are what cameras write that do not know.
  const part = /^\d+/.exec(digits ?? fraction?.trim() ?? '')?.[0];
  return local + (part && /[1-9]/.test(part) ? `.${part.slice(0, 3).padEnd(3, '0')}` : '') + toOffset(offset ?? zone);
}

function toOffset(text: string | undefined): string {
  const match = /^([+-])(\d\d):?(\d\d)$/.exec(text?.trim() ?? '');
  if (!match) return text?.trim() === 'Z' ? '+00:00' : '';
  return Number(match[2]) <= 14 && Number(match[3]) < 60 ? `${match[1]}${match[2]}:${match[3]}` : '';
}

/** `IMG_20230801_123456`, `IMG-20230801-WA0003`, `Screenshot 2023-08-01 at 12.34.56`, `2023-08-01 12.34.56`; not the digits inside a longer number. */
const named =
  /(?<!\d)((?:18|19|20)\d\d)([-_.]?)(\d\d)\2(\d\d)(?!\d)(?:(?:[-_ T.]| (?:at|um|à|kl\.?|a las) )(\d\d?)[-_.:]?(\d\d)[-_.:]?(\d\d)(\d{3})?(?!\d)(?:[ \u202f]?([AP])M)?)?/i;
/** `DJI_20230801123456_0001`, `20230801123456`: only where no letter stands beside it, as in a hash. */
const namedInOne = /(?<![a-z\d])(20\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?![a-z\d])/i;
/** `mmexport1596012345678`, `FB_IMG_1596012345678`: milliseconds since 1970. */
const namedByMs = /^(?:mmexport|FB_IMG_|wx_camera_)(\d{13})(?!\d)/i;

/** The date that phones, messengers and screenshot tools write into names. Pixel phones write UTC, all others local time. */
export function dateInName(name: string): string | undefined {
  const ms = namedByMs.exec(name)?.[1];
  if (ms) return `${new Date(Number(ms)).toISOString().slice(0, 23)}+00:00`;
  const inOne = namedInOne.exec(name);
  if (inOne) return toIso(`${inOne.slice(1, 4).join('-')} ${inOne.slice(4).join(':')}`);
  const match = named.exec(name);
  if (!match) return;
  const [, year, , month, day, hour, minute = '00', second = '00', fraction, half] = match;
  const hours = half ? (Number(hour) % 12) + (half.toUpperCase() === 'P' ? 12 : 0) : Number(hour ?? 0);
  const iso = toIso(`${year}-${month}-${day} ${String(hours).padStart(2, '0')}:${minute}:${second}`, {
    fraction,
    offset: /^PXL_/.test(name) ? 'Z' : undefined,
  });
  return iso ?? (hour === undefined ? undefined : toIso(`${year}-${month}-${day}`));
}

/** With the offset of this machine on that day. */
function toLocal(date: Date): string | undefined {
  const minutes = -date.getTimezoneOffset();
  const local = new Date(date.getTime() + minutes * 60_000);
  if (Number.isNaN(local.getTime())) return;
  const two = (value: number) => String(Math.trunc(value)).padStart(2, '0');
  return `${local.toISOString().slice(0, 19)}${minutes < 0 ? '-' : '+'}${two(Math.abs(minutes) / 60)}:${two(Math.abs(minutes) % 60)}`;
}
