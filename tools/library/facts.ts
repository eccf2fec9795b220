// What a made-up photo says of itself: a camera, a time on one of some journeys, mostly a place. Plausible, and the same for a seed.

import { createRandom, pick } from '../random.ts';

export interface PhotoFacts {
  /** `2019-07/IMG_0042.jpg` */
  readonly path: string;
  /** On the camera's clock: `2019-07-12T18:30:05`. */
  readonly takenAt: string;
  /** `+02:00` */
  readonly offset: string;
  readonly make: string;
  readonly model: string;
  readonly lens: string;
  readonly fNumber: number;
  readonly exposureSeconds: number;
  readonly iso: number;
  readonly focalLengthMm: number;
  readonly gps?: { readonly lat: number; readonly lon: number };
}

const cameras = [
  { make: 'Apple', model: 'iPhone 13', lens: 'iPhone 13 back camera 5.1mm f/1.6', fNumber: 1.6, focalLengthMm: 5.1 },
  { make: 'Google', model: 'Pixel 7', lens: 'Pixel 7 back camera 6.81mm f/1.85', fNumber: 1.85, focalLengthMm: 6.81 },
  { make: 'Canon', model: 'Canon EOS R6', lens: 'RF24-105mm F4 L IS USM', fNumber: 4, focalLengthMm: 50 },
  { make: 'FUJIFILM', model: 'X-T4', lens: 'XF35mmF2 R WR', fNumber: 2, focalLengthMm: 35 },
];
const places = [
  { lat: 38.72, lon: -9.14, offset: '+01:00' },
  { lat: 48.86, lon: 2.35, offset: '+02:00' },
  { lat: 35.68, lon: 139.69, offset: '+09:00' },
  { lat: -33.87, lon: 151.21, offset: '+10:00' },
  { lat: 40.71, lon: -74.0, offset: '-04:00' },
  { lat: -22.91, lon: -43.17, offset: '-03:00' },
];
const firstDay = Date.UTC(2012, 0, 1);
const days = 14 * 365;
const photosAJourney = 60;

/** @returns facts of `count` photos in the order they were taken. */
export function inventFacts(count: number, seed: number): PhotoFacts[] {
  const random = createRandom(seed);
  const journeys = Math.max(1, Math.ceil(count / photosAJourney));
  const starts = Array.from({ length: journeys }, () => firstDay + Math.floor(random() * days) * 86_400_000).sort((a, b) => a - b);
  const facts: PhotoFacts[] = [];
  for (const start of starts) {
    const [camera, place] = [pick(random, cameras), pick(random, places)];
    let time = start + (7 + random() * 4) * 3_600_000;
    for (let n = 0; n < photosAJourney && facts.length < count; n++) {
      time += 1_000 + random() ** 3 * 7_200_000;
      const takenAt = new Date(time).toISOString().slice(0, 19);
      facts.push({
        path: `${takenAt.slice(0, 7)}/IMG_${String(facts.length + 1).padStart(Math.max(4, String(count).length), '0')}.jpg`,
        takenAt,
        offset: place.offset,
        ...camera,
        exposureSeconds: 1 / pick(random, [30, 60, 125, 250, 500, 1000]),
        iso: pick(random, [50, 100, 200, 400, 800, 1600]),
        // Some are taken indoors, where a camera finds no satellite.
        ...(random() < 0.7 && { gps: { lat: place.lat + (random() - 0.5) / 10, lon: place.lon + (random() - 0.5) / 10 } }),
      });
    }
  }
  return facts;
}
