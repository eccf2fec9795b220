// Whether a photo is a picture of a screen. No file says so: its name, its size and the camera that it lacks do.
// [Note: How a screenshot is told]
// A photo with a camera is none. Of the rest, one whose name says so is one, in the words that systems use for it; and so is a PNG that is exactly as
// large as a known screen, as iPhones write them (IMG_1234.PNG). JPEGs of that size are not: wallpapers, and stills of videos, are 1920 × 1080 too.

import type { PhotoFacts } from './facts.ts';
import { fold } from './fold.ts';

/** Folded, as `fold` does. */
const inNames =
  /screen[ _-]?shot|screen[ _-]?cap|screen[ _-]?grab|bildschirm(foto|aufnahme)|captura de (pantalla|ecra)|capture d.ecran|schermafbeelding|schermata|skarmavbild|skarmbild|zrzut ekranu|snimok ekrana|снимок экрана|スクリーンショット|屏幕截图|截屏|截图|스크린샷/u;

/** Short side × long side, in pixels. Whoever misses one adds it. */
const screens = new Set([
  // iPhone, from the 6 on.
  '750x1334',
  '1080x1920',
  '828x1792',
  '1125x2436',
  '1242x2688',
  '1170x2532',
  '1284x2778',
  '1080x2340',
  '1179x2556',
  '1290x2796',
  '1206x2622',
  '1320x2868',
  '640x1136',
  // iPad.
  '1536x2048',
  '1620x2160',
  '1640x2360',
  '1668x2224',
  '1668x2388',
  '2048x2732',
  '1488x2266',
  // Android.
  '720x1280',
  '720x1520',
  '720x1600',
  '1080x2160',
  '1080x2220',
  '1080x2280',
  '1080x2400',
  '1080x2408',
  '1440x2560',
  '1440x2960',
  '1440x3040',
  '1440x3088',
  '1440x3120',
  '1440x3200',
  '1344x2992',
  '1280x2856',
  // Computers.
  '768x1366',
  '800x1280',
  '900x1440',
  '900x1600',
  '1050x1680',
  '1200x1920',
  '1440x3440',
  '1600x2560',
  '1664x2560',
  '1800x2880',
  '1864x2880',
  '1964x3024',
  '2160x3840',
  '2234x3456',
]);

/** See [Note: How a screenshot is told]. */
export function isScreenshot({ camera, names, type, width, height }: PhotoFacts): boolean {
  if (camera !== undefined) return false;
  if (names.some((name) => inNames.test(fold(name)))) return true;
  return type === 'image/png' && screens.has(`${Math.min(width, height)}x${Math.max(width, height)}`);
}
