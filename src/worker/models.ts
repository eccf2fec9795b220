// The models of this device: what there is, what is installed, and how a model is installed and removed. Its rooms: embedding (what a model is),
// storage (where its files are), and the fetching worker, which alone may ask the hosts that the person agreed to.

import { AppError, toAppError } from '../shared/domain/app-error.ts';
import { hubHost, hubHosts, type InstallConsent, type InstallProgress, type Measured, type ModelInfo } from '../shared/domain/models.ts';
import type { SpaceId } from '../shared/domain/photo.ts';
import type { FetchingCalls, ListedFile } from '../shared/protocol/fetching.ts';
import type { ModelSource } from '../shared/protocol/models.ts';
import { catalog, entryOf, suggestedModel } from './embedding/catalog.ts';
import type { Embedder } from './embedding/embedder.ts';
import { type ConfigPath, candidatePaths, configPaths, entryOfFiles, recipeOf } from './embedding/hub/entry-of-files.ts';
import { readModelFolder } from './embedding/hub/folder-files.ts';
import { spaceOfModel } from './embedding/local/local-embedder.ts';
import { graphPathOf } from './embedding/local/model-files.ts';
import { downloadBytes, isShipped, type ModelEntry } from './embedding/model-entry.ts';
import { testModel } from './embedding/self-test.ts';
import type { Hiring } from './hiring.ts';
import { readMeta, writeMeta } from './storage/meta.ts';
import { dropStoredModel, readStoredFile, storedBytes, storedModels } from './storage/model-store.ts';
import type { Database } from './storage/schema.ts';

/** A model that is here, with all that is known of it. */
export interface LocalModel {
  readonly entry: ModelEntry;
  /** Its files by path; absent for the one that ships. */
  readonly blobs?: Readonly<Record<string, Blob>>;
}

interface InstalledModel {
  readonly entry: ModelEntry;
  readonly folder: string;
  readonly files: readonly ListedFile[];
  readonly measured?: Measured;
}

interface Options {
  readonly db: Database;
  readonly hiring: Hiring;
  /** SHA-256 in hexadecimal. */
  readonly digest: (file: Blob, signal: AbortSignal) => Promise<string>;
  /** Runs a model by itself, for a moment. */
  readonly borrow: <R>(model: LocalModel, work: (embedder: Embedder) => Promise<R>) => Promise<R>;
  /** How many photos have a vector in each space. */
  readonly counts: () => Promise<ReadonlyMap<SpaceId, number>>;
  readonly activeSpace: () => SpaceId;
  readonly onChange: () => void;
}

export type Models = ReturnType<typeof createModels>;

/** The few files besides graphs are read whole to be looked at. */
const largestConfigBytes = 64 << 20;
const rateWindowMs = 3_000;

