// The library worker's entry: opens the rooms and says who answers what. No logic lives here.

import { AppError } from '../shared/domain/app-error.ts';
import type { Problem } from '../shared/domain/library.ts';
import type { Photo } from '../shared/domain/photo.ts';
import { problemKey } from '../shared/domain/problem-key.ts';
import { queryPictureCache } from '../shared/domain/storage-usage.ts';
import { sumReports } from '../shared/domain/sum-reports.ts';
import { toAddress } from '../shared/protocol/addresses.ts';
import { buildId } from '../shared/protocol/build.ts';
import { onConnect } from '../shared/protocol/connect.ts';
import type { LibraryCalls, LibraryEvent } from '../shared/protocol/library.ts';
import { type CallContext, type Handlers, serve } from '../shared/protocol/serve.ts';
import { transfer } from '../shared/protocol/transfer.ts';
import { inspectFolder } from './embedding/hub/folder-files.ts';
import { createHiring } from './hiring.ts';
import { restoredChanges } from './ingest-storage.ts';
import { openRooms, type Rooms } from './rooms.ts';
import { fromAddress } from './sources/from-address.ts';
import { nameOf } from './storage/files.ts';
import { clearLibrary, readStats } from './storage/library.ts';
import { eraseCache, eraseFiles } from './storage/other-files.ts';
import { changeTags, readNames, readPhoto, readPreview, readThumbnails, setFavourite } from './storage/photos.ts';
import { dropProblems, readProblems } from './storage/problems.ts';
import { dropQueue } from './storage/queue.ts';
import { purgeRemoved, removePhotos, undoRemoval } from './storage/removals.ts';
import type { QueueRow } from './storage/schema.ts';
import { forgetSearch, readSearches, saveSearch } from './storage/searches.ts';
import { dropFailedInputs } from './storage/usage.ts';
import { readUsage } from './usage.ts';

/** What changes the library is done by the tab that writes; the others hand these calls over. */
type WritingCall =
  | 'photos-add'
  | 'urls-add'
  | 'folder-keep'
  | 'folders-rescan'
  | 'folder-forget'
  | 'folder-restore'
  | 'ingest-pause'
  | 'ingest-resume'
  | 'ingest-cancel'
  | 'ingest-prefer'
  | 'ingest-ease'
  | 'problems-list'
  | 'problems-retry'
  | 'problems-dismiss'
  | 'photos-favourite'
  | 'photos-tag'
  | 'photos-remove'
  | 'photos-undo'
  | 'models-install'
  | 'models-use'
  | 'models-remove'
  | 'search-save'
  | 'search-forget'
  | 'storage-free'
  | 'library-clear'
  | 'library-verify'
  | 'library-import';

const loadArchives = () => import('./library-archive.ts');

/** How a file that an interruption left unread is named among the problems. */
const queuedKey = (key: number): string => `queued-${key}`;

/** Each file that has to be added again: once an archive, whatever of it is left. */
function unreadProblems(left: readonly QueueRow[]): Problem[] {
  const files = new Map<string, Problem>();
  for (const { key, name, path, archive } of left) {
    const again = archive === undefined ? { name, path } : { name: nameOf(archive), path: archive };
    if (archive === undefined || !files.has(archive))
      files.set(archive ?? queuedKey(key), { key: queuedKey(key), ...again, code: 'interrupted', retryable: false });
  }
  return [...files.values()];
}

const stillFull = () => new AppError('storage-full', { retryable: true, reason: 'there is no room yet' });

