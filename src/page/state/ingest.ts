// Photos coming in: what is handed over, how far it is, what went wrong on the way.

import { AppError, toAppError } from '../../shared/domain/app-error.ts';
import type { SourceFile } from '../../shared/protocol/library.ts';
import { filesOfDrop, filesOfInput, nameBitmap, picturesInHtml } from '../engine/drop.ts';
import { loadSamples } from '../engine/samples.ts';
import type { AppActions } from './actions.ts';
import { addedNotice } from './added-notice.ts';
import type { Rooms } from './rooms.ts';
import { throttle } from './throttle.ts';

type Actions = Pick<
  AppActions,
  | 'addFiles'
  | 'addDropped'
  | 'addPasted'
  | 'addSamples'
  | 'pauseIngest'
  | 'resumeIngest'
  | 'cancelIngest'
  | 'retryProblems'
  | 'dismissProblems'
  | 'setActivityOpen'
>;

/** The files picked in an input; it is empty afterwards. */
export const filesOfPicker = filesOfInput;

const problemsGapMs = 300;

/** A file of a kept folder says so: through it the original can be opened again. */
function locate(file: SourceFile, kept: ReadonlyMap<string, string>): SourceFile {
  const end = file.path.indexOf('/');
  const folder = end < 0 ? undefined : kept.get(file.path.slice(0, end));
  return folder === undefined ? file : { ...file, folder };
}

export function createIngest({ store, library, notify, report }: Rooms) {
  const refreshProblems = throttle(async () => {
    try {
      store.setState({ problems: await library.call('problems-list', null) });
    } catch (thrown) {
      if (toAppError(thrown).code !== 'worker-crashed') report(thrown); // A restarted library says `problems-changed`.
    }
  }, problemsGapMs);

  /** A report of a crashed call never comes; the library handle hands the files over again by itself. */
  const reportUnlessCrashed = (thrown: unknown) => (toAppError(thrown).code === 'worker-crashed' ? undefined : report(thrown));
  const attempt = (work: Promise<unknown>): Promise<void> => work.then(() => undefined, reportUnlessCrashed).then(() => undefined);

  /** By name: what was dropped together lay in one place, where no two folders have the same. */
  async function keepFolders(folders: readonly FileSystemDirectoryHandle[]): Promise<ReadonlyMap<string, string>> {
    const kept = new Map<string, string>();
    for (const handle of folders) await attempt(library.call('folder-keep', { handle }).then((id) => kept.set(handle.name, id)));
    return kept;
  }

  /** A library that was exported from here, by itself: it is not the pictures in it that are meant. */
  async function isLibrary([only, ...others]: readonly SourceFile[]): Promise<boolean> {
    if (!only || others.length > 0 || !/\.zip$/i.test(only.path)) return false;
    return library.call('library-look', { file: only.file }).catch(() => false); // What cannot be read says so as a photo would.
  }

  async function addFiles(files: readonly SourceFile[], folders: readonly FileSystemDirectoryHandle[] = []): Promise<void> {
    const [first] = files;
    if (first && (await isLibrary(files)))
      return store.setState(({ archives }) => ({ archives: { ...archives, asked: { kind: 'import', file: first.file } } }));
    const kept = await keepFolders(folders);
    if (files.length === 0) return notify({ kind: 'nothing-dropped' });
    try {
      notify(addedNotice(await library.call('photos-add', { files: files.map((file) => locate(file, kept)) })));
    } catch (thrown) {
      reportUnlessCrashed(thrown);
    }
  }

  const actions: Actions = {
    addFiles,
    addDropped(data) {
      if (![...data.items].some(({ kind }) => kind === 'file')) return false;
      void filesOfDrop(data).then(({ files, folders, unreadable }) => {
        for (const error of unreadable) report(error);
        return addFiles(files, folders);
      });
      return true;
    },
    addPasted(data) {
      const hasFiles = [...data.items].some(({ kind }) => kind === 'file');
      const pictures = hasFiles ? [] : picturesInHtml(data.getData('text/html'));
      if (!hasFiles && pictures.length === 0) return false;
      const add = (files: readonly SourceFile[]) => addFiles(files.map((file) => nameBitmap(file, new Date())));
      void (hasFiles ? filesOfDrop(data).then(({ files }) => add(files)) : add(pictures));
      return true;
    },
    async addSamples() {
      try {
        store.setState({ samples: { done: 0, total: 0 } });
        const files = await loadSamples((done, total) => store.setState({ samples: { done, total } }));
        store.setState({ samples: undefined });
        await addFiles(files);
      } catch (thrown) {
        store.setState({ samples: undefined });
        report(thrown);
      }
    },
    pauseIngest: () => attempt(library.call('ingest-pause', null)),
    resumeIngest: () => attempt(library.call('ingest-resume', null)),
    cancelIngest: () => attempt(library.call('ingest-cancel', null)),
    retryProblems: (keys) => attempt(library.call('problems-retry', keys ? { keys } : {})),
    dismissProblems: (keys) => attempt(library.call('problems-dismiss', keys ? { keys } : {})),
    setActivityOpen: (open) => store.setState({ activityOpen: open }),
  };

  return {
    ...actions,
    start(): void {
      library.subscribe((event) => {
        if (event.kind === 'ingest-changed') store.setState({ ingest: event.state });
        else if (event.kind === 'problems-changed') refreshProblems();
      });
      refreshProblems();
      library.call('ingest-state', null).then(
        (state) => store.setState({ ingest: state }),
        (thrown: unknown) => thrown instanceof AppError || report(thrown), // An AppError is told by the timeline, asked at the same time.
      );
    },
  };
}
