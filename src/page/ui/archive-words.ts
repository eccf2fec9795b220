// Everything a person reads about the library as one file, and about photos saved as one. The rest stands in words.ts.

import type { ImportReport } from '../../shared/domain/library.ts';
import type { ArchiveJob, ArchiveOutcome } from '../state/archive-state.ts';
import { errorWords } from './error-words.ts';
import { count, formatBytes, formatNumber } from './format.ts';

const photos = (value: number) => count(value, 'photo', 'photos');

export const archiveWords = {
  title: 'Export and import',
  intro: 'Take the library along, or keep a copy of it elsewhere. Your original files are not part of it.',
  export: 'Export the library',
  exportDetail: (bytes: string) =>
    `One ZIP file with photos’ data, pictures and search index: about ${bytes}. Other programs can read it too.`,
  previews: (bytes: string) => `With previews (${bytes}): without them, a photo whose original is out of reach is shown small.`,
  import: 'Import a library',
  importDetail: 'Adds what was exported before, here or elsewhere. What is here already stays as it is.',
  pick: 'Library to import',
  askTitle: 'Import this library?',
  ask: (name: string, bytes: string) => `${name} (${bytes}) was exported from Afterimage.`,
  askDetail: 'Its photos, tags and saved searches are added to this library. What is here already stays as it is.',
  doImport: 'Import',
  originalsTitle: (value: number) => `Save ${photos(value)} as one ZIP file`,
  originalsDetail: 'It holds the original files, as far as they are in reach: those of connected folders, and those you pointed out.',
  originalsPreviews: 'Where an original is out of reach, put its preview in its place',
  save: 'Save',
  saveTable: 'Save this list',
  saveCsv: 'As CSV, for a spreadsheet',
  saveJson: 'As JSON, for a program',
  stop: 'Stop',
  jobs: { export: 'Exporting the library', import: 'Importing a library', originals: 'Saving photos' } satisfies Record<
    ArchiveJob['kind'],
    string
  >,
  region: 'Export and import, progress',
  starting: 'Getting ready',
  progress: (done: number, total: number, bytes: number | undefined) =>
    [`${formatNumber(done)} of ${photos(total)}`, bytes !== undefined && bytes > 0 && formatBytes(bytes)].filter(Boolean).join(' · '),
  refused: 'What was not taken over',
  unreached: 'Out of reach',
  moreRefused: (value: number) => `And ${formatNumber(value)} more.`,
  reason: (code: keyof typeof errorWords) => errorWords[code].what,
} as const;

const importLine = ({ added, known, searches, refused, refusedMore }: ImportReport): string =>
  [
    `${photos(added)} added`,
    known > 0 && `${formatNumber(known)} already here`,
    searches > 0 && count(searches, 'saved search', 'saved searches'),
    refused.length > 0 && `${formatNumber(refused.length + refusedMore)} not taken over`,
  ]
    .filter(Boolean)
    .join(' · ');

/** What came of it, in a line. */
export function outcomeLine(kind: ArchiveJob['kind'], outcome: ArchiveOutcome): string {
  switch (outcome.kind) {
    case 'exported':
      return `${photos(outcome.photos)} exported · ${formatBytes(outcome.bytes)}`;
    case 'imported':
      return importLine(outcome.report);
    case 'saved': {
      const { saved, unreached, previews } = outcome;
      const without = unreached.length > 0 && `${formatNumber(unreached.length)} out of reach${previews ? ', saved as previews' : ''}`;
      return [`${count(saved, 'original', 'originals')} saved`, without].filter(Boolean).join(' · ');
    }
    case 'cancelled':
      return kind === 'import'
        ? 'Stopped. What was imported so far stays; importing it again goes on.'
        : 'Stopped. No file was left behind.';
    case 'failed': {
      const { what, todo } = errorWords[outcome.error.code];
      return `${what}. ${todo}`;
    }
  }
}
