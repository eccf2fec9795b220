// `npm run bench > FIGURES && npx tsx bench/table.ts FIGURES` writes docs/benchmarks.md from the figures of a run that is accepted.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Figure } from './figure.ts';

/** What is measured, and what each baseline is. Figures stand in the tables alone. */
const intro = `# Benchmarks

The last accepted run. \`npm run bench\` runs all, \`npm run bench -- ingest query\` some; \`--quick\` takes a round with fewer files, to see that
they work, and its figures mean little. Each figure is one line of JSON on stdout. Both sides of a ratio are measured in the same run, in
turns; figures are medians. A ratio above 1 means that the app is better; of an ideal or of a floor it is the share reached, at most 1.
Answers are compared outside the clock. This page is written by \`npx tsx bench/table.ts FIGURES\` from a run's lines.
`;

const sections: Readonly<Record<string, string>> = {
  ingest: `Files on disk → photos found by words: hash, metadata, thumbnail, preview, vector and storage, in the built app's own page, its models
loaded before. *mixed*: what phones hold, 160 files: each of the 48 samples as a camera's JPEG (12 megapixels, 2 to 4 MB, enlarged, with grain), within a PNG screenshot
(1080 × 2340) and as a small WebP (640 px, as it comes in a chat), and 16 HEICs of 12 megapixels, which are two pictures with a box of their own behind each
(bench/photos; nothing that the benchmark can run encodes HEVC). *12mp*: the JPEGs alone.

- *plain pipeline*: \`pipeline('image-feature-extraction', …, { dtype: 'fp32', device: 'wasm' })\` of the same library with the same model, one
  worker, file after file; it makes vectors and nothing else. With 1 thread, and with as many as the app uses. It reads no HEIC: those 16 are left out on both
  sides of this comparison, and of no other.
- *1 / (1 / prepare alone + 1 / inference alone)*: what the cores could do if nothing else took time. Prepare: read the file, decode it
  scaled, resize, encode both JPEGs, all imaging workers busy. Inference: the image towers, shared out as the app does.
- *hash-and-storage*: processor time of all of Chromium while the same bytes are hashed and the same rows written, each alone, of the
  processor time of the whole ingest. *file-reading*: the same of reading the files alone.
- *profile*: where the time goes, as processor time of all of Chromium a photo: the whole, and each part alone. *prepare* holds a reading of the file. What the parts
  leave is metadata, messages between workers, and painting. \`npm run bench -- ingest --profile\` says on stderr which threads took it.`,
  known: `Photos that the library has, found known, against indexing them, a photo. *handles*: 10,000 files in a kept folder, compared by size and time
(\`rescan\`); the same 10,000 were indexed before, once, in the same run. They lie in the browser's own file system, whose handles need no permission, and
are small (320 × 240), which makes indexing them cheap. *hashes*: 12-megapixel files added again, as one call of 10,000 files; each is read and hashed.
They are 48 different files, 2 to 4 MB, each named 209 times; indexed, in turns with that, are the 48.`,
  query: `From the last key of a text never asked before, 150 ms after the key before it was answered, in the page's search field, to the frame with the results; *with-pictures*: to the last
picture in view; *beyond-tower*: less the time of the tower for the next text. *text tower alone*: asked by the same library for another new
text, after each. The libraries of 10,000 and 100,000 are written row by row, their vectors those of the samples with noise.`,
  scroll: `The main thread's processor time a frame, 95th percentile of three rounds of 300 frames, from a trace, each frame 40 px further: what a
hard flick of the wheel goes. *photos*: the library by month; *results*: a phrase's answer, page after page. Frames are what the trace calls so.`,
  start: `*interactive*: a library of 48 in a warm cache, from the navigation to the answer to a text typed as soon as there is a field;
*field*: to that field. The baseline is a page that loads the text tower alone through the same library and embeds one text.
*initial-js*: the scripts of the document up to then; *worker-js* and *wasm*: what its workers load up to then.`,
  load: `From a closed library to an index that answers, against a record a vector in the same database; *storage-alone*: without the index.`,
  rank: `The best 100 by the index, as the page asks for at first; one query, one worker. *vs-usual*: a loop over one Float32Array and a full sort; *vs-wasm-f32*: the same loop in SIMD with
a selection; *vs-read-limit*: plainly reading the scanned bytes; *file-vs-memory*: float32 rows in a file against rows in memory. Against other packages
(*vs-hnswlib-wasm* and so on): the best 10 over clustered vectors, on the page's own thread; memory is the renderer's. What would take over five
minutes to build is left out.`,
};

const number = (value: number): string => value.toLocaleString('en', { maximumSignificantDigits: 3 });

const row = ({ case: name, value, unit, baseline, ratio, n }: Figure): string =>
  `| ${name} | ${number(value)} ${unit} | ${number(baseline.value)} | ${baseline.name} | **${number(ratio)}** | ${n} |`;

function section(bench: string, figures: readonly Figure[]): string {
  const head = '| case | value | baseline | which is | ratio | n |\n|---|---:|---:|---|---:|---:|';
  const devices = [...new Set(figures.map(({ device }) => device))].join('; ');
  return `## ${bench}\n\n${sections[bench] ?? ''}\n\n${head}\n${figures.map(row).join('\n')}\n\n${devices}\n`;
}

const [path] = process.argv.slice(2);
if (path === undefined) throw new Error('Usage: npx tsx bench/table.ts FIGURES');
const lines = readFileSync(path, 'utf8').split('\n');
const figures = lines.filter((line) => line.startsWith('{')).map((line) => JSON.parse(line) as Figure); // As figure.ts prints them.
const benches = [...new Set(figures.map(({ bench }) => bench))];
const text = [
  intro,
  ...benches.map((bench) =>
    section(
      bench,
      figures.filter((figure) => figure.bench === bench),
    ),
  ),
].join('\n');
writeFileSync(join(import.meta.dirname, '../docs/benchmarks.md'), text);
