// The photos of an answer as a table, to be taken along: CSV for spreadsheets, JSON for programs. Loaded when it is first asked for.

import { csvRow } from '../shared/domain/csv.ts';
import type { Answer, Hit } from '../shared/domain/library.ts';
import { readRecordsOf } from './storage/photos.ts';
import type { Database, PhotoRecord } from './storage/schema.ts';

export type TableFormat = 'csv' | 'json';
type Cell = string | number | boolean | undefined;

/** The columns in their order; lists are put into one cell with a bar between. */
const columns: Readonly<Record<string, (hit: Hit, good: boolean, photo: PhotoRecord) => Cell>> = {
  rank: ({ rank }) => rank,
  score: ({ score }) => score,
  good: (_, good) => good,
  name: (_, __, { name }) => name,
  paths: (_, __, { paths }) => paths.join(' | '),
  taken_at: (_, __, { takenAt }) => takenAt,
  width: (_, __, { width }) => width,
  height: (_, __, { height }) => height,
  type: (_, __, { type }) => type,
  bytes: (_, __, { bytes }) => bytes,
  latitude: (_, __, { gps }) => gps?.lat,
  longitude: (_, __, { gps }) => gps?.lon,
  camera: (_, __, { camera }) => camera,
  lens: (_, __, { lens }) => lens,
  rating: (_, __, { rating }) => rating,
  favourite: (_, __, { favourite }) => favourite,
  tags: (_, __, { tags }) => tags.join(' | '),
  title: (_, __, { title }) => title,
  caption: (_, __, { caption }) => caption,
  photo_id: (_, __, { id }) => id,
};

const readAtOnce = 1_000;

/** @param answer with all its hits from the first. Photos that are gone meanwhile are left out. */
export async function answerTable(db: Database, { hits, good }: Answer, format: TableFormat, signal: AbortSignal): Promise<Blob> {
  const names = Object.keys(columns);
  const parts: string[] = format === 'csv' ? ['\ufeff', csvRow(names)] : ['[\n']; // With the mark, a spreadsheet takes it for UTF-8.
  let first = true;
  for (let from = 0; from < hits.length; from += readAtOnce) {
    signal.throwIfAborted();
    const group = hits.slice(from, from + readAtOnce);
    const records = new Map(
      (
        await readRecordsOf(
          db,
          group.map(({ photoId }) => photoId),
        )
      ).map((record) => [record.id, record]),
    );
    for (const [i, hit] of group.entries()) {
      const record = records.get(hit.photoId);
      if (!record) continue;
      const isGood = from + i < good;
      if (format === 'csv') parts.push(csvRow(names.map((name) => columns[name]?.(hit, isGood, record))));
      else parts.push(`${first ? '' : ',\n'}${JSON.stringify(asObject(hit, isGood, record))}`);
      first = false;
    }
  }
  if (format === 'json') parts.push('\n]\n');
  return new Blob(parts, { type: format === 'csv' ? 'text/csv' : 'application/json' });
}

/** As a photo of the console, without what only the app uses. */
function asObject({ rank, score }: Hit, good: boolean, record: PhotoRecord): object {
  const { colour: _c, takenMs: _t, thumbnailBytes: _tb, previewBytes: _pb, thumbnailSum: _ts, previewSum: _ps, ...photo } = record;
  return { rank, ...(score !== undefined && { score }), good, ...photo };
}