export function createModels({ db, hiring, digest, borrow, counts, activeSpace, onChange }: Options) {
  /** Files that storage had no room for; gone with this worker. */
  const inMemory = new Map<string, Record<string, Blob>>();
  const volatile = new Map<string, InstalledModel>();
  let installing: Promise<unknown> = Promise.resolve();

  // The row's `entry` was written from a ModelEntry, by `keep` alone.
  const stored = async (): Promise<InstalledModel[]> => [...(((await readMeta(db, 'models')) ?? []) as readonly InstalledModel[])];
  const all = async (): Promise<InstalledModel[]> => [...(await stored()), ...volatile.values()];
  const find = async (id: string) => (await all()).find(({ entry }) => entry.id === id);

  async function keep(model: InstalledModel): Promise<void> {
    if (inMemory.has(model.folder)) volatile.set(model.entry.id, model);
    else {
      const others = (await stored()).filter(({ entry }) => entry.id !== model.entry.id);
      await writeMeta(db, 'models', [...others, model]);
    }
    onChange();
  }

  /** @throws {AppError} `not-found`; `model-unavailable` where a file of it is gone. */
  async function open(id: string): Promise<LocalModel> {
    const known = entryOf(id);
    if (known && isShipped(known)) return { entry: known };
    const model = await find(id);
    if (!model) throw new AppError('not-found', { subject: id, reason: 'no such model is installed' });
    const blobs: Record<string, Blob> = { ...inMemory.get(model.folder) };
    for (const { path, bytes } of model.files) {
      const blob = blobs[path] ?? (await readStoredFile(model.folder, path));
      if (!blob || (bytes !== undefined && blob.size !== bytes))
        throw new AppError('model-unavailable', {
          subject: `${id} ${path}`,
          reason: blob ? `${blob.size} of ${bytes} bytes are left` : 'the file is gone',
        });
      blobs[path] = blob;
    }
    return { entry: model.entry, blobs };
  }

  async function install(source: ModelSource, consent: InstallConsent, context: Context): Promise<string> {
    const work = installing.then(() =>
      source.kind === 'files' ? installFiles(source.files, consent, context) : installFrom(source, consent, context),
    );
    installing = work.catch(() => undefined); // Whoever asked for it is told; the next one does not care.
    return work;
  }

  async function installFrom(source: Exclude<ModelSource, { kind: 'files' }>, consent: InstallConsent, context: Context): Promise<string> {
    const { known, place } = placeOf(source);
    if (known?.missing !== undefined) throw new AppError('model-unfit', { subject: known.label, reason: known.missing });
    if (known) checkLicence(known, consent);
    const { origin } = new URL(place.host);
    if (!consent.hosts.includes(origin))
      throw new AppError('consent-needed', { subject: origin, reason: `it would be asked for ${place.repo}` });
    const hired = await hiring.hire<FetchingCalls>('fetching', consent.hosts);
    try {
      context.progress({ phase: 'asking', loadedBytes: 0, totalBytes: known ? downloadBytes(known) : 0, bytesPerSecond: 0 });
      const listing = await hired.caller.call('model-list', { place, candidates: candidatePaths }, { signal: context.signal });
      const pinned = { ...place, revision: listing.revision };
      const id = known?.id ?? place.repo;
      const folder = `${id}@${listing.revision}`;
      const fetchInto = async (file: ListedFile, onProgress: (bytes: number) => void): Promise<Blob> => {
        const args = { place: pinned, file, model: folder };
        const options = { signal: context.signal, onProgress };
        const whole = inMemory.get(folder)?.[file.path];
        if (whole) return whole;
        try {
          return await hired.caller.call('model-fetch', { ...args, keep: 'storage' }, options);
        } catch (error) {
          if (!(error instanceof AppError && (error.code === 'storage-full' || error.code === 'storage-failed'))) throw error;
          const blob = await hired.caller.call('model-fetch', { ...args, keep: 'memory' }, options);
          inMemory.set(folder, { ...inMemory.get(folder), [file.path]: blob });
          return blob;
        }
      };
      const listed = new Map(listing.files.map((file) => [file.path, agreed(file, known, listing.revision)]));
      const configs = await readConfigs(listed, fetchInto);
      const sizes = new Map([...listed].map(([path, { bytes = 0 }]) => [path, bytes]));
      const entry = known
        ? { ...known, revision: listing.revision, pixels: pixelsOf(known, configs['preprocessor_config.json']) }
        : entryOfFiles({ name: id, revision: listing.revision, files: sizes, configs, licence: listing.licence });
      checkLicence(entry, consent);
      return await settle({ entry, folder, listed, fetchInto }, context);
    } finally {
      hired.dismiss();
    }
  }

  async function installFiles(
    given: Extract<ModelSource, { kind: 'files' }>['files'],
    consent: InstallConsent,
    context: Context,
  ): Promise<string> {
    const folderGiven = await readModelFolder(given);
    if (folderGiven.missing.length > 0)
      throw new AppError('model-unfit', { subject: folderGiven.name, reason: `missing: ${folderGiven.missing.join(', ')}` });
    const hired = await hiring.hire<FetchingCalls>('fetching', []);
    try {
      const { signal } = context;
      const opened = (path: string) => folderGiven.open(path, signal);
      const listed = new Map([...folderGiven.files].map(([path, bytes]): [string, ListedFile] => [path, { path, bytes }]));
      const configs = await readConfigs(listed, ({ path }) => opened(path));
      const name = `local/${folderGiven.name}`;
      const draft = entryOfFiles({ name, revision: '', files: folderGiven.files, configs });
      checkLicence(draft, consent);
      // Named by its content: the same folder again is the same space.
      const paths = neededPaths(draft);
      const digests = await Promise.all(paths.map(async (path) => `${path} ${await digest(await opened(path), signal)}`));
      const revision = (await digest(new Blob([digests.join('\n')]), signal)).slice(0, 12);
      const folder = `${name}@${revision}`;
      const copy = async ({ path }: ListedFile, onProgress: (bytes: number) => void): Promise<Blob> => {
        const file = await opened(path);
        try {
          return await hired.caller.call('model-copy', { file, path, model: folder }, { signal, onProgress });
        } catch (error) {
          if (!(error instanceof AppError && (error.code === 'storage-full' || error.code === 'storage-failed'))) throw error;
          inMemory.set(folder, { ...inMemory.get(folder), [path]: file });
          return file;
        }
      };
      return await settle({ entry: { ...draft, revision }, folder, listed, fetchInto: copy }, context);
    } finally {
      hired.dismiss();
    }
  }

  interface Arriving {
    readonly entry: ModelEntry;
    readonly folder: string;
    readonly listed: ReadonlyMap<string, ListedFile>;
    readonly fetchInto: (file: ListedFile, onProgress: (bytes: number) => void) => Promise<Blob>;
  }

  /** Brings every file in, compares digests, tries the model, and only then says that it is here. */
  async function settle({ entry, folder, listed, fetchInto }: Arriving, { signal, progress }: Context): Promise<string> {
    const wanted = neededPaths(entry).map((path) => {
      const file = listed.get(path);
      if (!file) throw new AppError('model-unfit', { subject: entry.label, reason: `missing: ${path}` });
      return file;
    });
    const totalBytes = wanted.reduce((sum, { bytes = 0 }) => sum + bytes, 0);
    const rate = measureRate();
    const blobs: Record<string, Blob> = {};
    let before = 0;
    try {
      for (const file of wanted) {
        const tell = (phase: InstallProgress['phase'], bytes: number) =>
          progress({ phase, file: file.path, totalBytes: Math.max(totalBytes, before + bytes), ...rate(before + bytes, totalBytes) });
        tell('downloading', 0);
        const blob = await fetchInto(file, (bytes) => tell('downloading', bytes));
        tell('checking', blob.size);
        if (file.bytes !== undefined && blob.size !== file.bytes)
          throw new AppError('model-changed', { subject: file.path, reason: `${blob.size} bytes where ${file.bytes} are listed` });
        if (file.sha256 !== undefined && (await digest(blob, signal)) !== file.sha256)
          throw new AppError('model-changed', { subject: file.path, reason: 'its bytes are not those that the listing’s SHA-256 names' });
        blobs[file.path] = blob;
        before += blob.size;
      }
      progress({ phase: 'testing', loadedBytes: before, totalBytes: before, bytesPerSecond: 0 });
      await borrow({ entry, blobs }, (embedder) => testModel(embedder, entry.label, signal));
    } catch (thrown) {
      const { code } = toAppError(thrown);
      // What stopped half-way goes on where it was; what is wrong would be wrong again.
      if (code === 'model-changed' || code === 'model-failed' || code === 'model-unavailable') await discard(folder);
      throw thrown;
    }
    await keep({ entry, folder, files: wanted.map((file) => ({ ...file, bytes: blobs[file.path]?.size ?? 0 })) });
    return entry.id;
  }

  async function discard(folder: string): Promise<void> {
    inMemory.delete(folder);
    await dropStoredModel(folder);
  }

  /** @throws {AppError} `invalid-argument` where it is in use, or ships with the app. */
  async function remove(id: string): Promise<void> {
    const known = entryOf(id);
    if (known && isShipped(known)) throw new AppError('invalid-argument', { subject: id, reason: 'it is part of the app' });
    const model = await find(id);
    if (model && spaceOfModel(model.entry) === activeSpace())
      throw new AppError('invalid-argument', { subject: id, reason: 'it is in use' });
    volatile.delete(id);
    await writeMeta(
      db,
      'models',
      (await stored()).filter(({ entry }) => entry.id !== id),
    );
    for (const folder of new Set([...(await storedModels()), ...inMemory.keys()])) if (folder.startsWith(`${id}@`)) await discard(folder);
    onChange();
  }

  async function list(): Promise<ModelInfo[]> {
    const [installed, indexed, folders] = await Promise.all([all(), counts(), storedModels()]);
    const others = installed.filter(({ entry }) => !entryOf(entry.id)).map(({ entry }) => entry);
    return Promise.all(
      [...catalog, ...others].map(async (entry): Promise<ModelInfo> => {
        const here = installed.find((model) => model.entry.id === entry.id);
        const shown = here?.entry ?? entry;
        const space = spaceOfModel(shown);
        const own = folders.filter((folder) => folder.startsWith(`${entry.id}@`));
        const sizes = await Promise.all(own.map(storedBytes));
        const { id, label: name, family, goodAt, weakAt, languages, terms, dim, missing } = shown;
        const state = isShipped(entry)
          ? 'ships'
          : here
            ? 'installed'
            : missing !== undefined
              ? 'not-yet'
              : own.length > 0
                ? 'partly'
                : 'known';
        return {
          ...{ id, name, family, goodAt, weakAt, languages, terms, dim, state, space },
          licence: [...new Set(shown.licences.map(({ licence }) => licence))].join(', '),
          ...(missing !== undefined && { missing }),
          suggested: id === suggestedModel,
          downloadBytes: isShipped(entry) ? 0 : downloadBytes(shown),
          storedBytes: sizes.reduce((sum, bytes) => sum + bytes, 0),
          ...(here && { kept: inMemory.has(here.folder) ? ('memory' as const) : ('storage' as const) }),
          hosts: isShipped(entry) ? [] : hubHosts,
          indexed: indexed.get(space) ?? 0,
          active: space === activeSpace(),
          ...(here?.measured && { measured: here.measured }),
          quality: shown.quality.map(({ test, percent, source, sure }) => ({ test, percent, source, verified: sure !== 'unverified' })),
        };
      }),
    );
  }

  return {
    list,
    install,
    remove,
    open,
    /** Bytes of all models on this device. */
    async bytes(): Promise<number> {
      const sizes = await Promise.all((await storedModels()).map(storedBytes));
      return sizes.reduce((sum, size) => sum + size, 0);
    },
    /** Fulfilled with the model of a space; undefined where it is not installed. */
    async ofSpace(space: SpaceId): Promise<LocalModel | undefined> {
      const shipped = catalog.find((entry) => isShipped(entry) && spaceOfModel(entry) === space);
      if (shipped) return { entry: shipped };
      const model = (await all()).find(({ entry }) => spaceOfModel(entry) === space);
      return model && open(model.entry.id);
    },
    async keepMeasured(id: string, measured: Measured): Promise<void> {
      const model = await find(id);
      if (model) await keep({ ...model, measured });
    },
  };
}

