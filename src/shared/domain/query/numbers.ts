// Numbers with units and ranges of them: `3..5`, `2mb..`, `1/500`, `f/2.8`.

/** Both ends count. */
export interface NumberRange {
  readonly from: number;
  readonly to: number;
}

/** What may stand behind a number, and what it multiplies by. */
export type Units = Readonly<Record<string, number>>;

/** @returns undefined where `text` is no number from 0 on with one of `units`, or without. */
export function readNumber(text: string, units: Units = {}): number | undefined {
  const [, number, over, unit = ''] = /^(\d+(?:\.\d+)?|\.\d+)(?:\/(\d+(?:\.\d+)?))?([a-z]*)$/.exec(text.toLowerCase()) ?? [];
  const scale = unit === '' ? 1 : Object.hasOwn(units, unit) ? units[unit] : undefined;
  if (number === undefined || scale === undefined) return undefined;
  const value = (Number(number) / Number(over ?? 1)) * scale;
  return Number.isFinite(value) ? value : undefined;
}

/** A number alone stands for all within `slack` of it, as a share: nobody types a file's very bytes. @returns undefined where it is no range. */
export function readRange(text: string, units: Units = {}, slack = 0): NumberRange | undefined {
  const ends = text.split('..');
  if (ends.length > 2) return undefined;
  const [first = '', last = ''] = ends;
  const [from, to] = [readNumber(first, units), readNumber(last, units)];
  if (ends.length === 1) return from === undefined ? undefined : { from: from * (1 - slack), to: from * (1 + slack) };
  if ((from === undefined && to === undefined) || (first !== '' && from === undefined) || (last !== '' && to === undefined))
    return undefined;
  return { from: from ?? Number.NEGATIVE_INFINITY, to: to ?? Number.POSITIVE_INFINITY };
}
