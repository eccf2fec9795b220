// What a person adds: read, then told of by sidecars that came with it for photos that were here before, then noted.

import type { IngestState, Report } from '../shared/domain/library.ts';
import type { SourceFile } from '../shared/protocol/library.ts';
import { describeKnown } from './late-sidecars.ts';
import type { Originals } from './originals.ts';
import type { Ingest } from './pipeline/ingest.ts';
import type { Resident } from './pipeline/resident.ts';
import { type Gathered, type GatherOptions, gather, isArchiveName } from './sources/gather.ts';
import type { Source } from './sources/source.ts';
import { noteSeen } from './storage/files.ts';
import type { Database } from './storage/schema.ts';

interface AdditionOptions {
  readonly onProgress?: ((state: IngestState) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface Gathering extends AdditionOptions {
  readonly gathered: Gathered;
  /** Those of `gathered.sources` that are to be read. */
  readonly sources: readonly Source[];
  /** What `gathered` was made of. */
  readonly files: readonly SourceFile[];
}

export interface Additions {
  add(files: readonly SourceFile[], options: AdditionOptions): Promise<Report>;
  addGathered(gathering: Gathering): Promise<Report>;
}

interface Options extends GatherOptions {
  readonly db: Database;
  readonly resident: Resident;
  readonly ingest: Ingest;
  readonly originals: Pick<Originals, 'remember'>;
}

export function createAdditions({ db, resident, ingest, originals, readXmp }: Options): Additions {
  async function addGathered({ gathered, sources, files, onProgress, signal }: Gathering): Promise<Report> {
    for (const { file, path } of files) if (isArchiveName(path)) originals.remember(path, file);
    const report = await ingest.add(sources, { ...(onProgress && { onProgress }) });
    if (report.failed.some(({ code }) => code === 'cancelled')) return report; // Which of them were not looked at, nobody noted.
    if (gathered.saysMore) {
      const folders = new Set(files.flatMap(({ folder }) => folder ?? []));
      await describeKnown({
        ...{ db, resident, folders, signal },
        describe: gathered.describe,
        done: new Set(sources.map(({ path }) => path)),
      });
    }
    const seen = files.flatMap(({ folder, path, file: { size, lastModified } }) =>
      folder === undefined ? [] : [{ folder, path, size, modifiedAt: lastModified }],
    );
    if (seen.length > 0) await noteSeen(db, seen);
    return report;
  }

  return {
    addGathered,
    async add(files, options) {
      const gathered = await gather(files, { readXmp });
      return addGathered({ ...options, gathered, sources: gathered.sources, files });
    },
  };
}
