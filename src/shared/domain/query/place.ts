// Near a place: `48.85,2.35,5km`.

import { readNumber } from './numbers.ts';

export interface Place {
  readonly lat: number;
  readonly lon: number;
}

const earthRadiusKm = 6371; // Mean; the true one differs by 0.3 %.
const kilometres = { km: 1, m: 0.001, mi: 1.609_344 };
const defaultRadiusKm = 5;

const readDegrees = (text: string | undefined, most: number): number | undefined => {
  const degrees = /^[-−+]?\d+(\.\d+)?$/.test(text ?? '') ? Number(text?.replace('−', '-')) : Number.NaN;
  return Math.abs(degrees) <= most ? degrees : undefined;
};

/** @param values latitude and longitude in degrees, north and east positive, and a radius, 5 km unless given. */
export function readCircle(values: readonly string[]): { centre: Place; radiusKm: number } | undefined {
  const [lat, lon] = [readDegrees(values[0], 90), readDegrees(values[1], 180)];
  const radiusKm = values[2] === undefined ? defaultRadiusKm : readNumber(values[2], kilometres);
  if (values.length > 3 || lat === undefined || lon === undefined || radiusKm === undefined) return undefined;
  return { centre: { lat, lon }, radiusKm };
}

/** Along the surface of a sphere (haversine). */
export function distanceKm(a: Place, b: Place): number {
  const radians = Math.PI / 180;
  const half = (degrees: number) => Math.sin((degrees * radians) / 2) ** 2;
  const square = half(b.lat - a.lat) + Math.cos(a.lat * radians) * Math.cos(b.lat * radians) * half(b.lon - a.lon);
  return 2 * earthRadiusKm * Math.asin(Math.min(1, Math.sqrt(square)));
}