interface Context {
  readonly signal: AbortSignal;
  readonly progress: (progress: InstallProgress) => void;
}

const neededPaths = ({ dtype }: ModelEntry): string[] => [
  ...configPaths,
  graphPathOf('text', dtype.text),
  graphPathOf('image', dtype.image),
];

/** @throws {AppError} `not-found`, `invalid-argument`. */
function placeOf(source: Exclude<ModelSource, { kind: 'files' }>) {
  const known =
    source.kind === 'catalogue'
      ? entryOf(source.id)
      : catalog.find((entry) => entry.source.kind === 'hub' && entry.source.repo === source.repo);
  if (source.kind === 'catalogue' && known?.source.kind !== 'hub')
    throw new AppError('not-found', { subject: source.id, reason: 'no such model is known' });
  const repo = source.kind === 'hub' ? source.repo : known?.source.kind === 'hub' ? known.source.repo : '';
  const host = source.host ?? hubHost;
  if (!URL.canParse(host) || !/^https?:$/.test(new URL(host).protocol))
    throw new AppError('invalid-argument', { subject: host, reason: 'a host is an address such as https://models.example' });
  if (!/^[\w.-]+(\/[\w.-]+)*$/.test(repo) || repo.includes('..'))
    throw new AppError('invalid-argument', { subject: repo, reason: 'a repository is named owner/name' });
  const revision = (source.kind === 'hub' ? source.revision : undefined) ?? (known?.revision || 'main');
  return { known, place: { host, repo, revision } };
}

