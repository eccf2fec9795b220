// Looks through a large library for damage while nothing else is done: a page of photos, then a pause of many times as long. Once in thirty days
// everything has been looked at; where it stopped is kept.

import type { VerifyReport } from '../shared/domain/library.ts';
import type { PhotoId } from '../shared/domain/photo.ts';
import { readHeldIds } from './storage/damage.ts';
import { readMeta, writeMeta } from './storage/meta.ts';
import type { Database } from './storage/schema.ts';
import type { Verification } from './verification.ts';

interface Options {
  readonly db: Database;
  readonly verification: Pick<Verification, 'verifyVectors' | 'verifyPictures'>;
  /** Fulfilled when nothing else is being done. */
  readonly idle: () => Promise<void>;
  readonly onMended: (report: VerifyReport) => void;
  readonly pause?: (ms: number) => Promise<void>;
  readonly now?: () => number;
}

const roundMs = 30 * 24 * 60 * 60 * 1000;
const photosPerPage = 32;
/** Where it stopped is written this often: at most so much is looked at twice. */
const pagesPerNote = 8;
/** Of one core: 100,000 photos take some three hours of idle time. */
const share = 1 / 20;
const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** Fulfilled when everything has been looked at. @throws {AppError} of storage. */
export async function lookThrough({ db, verification, idle, onMended, pause = wait, now = Date.now }: Options): Promise<void> {
  const { after, doneAt } = (await readMeta(db, 'looked-through')) ?? { after: '', doneAt: 0 };
  if (after === '' && now() - doneAt < roundMs) return;
  const tell = (report: VerifyReport) => {
    if (report.repaired > 0 || report.lost.length > 0) onMended(report);
  };
  const take = async (work: () => Promise<VerifyReport>): Promise<void> => {
    await idle();
    const startMs = performance.now();
    tell(await work());
    await pause((performance.now() - startMs) * (1 / share - 1));
  };
  if (after === '') await take(() => verification.verifyVectors());
  const photoIds: readonly PhotoId[] = (await readHeldIds(db)).filter((photoId) => photoId > after).sort();
  for (let at = 0, pages = 1; at < photoIds.length; at += photosPerPage, pages++) {
    const page = photoIds.slice(at, at + photosPerPage);
    await take(() => verification.verifyPictures(page));
    if (pages % pagesPerNote === 0) await writeMeta(db, 'looked-through', { after: page.at(-1) ?? '', doneAt });
  }
  await writeMeta(db, 'looked-through', { after: '', doneAt: now() });
}
