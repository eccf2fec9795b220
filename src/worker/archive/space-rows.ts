// The vectors of one space in an archive: whose row is where, and each row checked when it is asked for.

import { AppError } from '../../shared/domain/app-error.ts';
import { isPhotoId, type PhotoId } from '../../shared/domain/photo.ts';
import { updateCrc32 } from '../../shared/zip/crc32.ts';
import type { ArchiveFile, Refusals } from './archive-file.ts';
import { crcText, largest, type ManifestSpace, vectorIdsHeader, vectorIdsPath, vectorsPath } from './format.ts';
import { longestNpyHeader, readNpyHeader } from './npy.ts';

type Vectors = Float32Array<ArrayBuffer>;

export interface SpaceRows {
  readonly space: ManifestSpace;
  /** The good rows among those of `photoIds`; a bad one is refused. */
  read(photoIds: readonly PhotoId[]): Promise<Map<PhotoId, Vectors>>;
}

interface Row {
  readonly at: number;
  readonly crc32: string;
}
/** As the invariants of the database have it. */
const unitWithin = 1e-3;
/** Rows that lie together are read at once; a photo without a row in between leaves a gap, and a hostile order leaves more. */
const readAtOnce = 256;

/** @throws {AppError} why nothing of it can be read; AbortError. */
export async function openSpaceRows(archive: ArchiveFile, at: number, space: ManifestSpace, refusals: Refusals): Promise<SpaceRows> {
  const path = vectorsPath(at);
  const wrong = (reason: string) => new AppError('damaged-file', { subject: path, reason });
  const file = await archive.open(path, largest.unpackedBytes);
  const head = readNpyHeader(new Uint8Array(await file.slice(0, longestNpyHeader).arrayBuffer()));
  if (!head || head.dim !== space.dim) throw wrong('it is no float32 array of the dimensions of its space');
  const rowBytes = 4 * space.dim;
  if (head.at + head.rows * rowBytes !== file.size) throw wrong(`${file.size} bytes for ${head.rows} × ${space.dim}`);
  const rows = readIds(await archive.text(vectorIdsPath(at)), head.rows, vectorIdsPath(at), refusals);
  if (!rows) throw wrong('its list of photos does not belong to it');

  const isUnit = (vector: Vectors): boolean => {
    let squares = 0;
    for (const value of vector) squares += value * value;
    return Math.abs(squares - 1) < unitWithin; // Not so of what is not finite.
  };
  const check = (photoId: PhotoId, row: Row, bytes: Uint8Array<ArrayBuffer>): Vectors | undefined => {
    const vector = new Float32Array(bytes.slice().buffer);
    if (bytes.length === rowBytes && crcText(updateCrc32(0, bytes)) === row.crc32 && isUnit(vector)) return vector;
    refusals.add(`${path} row ${row.at} (${photoId})`, 'damaged-file');
    return undefined;
  };
  return {
    space,
    async read(photoIds) {
      const wanted = photoIds
        .flatMap((photoId) => {
          const row = rows.get(photoId);
          return row ? [{ photoId, row }] : [];
        })
        .sort((a, b) => a.row.at - b.row.at);
      const found = new Map<PhotoId, Vectors>();
      for (let i = 0; i < wanted.length; ) {
        const first = wanted[i]?.row.at ?? 0;
        const run = wanted.slice(i).filter(({ row }) => row.at < first + readAtOnce);
        const last = run.at(-1)?.row.at ?? first;
        const start = head.at + first * rowBytes;
        const bytes = new Uint8Array(await file.slice(start, head.at + (last + 1) * rowBytes).arrayBuffer());
        for (const { photoId, row } of run) {
          const vector = check(photoId, row, bytes.subarray((row.at - first) * rowBytes, (row.at - first + 1) * rowBytes));
          if (vector) found.set(photoId, vector);
        }
        i += run.length;
      }
      return found;
    },
  };
}

/** @returns undefined where it is no list of so many rows. */
function readIds(text: string, count: number, path: string, refusals: Refusals): Map<PhotoId, Row> | undefined {
  const [header, ...lines] = text.split(/\r?\n/);
  if (lines.at(-1) === '') lines.pop();
  if (header !== vectorIdsHeader || lines.length !== count) return undefined;
  const rows = new Map<PhotoId, Row>();
  for (const [at, line] of lines.entries()) {
    const [photoId = '', crc32 = '', ...more] = line.split(',');
    if (!isPhotoId(photoId) || !/^[0-9a-f]{8}$/.test(crc32) || more.length > 0 || rows.has(photoId))
      refusals.add(`${path} line ${at + 2}`, 'damaged-file');
    else rows.set(photoId, { at, crc32 });
  }
  return rows;
}