function checkLicence({ terms, label, licences }: ModelEntry, { licence }: InstallConsent): void {
  if (terms !== 'free' && !licence)
    throw new AppError('licence-needed', {
      subject: label,
      reason: licences.map((one) => one.licence).join(', ') || 'no licence is stated',
    });
}

/** What the host lists, and what the catalogue pins for that revision. @throws {AppError} `model-changed` where they differ. */
function agreed(file: ListedFile, known: ModelEntry | undefined, revision: string): ListedFile {
  const pinned = known && known.revision === revision ? known.sha256?.[file.path] : undefined;
  if (pinned !== undefined && file.sha256 !== undefined && file.sha256 !== pinned)
    throw new AppError('model-changed', { subject: file.path, reason: 'the host lists another SHA-256 than the catalogue' });
  return pinned === undefined ? file : { ...file, sha256: pinned };
}

/** The file's own recipe, where the catalogue is not sure of it. @throws {AppError} `model-changed` where it is sure, and they differ. */
function pixelsOf({ pixels, sure, label }: ModelEntry, config: Readonly<Record<string, unknown>>): ModelEntry['pixels'] {
  const isSure = sure.pixels === 'ours' || sure.pixels === 'read';
  let found: ModelEntry['pixels'];
  try {
    found = recipeOf(config, pixels.sizePx);
  } catch (error) {
    if (isSure && error instanceof AppError && error.code === 'model-unfit') return pixels; // The file says less than its authors' code.
    throw error;
  }
  if (isSure && (found.fit !== pixels.fit || found.filter !== pixels.filter))
    throw new AppError('model-changed', {
      subject: label,
      reason: `its pictures are ${found.fit}, ${found.filter}; known are ${pixels.fit}, ${pixels.filter}`,
    });
  return isSure ? pixels : found;
}

