// Makes libraries of any size, the same for a seed:
//   npx tsx tools/make-library.ts N --out DIR [--megapixels 0.3] [--seed 1]
//     N different photos as files, with cameras, dates and places.
//   npx tsx tools/make-library.ts --rows N --profile DIR [--origin http://127.0.0.1:4173] [--seed 1]
//     a library of N photos, indexed and ready, in a browser profile: start Chromium with `--user-data-dir=DIR`, and the app at that origin.

import { parseArgs } from 'node:util';
import { chromium } from '@playwright/test';
import { chromiumArgs, chromiumPath } from './chromium.ts';
import { fillLibrary } from './library/fill.ts';
import { makePhotos } from './library/photos.ts';

const usage = 'make-library N --out DIR [--megapixels M] [--seed S]   or   make-library --rows N --profile DIR [--origin URL] [--seed S]';
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    out: { type: 'string' },
    megapixels: { type: 'string', default: '0.3' },
    seed: { type: 'string', default: '1' },
    rows: { type: 'string' },
    profile: { type: 'string' },
    origin: { type: 'string', default: 'http://127.0.0.1:4173' },
  },
});

/** @throws {RangeError} with the usage. */
function asNumber(text: string | undefined): number {
  const value = Number(text);
  if (text === undefined || !(value > 0)) throw new RangeError(`Usage: ${usage}`);
  return value;
}

const seed = Number(values.seed);
if (values.rows === undefined) {
  const count = asNumber(positionals[0]);
  const { out } = values;
  if (out === undefined) throw new RangeError(`Usage: ${usage}`);
  const onProgress = (done: number) => process.stderr.write(`\r${done} of ${count}`);
  await makePhotos({ count, out, megapixels: asNumber(values.megapixels), seed, onProgress });
  process.stderr.write('\n');
} else {
  const rows = asNumber(values.rows);
  const { profile, origin } = values;
  if (profile === undefined) throw new RangeError(`Usage: ${usage}`);
  const context = await chromium.launchPersistentContext(profile, { executablePath: chromiumPath(), args: [...chromiumArgs] });
  try {
    await fillLibrary(context, origin, { rows, seed });
  } finally {
    await context.close();
  }
  console.log(`${rows} photos are in the library of ${origin}, in the profile ${profile}`);
}
