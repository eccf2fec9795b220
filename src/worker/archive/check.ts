// Values of unknown origin → what they stand for, or undefined.

/** @returns what the value stands for, or undefined where it is not of this kind. */
export type Check<T> = (value: unknown) => T | undefined;

/** A text that is not empty. */
export const text =
  (longest: number): Check<string> =>
  (value) =>
    typeof value === 'string' && value.length > 0 && value.length <= longest ? value : undefined;

export const finite =
  (least: number, most: number): Check<number> =>
  (value) =>
    typeof value === 'number' && value >= least && value <= most ? value : undefined;

export const whole =
  (least: number, most: number): Check<number> =>
  (value) =>
    Number.isSafeInteger(value) ? finite(least, most)(value) : undefined;

export const oneOf =
  <T extends string>(...all: readonly T[]): Check<T> =>
  (value) =>
    all.find((one) => one === value);

export const listOf =
  <T>(check: Check<T>, least: number, most: number): Check<readonly T[]> =>
  (value) => {
    if (!Array.isArray(value) || value.length < least || value.length > most) return undefined;
    const checked = value.flatMap((item: unknown) => {
      const good = check(item);
      return good === undefined ? [] : [good];
    });
    return checked.length === value.length ? checked : undefined;
  };

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** @param possible fields of which a bad one is left out, and named in `leftOut`. A field of a name that is not known is left out and not named.
 * @returns the fields that are good, or undefined where a needed one is not, or is missing. */
export function fieldsOf<T extends object>(
  value: unknown,
  needed: Readonly<Record<string, Check<unknown>>>,
  possible: Readonly<Record<string, Check<unknown>>> = {},
  leftOut: string[] = [],
): T | undefined {
  if (!isObject(value)) return undefined;
  const checked: Record<string, unknown> = {};
  for (const [key, field] of Object.entries(value)) {
    const check = Object.hasOwn(needed, key) ? needed[key] : Object.hasOwn(possible, key) ? possible[key] : undefined;
    const good = check?.(field);
    if (good !== undefined) checked[key] = good;
    else if (check) leftOut.push(key);
  }
  if (Object.keys(needed).some((key) => !Object.hasOwn(checked, key))) return undefined;
  return checked as T; // Each field has passed the check of its name.
}

/** @returns undefined for what is no JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown; // Not `any`: whoever asks has to look.
  } catch {
    return undefined; // Garbage: the caller says of which entry.
  }
}