async function readConfigs(
  listed: ReadonlyMap<string, ListedFile>,
  fetchInto: (file: ListedFile, onProgress: (bytes: number) => void) => Promise<Blob>,
): Promise<Readonly<Record<ConfigPath, Readonly<Record<string, unknown>>>>> {
  const missing = configPaths.filter((path) => !listed.has(path));
  if (missing.length > 0) throw new AppError('model-unfit', { subject: 'the repository', reason: `missing: ${missing.join(', ')}` });
  const configs: Partial<Record<ConfigPath, Readonly<Record<string, unknown>>>> = {};
  for (const path of configPaths) {
    const file = listed.get(path) ?? { path };
    if ((file.bytes ?? 0) > largestConfigBytes) throw new AppError('model-unfit', { subject: path, reason: `${file.bytes} bytes` });
    // The tokenizer is asked for nothing here, and has tens of megabytes in some: it comes with the graphs.
    if (path === 'tokenizer.json') configs[path] = {};
    else configs[path] = asJson(path, await (await fetchInto(file, () => undefined)).text());
  }
  return configs as Readonly<Record<ConfigPath, Readonly<Record<string, unknown>>>>; // Each was set above.
}

function asJson(path: string, text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value as Readonly<Record<string, unknown>>; // Whoever takes a field asks what it is.
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new AppError('download-wrong', { subject: path, reason: `it is not JSON: ${text.slice(0, 40)}` });
}

/** Bytes a second over the last moments, and what is left at that rate. */
function measureRate() {
  const marks: { atMs: number; bytes: number }[] = [];
  return (loadedBytes: number, totalBytes: number): Pick<InstallProgress, 'loadedBytes' | 'bytesPerSecond' | 'secondsLeft'> => {
    const nowMs = performance.now();
    marks.push({ atMs: nowMs, bytes: loadedBytes });
    while ((marks[0]?.atMs ?? nowMs) < nowMs - rateWindowMs) marks.shift();
    const [first] = marks;
    const spanMs = nowMs - (first?.atMs ?? nowMs);
    const bytesPerSecond = spanMs > 200 ? Math.round(((loadedBytes - (first?.bytes ?? 0)) / spanMs) * 1000) : 0;
    return {
      loadedBytes,
      bytesPerSecond,
      ...(bytesPerSecond > 0 && { secondsLeft: Math.max(0, totalBytes - loadedBytes) / bytesPerSecond }),
    };
  };
}
