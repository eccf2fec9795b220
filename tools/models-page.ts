// `npx tsx tools/models-page.ts` writes the catalogue's part of docs/models.md anew; models-page.test.ts fails while that is due.

import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { catalog, suggestedModel } from '../src/worker/embedding/catalog.ts';
import { type Dtype, downloadBytes, type ModelEntry, type Sureness } from '../src/worker/embedding/model-entry.ts';

export const pagePath = fileURLToPath(new URL('../docs/models.md', import.meta.url));
const [begin, end] = ['<!-- Made from the catalogue by tools/models-page.ts: change it there. -->', '<!-- End of what is made. -->'];

const marks: Readonly<Record<Sureness, string>> = {
  ours: '',
  read: ' ¹',
  pinned: ' ²',
  measured: ' ³',
  estimated: ' ⁴',
  unverified: ' ⁵',
};
const megabytes = (bytes: number) => (bytes / 1e6).toFixed(bytes < 1e8 ? 1 : 0);
const row = (...cells: readonly string[]) => `| ${cells.join(' | ')} |`;
const table = (head: readonly string[], rows: readonly string[]) => [row(...head), row(...head.map(() => '---')), ...rows].join('\n');
const percent = ({ quality }: ModelEntry, test: string) => {
  const found = quality.find((one) => one.test.startsWith(test));
  return found ? `${found.percent}${marks[found.sure]}` : '–';
};

const overview = () =>
  table(
    ['model', 'good at', 'not for', 'languages', 'download, MB', 'licence', 'ImageNet', 'Flickr30k', 'COCO', 'runs'],
    catalog.map((entry) =>
      row(
        entry.id === suggestedModel ? `**${entry.label}** (suggested)` : entry.label,
        entry.goodAt,
        entry.weakAt,
        entry.languages.map((tag) => (tag === 'mul' ? 'many' : tag)).join(', '),
        entry.source.kind === 'app' ? 'ships' : `${megabytes(downloadBytes(entry))}${marks[entry.sure.bytes]}`,
        [...new Set(entry.licences.map(({ licence }) => licence))].join(', '),
        percent(entry, 'ImageNet'),
        percent(entry, 'Flickr30k'),
        percent(entry, 'COCO'),
        entry.missing === undefined ? 'yes' : 'not yet',
      ),
    ),
  );

function facts(entry: ModelEntry): string {
  const { source, pixels, text, outputs, dtype, bytes, broken, score, shorterDims, quality } = entry;
  const sizes = (tower: 'image' | 'text') =>
    Object.entries(bytes[tower])
      .map(([name, size]) => {
        const why = broken?.[tower]?.[name as Dtype]; // The record's own keys.
        return `${name} ${megabytes(size)}${name === dtype[tower] ? ' (used)' : ''}${why === undefined ? '' : ` ✗ ${why}`}`;
      })
      .join(', ');
  const place =
    source.kind === 'app'
      ? `\`public/${source.folder}\``
      : [
          `\`${source.repo}\`${marks[source.sure]}, ${entry.revision === '' ? 'revision of the day of the install' : `\`${entry.revision}\``}`,
          ...(source.textRepo === undefined ? [] : [`words \`${source.textRepo}\`, \`${source.textRevision}\``]),
        ].join('; ');
  const values = (three: readonly number[]) => [...new Set(three.map((value) => Number(value.toFixed(4))))].join(' ');
  const lines: (readonly [string, string])[] = [
    ['files', place],
    ['layout', entry.layout === 'towers' ? 'a graph for each tower' : `${entry.layout}. ${entry.missing}`],
    ['pictures, MB', `${sizes('image') || '–'}${marks[entry.sure.bytes]}; output \`${outputs.image}\``],
    ['words, MB', `${sizes('text') || 'in the same graph'}${marks[entry.sure.bytes]}; output \`${outputs.text}\``],
    ['vectors', `${entry.dim} numbers${shorterDims ? `, or the first ${shorterDims.join(', ')} of them` : ''}`],
    [
      'pixels',
      `${pixels.fit === 'crop' ? `shortest edge ${pixels.sizePx}, centre cut` : `squashed to ${pixels.sizePx} × ${pixels.sizePx}`}, ${pixels.filter}; mean ${values(pixels.mean)}, deviation ${values(pixels.std)}${marks[entry.sure.pixels]}`,
    ],
    [
      'text',
      [
        `${text.tokenizer}, at most ${text.maxTokens} tokens`,
        text.padToMax ? `always padded${text.padId === undefined ? '' : ` with ${text.padId}`}` : 'not padded',
        ...(text.lowerCase ? ['made lower-case here'] : []),
        ...(text.prefix === undefined ? [] : [`after \`${text.prefix}\``]),
        ...(text.template === undefined ? [] : [`single words as “${text.template}”`]),
      ].join(', ') + marks[entry.sure.text],
    ],
    ...(score
      ? [
          [
            'score',
            `probability 1 / (1 + exp(−(${score.scale.toFixed(1)} · cosine − ${-score.bias}))), so one half at ${(-score.bias / score.scale).toFixed(3)}${marks[score.sure]}`,
          ] as const,
        ]
      : []),
    ...(quality.length > 0
      ? [
          [
            'published',
            quality.map(({ test, percent: value, source: from, sure }) => `${test} ${value} % (${from})${marks[sure]}`).join('; '),
          ] as const,
        ]
      : []),
    ['licence', entry.licences.map(({ of, licence }) => `${of}: ${licence}`).join('; ')],
  ];
  return `### ${entry.label}\n${table(
    ['', ''],
    lines.map(([name, value]) => row(name, value)),
  )}`;
}

/** The part between the two comments. */
export function madePart(): string {
  return [
    begin,
    '',
    'How a figure is known: without a mark, from files that ship with the app; ¹ read in source code, a licence or published results; ² pinned by a public project; ³ measured by',
    'somebody else, once; ⁴ worked out; ⁵ not verified. Sizes, digests, inputs, outputs and dimensions are checked against the files when a model is installed.',
    'Models whose licence is not free for all uses are never the default, and their licence is accepted first. “Not yet”: it is known, and cannot be installed.',
    '',
    overview(),
    '',
    ...catalog.flatMap((entry) => [facts(entry), '']),
    end,
  ].join('\n');
}

/** The page with that part made anew. */
export function remade(page: string): string {
  const [from, to] = [page.indexOf(begin), page.indexOf(end)];
  if (from < 0 || to < 0) throw new Error('docs/models.md has lost the comments that its made part stands between');
  return page.slice(0, from) + madePart() + page.slice(to + end.length);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(pagePath, remade(readFileSync(pagePath, 'utf8')));
