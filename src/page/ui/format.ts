// Numbers, sizes, dates and durations as people write them.

/** The words are English; which English, the person's browser says. */
export const locale = navigator.languages.find((language) => /^en\b/.test(language)) ?? 'en-GB';

const numbers = new Intl.NumberFormat(locale);
const rates = new Intl.NumberFormat(locale, { maximumSignificantDigits: 2 });
const plurals = new Intl.PluralRules(locale);
const months = new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' });
const days = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' });
const percents = new Intl.NumberFormat(locale, { style: 'percent' });

export const formatNumber = (value: number): string => numbers.format(value);
export const formatPercent = (share: number): string => percents.format(share);
/** Two digits are all that a rate of the last seconds is worth. */
export const formatRate = (perSecond: number): string => rates.format(perSecond);
/** `1 photo`, `1,240 photos`. */
export const count = (value: number, one: string, other: string): string =>
  `${formatNumber(value)} ${plurals.select(value) === 'one' ? one : other}`;
/** @param month 0 to 11. */
export const formatMonth = (year: number, month: number): string => months.format(Date.UTC(year, month));
export const formatDay = (year: number, month: number, day: number): string => days.format(Date.UTC(year, month, day));

const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;
/** Decimal units, as disks and downloads are sold: `34 MB`. */
export function formatBytes(bytes: number): string {
  const power = bytes < 1000 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** power;
  const options = { style: 'unit', unit: units[power] ?? 'byte', unitDisplay: power === 0 ? 'long' : 'short' } as const;
  return new Intl.NumberFormat(locale, { ...options, maximumFractionDigits: value < 10 && power > 0 ? 1 : 0 }).format(value);
}

const timeIn = (value: number, unit: 'second' | 'minute' | 'hour'): string =>
  new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: unit === 'hour' ? 'long' : 'short' }).format(value);
/** Coarser the longer it is: `40 sec`, `2 min`, `1 hour 20 min`. */
export function formatDuration(seconds: number): string {
  if (seconds < 55) return timeIn(Math.max(1, seconds < 10 ? Math.round(seconds) : Math.round(seconds / 5) * 5), 'second');
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return timeIn(minutes, 'minute');
  const rest = Math.round((minutes % 60) / 10) * 10;
  const hours = Math.floor(minutes / 60) + (rest === 60 ? 1 : 0);
  return rest % 60 === 0 ? timeIn(hours, 'hour') : `${timeIn(hours, 'hour')} ${timeIn(rest, 'minute')}`;
}