/** @param writer waits until this tab knows all that earlier ones wrote. */
function writingHandlers(writer: () => Promise<Rooms>): Pick<Handlers<LibraryCalls>, WritingCall> {
  const listProblems = async (): Promise<Problem[]> => {
    const { db, ingest, interrupted } = await writer();
    const [stored, left] = await Promise.all([readProblems(db), interrupted()]);
    // A file that failed, was added again and then not read stays listed for what it failed of.
    const failed = new Set(stored.flatMap(({ key, path }) => (path.includes('/') ? [key, path] : [key])));
    const unread = left.filter((file) => !failed.has(file.path) && !failed.has(problemKey(file)));
    const problems = stored.map(({ tries: _tries, at: _at, ...problem }) => ({ ...problem, retryable: ingest.canRetry(problem) }));
    return [...problems, ...ingest.waiting(), ...unreadProblems(unread)];
  };
  return {
    async 'photos-add'({ files }, { progress }) {
      return (await writer()).additions.add(files, { onProgress: progress });
    },
    async 'urls-add'({ urls }, { progress }) {
      const { ingest, fetchers } = await writer();
      const fetchFile = fetchers.for(urls.flatMap((url) => toAddress(url) ?? []));
      return ingest.add(
        urls.map((url) => fromAddress(url, fetchFile)),
        { onProgress: progress },
      );
    },
    'folder-keep': async ({ handle }) => (await writer()).folders.keep(handle),
    'folders-rescan': async (options, { signal, progress }) =>
      (await writer()).folders.rescan({ ...options, signal, onProgress: progress }),
    async 'folder-forget'({ id, photos }) {
      const { db, folders, resident } = await writer();
      const found = await folders.forget(id);
      const removed = photos ? await removePhotos(db, found) : [];
      if (removed.length > 0) resident.change({ kind: 'removed', photoIds: removed });
      return removed.length;
    },
    'folder-restore': async ({ id }) => (await writer()).folders.restore(id),
    async 'ingest-pause'() {
      await (await writer()).ingest.pause();
      return null;
    },
    async 'ingest-resume'() {
      const { ingest, wall } = await writer();
      if (wall.up && !(await wall.look())) throw stillFull();
      await ingest.resume();
      return null;
    },
    async 'ingest-prefer'({ photoIds }) {
      (await writer()).ingest.prefer(photoIds);
      return null;
    },
    async 'ingest-ease'({ on }) {
      (await writer()).ingest.ease(on);
      return null;
    },
    async 'ingest-cancel'() {
      await (await writer()).ingest.cancel();
      return null;
    },
    'problems-list': listProblems,
    async 'problems-retry'({ keys }) {
      const named = keys && new Set(keys);
      const problems = (await listProblems()).filter(({ key, retryable }) => retryable && (named?.has(key) ?? true));
      const { ingest, wall } = await writer();
      const wasFull = wall.up;
      const resumed = wasFull ? await wall.look() : undefined;
      if (wasFull && !resumed) throw stillFull();
      return sumReports(await Promise.all([ingest.retry(problems), ...(resumed ? [resumed.report] : [])]));
    },
    async 'problems-dismiss'({ keys }) {
      const { db, ingest, interrupted, tellProblems } = await writer();
      const named = keys && new Set(keys);
      const wanted = (key: string) => named?.has(key) ?? true;
      const stored = (await readProblems(db)).filter(({ key }) => wanted(key));
      const paths = new Set(stored.map(({ path }) => path));
      const left = await interrupted();
      const archives = new Set(left.filter(({ key }) => wanted(queuedKey(key))).map(({ archive }) => archive));
      const unread = left.filter(
        ({ key, path, archive }) => wanted(queuedKey(key)) || paths.has(path) || (archive !== undefined && archives.has(archive)),
      );
      await Promise.all([
        dropQueue(
          db,
          unread.map(({ key }) => key),
        ),
        dropProblems(
          db,
          stored.map(({ key }) => key),
        ),
        ingest.dropWaiting(named),
      ]);
      tellProblems();
      return null;
    },
    async 'photos-favourite'({ photoIds, on }) {
      const { db, resident } = await writer();
      await setFavourite(db, photoIds, on);
      resident.change({ kind: 'favourite', photoIds, on });
      return null;
    },
    async 'photos-tag'({ photoIds, ...change }) {
      const { db, resident } = await writer();
      const photos = await changeTags(db, photoIds, change);
      if (photos.length > 0) resident.change({ kind: 'noted', photos });
      return null;
    },
    async 'photos-remove'({ photoIds }) {
      const { db, resident } = await writer();
      resident.change({ kind: 'removed', photoIds: await removePhotos(db, photoIds) });
      return null;
    },
    async 'photos-undo'() {
      const { db, space, resident, ingest, fillSpace } = await writer();
      const photoIds = await undoRemoval(db);
      for (const change of await restoredChanges(db, space, photoIds)) resident.change(change);
      // What had no vector yet when it was removed gets it now; its report is the ingest's state.
      if (photoIds.some((id) => resident.statusOf(id) === 'pending')) void ingest.resumePending();
      // A space that was filled meanwhile has none of them.
      if (photoIds.length > 0) fillSpace();
      return photoIds.length;
    },
    'models-install': async ({ source, consent }, { signal, progress }) =>
      (await writer()).models.install(source, consent, { signal, progress }),
    async 'models-use'({ id }, { signal, progress }) {
      const { switching, models } = await writer();
      await switching.use(id, { signal, progress: ({ done, total }) => progress({ done, total }) });
      models.told();
      return null;
    },
    async 'models-remove'({ id }) {
      await (await writer()).models.remove(id);
      return null;
    },
    async 'search-save'({ text, like }) {
      const { db, tellSearches } = await writer();
      await saveSearch(db, { text: text.trim(), like: [...like], savedAt: Date.now() });
      tellSearches();
      return null;
    },
    async 'search-forget'(search) {
      const { db, tellSearches } = await writer();
      await forgetSearch(db, search);
      tellSearches();
      return null;
    },
    async 'storage-free'({ what }) {
      const { db, space, wall } = await writer();
      if (what === 'removed') await purgeRemoved(db);
      else if (what === 'failed-inputs') await dropFailedInputs(db, space);
      else await eraseCache(queryPictureCache);
      await wall.look();
      return null;
    },
    async 'library-verify'(_, { signal, progress }) {
      const { ingest, verification } = await writer();
      const report = await verification.verify({ signal, onProgress: progress });
      // What had lost its input has one again.
      if (report.repaired > 0) void ingest.resumePending();
      return report;
    },
    async 'library-import'(args, context) {
      const rooms = await writer();
      return (await loadArchives()).importLibrary(rooms, args, context);
    },
    async 'library-clear'() {
      const { db, ingest, resident, wall, tellProblems, tellSearches } = await writer();
      await ingest.cancel();
      await clearLibrary(db);
      resident.change({ kind: 'cleared' });
      await eraseFiles();
      await wall.renew();
      tellProblems();
      tellSearches();
      return null;
    },
  };
}

