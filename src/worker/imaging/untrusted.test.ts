// Files come from anywhere: whatever their bytes, the readers of type, size and metadata answer, and in bounded time.

import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { AppError } from '../../shared/domain/app-error.ts';
import { decode as decodeRaw } from './formats/raw.ts';
import { decode as decodeTiff } from './formats/tiff.ts';
import { findMediaType } from './media-type.ts';
import { readMetadata } from './metadata/metadata.ts';
import { readSize } from './size.ts';

const folders = ['edge', 'formats/heic', 'formats/jxl', 'formats/raw', 'formats/tiff'].map((name) => `e2e/fixtures/${name}`);
const filesOf = (folder: string) =>
  readdirSync(folder)
    .filter((name) => name !== 'manifest.json')
    .map((name) => new Uint8Array(readFileSync(`${folder}/${name}`)));
const files = folders.flatMap(filesOf);
const ours = filesOf('e2e/fixtures/formats/tiff').concat(filesOf('e2e/fixtures/formats/raw'));

type Damage = [at: number, value: number][];

/** Most of what is read stands at the front: half of the changes go there. */
function damaged(file: Uint8Array<ArrayBuffer>, share: number, changes: Damage): Uint8Array<ArrayBuffer> {
  const bytes = file.slice(0, Math.ceil(file.length * share));
  for (const [i, [at, value]] of changes.entries())
    if (bytes.length > 0) bytes[at % (i % 2 ? bytes.length : Math.min(bytes.length, 400))] = value;
  return bytes;
}
const damage = fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { maxLength: 20 });
const share = fc.double({ min: 0, max: 1, noNaN: true });

async function readAll(bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  const type = await findMediaType(bytes);
  if (type !== undefined) expect(type).toMatch(/^image\//);
  const size = readSize(bytes);
  if (size) expect(Math.min(size.width, size.height)).toBeGreaterThan(0);
  const { takenAt, gps, rating, exposure } = readMetadata(bytes, 'file.jpg', 0, Date.UTC(2030, 0, 1));
  if (takenAt !== undefined) expect(Date.parse(takenAt)).not.toBeNaN();
  if (gps) expect(Math.abs(gps.lat) <= 90 && Math.abs(gps.lon) <= 180).toBe(true);
  if (rating !== undefined) expect(rating).toBeOneOf([1, 2, 3, 4, 5]);
  for (const value of Object.values(exposure ?? {})) expect(value).toBeGreaterThan(0);
}

test('cut anywhere, with bytes changed anywhere', async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...files), share, damage, (file, part, changes) => readAll(damaged(file, part, changes))),
    { numRuns: 400 },
  );
}, 60_000);

test('noise', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 2000 }), (noise) => readAll(noise.slice())),
    { numRuns: 300 },
  );
});

test('our own decoders give a picture of some size, or say what is wrong', async () => {
  const noJpeg = () => Promise.reject(new Error('no JPEG here'));
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...ours), fc.oneof(fc.constant(1), share), damage, async (file, part, changes) => {
      const bytes = damaged(file, part, changes);
      for (const decode of [decodeTiff, decodeRaw]) {
        const { pixels, width, height } = await decode(bytes, () => 0.5, noJpeg).catch((error: unknown) => {
          if (error instanceof AppError) expect(error.code).toBeOneOf(['damaged-file', 'unsupported-format', 'too-many-pixels']);
          else expect(String(error)).toContain('no JPEG here'); // Whatever else is thrown would be a bug of ours.
          return { pixels: undefined, width: 1, height: 1 };
        });
        expect(Math.min(width, height)).toBeGreaterThan(0);
        if (pixels) expect(pixels.data.length).toBe(pixels.width * pixels.height * 4);
      }
    }),
    { numRuns: 400 },
  );
}, 60_000);
