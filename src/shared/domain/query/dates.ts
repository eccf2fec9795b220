// Days, months, years and spans of them, as people write them. All on the camera's own clock as if it were UTC: a photo taken at
// 23:30 in Tokyo is of that day wherever it is searched.

/** From `fromMs` on, before `toMs`. */
export interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}
/** A span that may depend on what the time is. */
export type DateReader = (nowMs: number) => Span;

const dayMs = 86_400_000;

/** The person's own clock as if it were UTC, which is how photos tell their time. */
export const localNowMs = (): number => Date.now() - new Date().getTimezoneOffset() * 60_000;
type Unit = 'day' | 'week' | 'month' | 'year';

/** The start of the unit that `ms` lies in, and of the one `steps` later. Weeks begin on Monday. */
function unitStart(ms: number, unit: Unit, steps = 0): number {
  const date = new Date(ms);
  const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()];
  if (unit === 'year') return midnight(year + steps, 0, 1);
  if (unit === 'month') return midnight(year, month + steps, 1);
  const start = midnight(year, month, day);
  if (unit === 'day') return start + steps * dayMs;
  return start - ((date.getUTCDay() + 6) % 7) * dayMs + steps * 7 * dayMs;
}

/** `Date.UTC` takes the years 0 to 99 for 1900 to 1999. */
function midnight(year: number, month: number, day: number): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month, day);
  return date.getTime();
}

const unitSpan = (ms: number, unit: Unit, steps = 0): Span => ({
  fromMs: unitStart(ms, unit, steps),
  toMs: unitStart(ms, unit, steps + 1),
});

/** `2023`, `2023-06`, `2023-06-15`. */
function readFixed(text: string): Span | undefined {
  const [, year, month, day] = /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$/.exec(text) ?? [];
  if (year === undefined) return undefined;
  const ms = midnight(Number(year), Number(month ?? 1) - 1, Number(day ?? 1));
  const date = new Date(ms);
  // 2023-13 and 2023-02-30 would roll over into what nobody wrote.
  if (date.getUTCMonth() !== Number(month ?? 1) - 1 || date.getUTCDate() !== Number(day ?? 1)) return undefined;
  return unitSpan(ms, day === undefined ? (month === undefined ? 'year' : 'month') : 'day');
}

/** `today`, `yesterday`, `this-week`, `last-month`, `last-10-days`: the last n units with the present one, which is not over. */
function readRelative(text: string): DateReader | undefined {
  if (text === 'today') return (nowMs) => unitSpan(nowMs, 'day');
  if (text === 'yesterday') return (nowMs) => unitSpan(nowMs, 'day', -1);
  const [, which, count, unit] = /^(this|last)-(?:(\d{1,3})-)?(day|week|month|year)s?$/.exec(text) ?? [];
  if (unit === undefined || (which === 'this' && count !== undefined)) return undefined;
  const of = unit as Unit; // One of the four in the pattern.
  if (count === undefined) return (nowMs) => unitSpan(nowMs, of, which === 'last' ? -1 : 0);
  return (nowMs) => ({ fromMs: unitStart(nowMs, of, 1 - Number(count)), toMs: unitStart(nowMs, of, 1) });
}

/** A day, month or year, fixed or relative. */
function readMoment(text: string): DateReader | undefined {
  const fixed = readFixed(text);
  return fixed ? () => fixed : readRelative(text.toLowerCase());
}

/** A moment, or a range of two with both ends in it, one of which may be open: `2023-06..2023-08`, `2023..`, `..last-month`.
 * @returns undefined where it is none of them. */
export function readDate(text: string): DateReader | undefined {
  const ends = text.split('..');
  if (ends.length === 1) return readMoment(text);
  const [first = '', last = ''] = ends;
  const [from, to] = [readMoment(first), readMoment(last)];
  if (ends.length > 2 || (!from && !to) || (first !== '' && !from) || (last !== '' && !to)) return undefined;
  return (nowMs) => ({
    fromMs: from ? from(nowMs).fromMs : Number.NEGATIVE_INFINITY,
    toMs: to ? to(nowMs).toMs : Number.POSITIVE_INFINITY,
  });
}