onConnect(self, (port) => {
  let emit: (event: LibraryEvent) => void = () => undefined;
  const hiring = createHiring((event) => emit(event));
  // Opened once the wire is served, so that the workers it asks for can be asked for.
  const opened = Promise.resolve().then(() =>
    openRooms({
      hiring,
      emit: (event) => emit(event),
      serveTab: (endpoint) => void serve<Pick<LibraryCalls, WritingCall>>(endpoint, writing, buildId),
    }),
  );
  opened.catch(() => undefined); // Told to whoever asks for anything.
  const writing = writingHandlers(async () => {
    const rooms = await opened;
    await rooms.takenOver();
    return rooms;
  });

  const loaded = async () => {
    const rooms = await opened;
    await rooms.loaded;
    return rooms;
  };

  /** Here, if this tab writes; otherwise in the tab that does, and in its successor if that one closes meanwhile. */
  const asWriter = <N extends WritingCall>(name: N) =>
    (async (args: LibraryCalls[N]['args'], context: CallContext<LibraryCalls[N]['progress']>) => {
      const { tabs } = await opened;
      for (;;) {
        // As never, here and below: `name` ties arguments, progress and result together, which TypeScript does not follow through a table.
        if (tabs.writer) return writing[name](args, context);
        const caller = await tabs.writerCaller().catch(() => undefined); // Elected while waiting: the loop sees it.
        if (!caller) continue;
        try {
          return await caller.call(name, args, { signal: context.signal, onProgress: context.progress });
        } catch (error) {
          if (tabs.leads(caller) || !(error instanceof AppError && error.code === 'worker-crashed')) throw error;
        }
      }
    }) as never;

  const handlers: Handlers<LibraryCalls> = {
    async 'library-ready'() {
      const { towers } = await opened;
      await towers.texts.warm();
      await loaded();
      return null;
    },
    'library-clear': asWriter('library-clear'),
    'storage-free': asWriter('storage-free'),
    async 'usage-get'() {
      const { db, space } = await opened;
      return readUsage(db, space);
    },
    'library-verify': asWriter('library-verify'),
    'library-import': asWriter('library-import'),
    async 'library-export'(args, context) {
      const { db } = await opened;
      return (await loadArchives()).exportLibrary(db, args, context);
    },
    'library-look': async ({ file }) => (await loadArchives()).looksLikeLibrary(file),
    'photos-add': asWriter('photos-add'),
    'urls-add': asWriter('urls-add'),
    'folder-keep': asWriter('folder-keep'),
    'folders-list': async () => (await opened).folders.list(),
    'folders-rescan': asWriter('folders-rescan'),
    'folder-forget': asWriter('folder-forget'),
    'folder-restore': asWriter('folder-restore'),
    'ingest-pause': asWriter('ingest-pause'),
    'ingest-resume': asWriter('ingest-resume'),
    'ingest-cancel': asWriter('ingest-cancel'),
    'ingest-prefer': asWriter('ingest-prefer'),
    'ingest-ease': asWriter('ingest-ease'),
    'ingest-state': async () => (await opened).ingestState(),
    'problems-list': asWriter('problems-list'),
    'problems-retry': asWriter('problems-retry'),
    'problems-dismiss': asWriter('problems-dismiss'),
    'originals-export': async (wanted, context) => (await import('./originals-archive.ts')).exportOriginals(await opened, wanted, context),
    'photos-favourite': asWriter('photos-favourite'),
    'photos-tag': asWriter('photos-tag'),
    'photos-remove': asWriter('photos-remove'),
    'photos-undo': asWriter('photos-undo'),
    'search-save': asWriter('search-save'),
    'search-forget': asWriter('search-forget'),
    'models-list': async () => (await opened).models.list(),
    'models-install': asWriter('models-install'),
    'models-inspect': ({ files }) => inspectFolder(files),
    'models-use': asWriter('models-use'),
    'models-compare': async ({ query, spaces, limit }, { signal }) => (await loaded()).compare(query, spaces, limit, signal),
    'models-remove': asWriter('models-remove'),
    'searches-list': async () => readSearches((await opened).db),
    'values-list': async (query, { signal }) => (await loaded()).values.list(query, signal),
    'query-search': async ({ query, ...options }, { signal }) => (await loaded()).search.run(query, options, signal),
    async 'answer-table'({ format, ...question }, { signal }) {
      const { db, search } = await loaded();
      const answer = await search.run(question.query, { ...question, offset: 0 }, signal);
      return (await import('./answer-table.ts')).answerTable(db, answer, format, signal);
    },
    'photos-similar': async ({ photoIds, limit, diversity }) => (await loaded()).search.similar(photoIds, limit, diversity),
    'photo-why': async ({ photoId, query, images }, { signal }) => (await loaded()).search.why(photoId, query, images, signal),
    async 'timeline-get'() {
      const { keptTimeline } = await opened;
      const kept = keptTimeline();
      if (kept) return kept; // Copied: it may be asked for again.
      const timeline = (await loaded()).resident.timeline();
      const { ids, aspects, takenMs, colours, flags } = timeline;
      return transfer(timeline, [ids.buffer, aspects.buffer, takenMs.buffer, colours.buffer, flags.buffer]);
    },
    async 'photos-list'({ offset, limit, sort }) {
      const { resident } = await loaded();
      const order = resident.order();
      const ids = (sort === 'newest' ? order : order.toReversed()).slice(offset, offset + limit);
      return ids.map((id) => ({ id, name: resident.nameOf(id) ?? '' }));
    },
    async 'tiles-get'({ photoIds }) {
      const { db, keptTimeline, resident } = await opened;
      const nameOf = keptTimeline() ? await readNames(db, photoIds) : resident.nameOf;
      const thumbnails = await readThumbnails(db, photoIds);
      return photoIds.flatMap((photoId, i) => {
        const [name, bytes] = [nameOf(photoId), thumbnails[i]];
        return name !== undefined && bytes ? [{ photoId, name, thumbnail: new Blob([bytes], { type: 'image/jpeg' }) }] : [];
      });
    },
    async 'photo-get'({ photoId }): Promise<Photo> {
      const { db, space } = await opened;
      return readPhoto(db, space, photoId);
    },
    async 'preview-get'({ photoId }) {
      const preview = await readPreview((await opened).db, photoId);
      return new Promise((resolve) => resolve(preview)); // A buffer has no place for the mark of `transfer`; 86 KB are copied.
    },
    'original-show': async ({ file }, { signal }) => (await opened).showFile(file, signal),
    'original-get': async ({ photoId }) => (await opened).originals.open(photoId),
    'original-find': async ({ photoId, archive }) => (await opened).originals.find(photoId, archive),
    async 'vector-get'({ photoId }) {
      const vector = await (await loaded()).resident.index.vector(photoId);
      if (!vector) throw new AppError('not-found', { subject: photoId, reason: 'no photo with this id is indexed' });
      return transfer(vector, [vector.buffer]);
    },
    'text-embed': async ({ text }, { signal }) => (await loaded()).queryVectors.ofText(text, signal),
    'image-embed': async ({ file }, { signal }) => (await loaded()).queryVectors.ofFile(file, signal),
    async 'stats-get'() {
      const { db, space, models } = await opened;
      const [stats, modelBytes] = await Promise.all([readStats(db, space), models.bytes()]);
      return { ...stats, bytes: { ...stats.bytes, models: modelBytes, originals: 0 } };
    },
    'worker-given'({ id, port: wire, lock }) {
      hiring.given(id, wire, lock);
      return null;
    },
    'worker-lost'({ id, reason }) {
      hiring.lost(id, reason);
      return null;
    },
  };
  ({ emit } = serve<LibraryCalls, LibraryEvent>(port, handlers, buildId));
});
