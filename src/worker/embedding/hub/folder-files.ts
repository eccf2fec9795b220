// A folder or a ZIP in the hub's layout, as the person handed it over: where in it the model is, what is missing and what is not needed.

import { AppError } from '../../../shared/domain/app-error.ts';
import type { FolderReport } from '../../../shared/domain/models.ts';
import type { ModelFile } from '../../../shared/protocol/models.ts';
import { readDirectory } from '../../../shared/zip/directory.ts';
import { openMember } from '../../../shared/zip/member.ts';
import { graphPathOf } from '../local/model-files.ts';
import { candidatePaths, dtypes, missingIn } from './entry-of-files.ts';

export interface ModelFolder {
  /** Of the folder, or of the archive. */
  readonly name: string;
  /** Sizes by paths, as the hub has them. */
  readonly files: ReadonlyMap<string, number>;
  /** Paths that must be there and are not. */
  readonly missing: readonly string[];
  /** Paths that are not used. */
  readonly extra: readonly string[];
  open(path: string, signal: AbortSignal): Promise<File>;
}

const mostFiles = 10_000;

interface Opening {
  readonly path: string;
  readonly size: number;
  open(signal: AbortSignal): Promise<File>;
}

/** @throws {AppError} `model-unfit` where no config.json is at its top or one folder down; as reading an archive. */
export async function readModelFolder(given: readonly ModelFile[]): Promise<ModelFolder> {
  const [first] = given;
  const isZip = given.length === 1 && first !== undefined && /\.zip$/i.test(first.path);
  const all = isZip
    ? await unpack(first)
    : given.map(({ path, file }): Opening => ({ path, size: file.size, open: () => Promise.resolve(file) }));
  const subject = first?.path.split('/')[0] ?? '';
  if (all.length > mostFiles) throw new AppError('model-unfit', { subject, reason: `${all.length} files are no model` });
  const root = all
    .map(({ path }) => path)
    .filter((path) => /(^|\/)config\.json$/.test(path) && path.split('/').length <= 3)
    .sort((a, b) => a.length - b.length)
    .at(0);
  if (root === undefined) throw new AppError('model-unfit', { subject, reason: 'there is no config.json at its top or one folder down' });
  const top = root.slice(0, -'config.json'.length);
  const inside = new Map(all.flatMap((one) => (one.path.startsWith(top) ? [[one.path.slice(top.length), one] as const] : [])));
  const files = new Map([...inside].map(([path, { size }]) => [path, size]));
  const used = new Set(candidatePaths);
  return {
    name: (top.replace(/\/$/, '').split('/').at(-1) || subject).replace(/\.zip$/i, ''),
    files,
    missing: missingIn(new Set(files.keys())),
    extra: [...files.keys()].filter((path) => !used.has(path)),
    async open(path, signal) {
      const found = inside.get(path);
      if (!found) throw new AppError('model-unfit', { subject: path, reason: 'it is missing' });
      return found.open(signal);
    },
  };
}

/** @throws {AppError} as `readModelFolder`. */
export async function inspectFolder(given: readonly ModelFile[]): Promise<FolderReport> {
  const { name, missing, extra, files } = await readModelFolder(given);
  const there = (tower: 'image' | 'text') => dtypes.filter((dtype) => files.has(graphPathOf(tower, dtype)));
  const bytes = [...files.values()].reduce((sum, size) => sum + size, 0);
  return { name, missing, extra, dtypes: { image: there('image'), text: there('text') }, bytes };
}

async function unpack({ path, file }: ModelFile): Promise<Opening[]> {
  const members = await readDirectory(file, path);
  return members.map((member) => ({
    ...{ path: member.path, size: member.size },
    open: (signal) => openMember(file, member, `${path}/${member.path}`, signal),
  }));
}
