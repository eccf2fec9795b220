// The library, or photos of it, as one file: out of the app and in again. One such work at a time; it goes on whatever screen is in view.

import { isAbort, toAppError } from '../../shared/domain/app-error.ts';
import type { ArchiveProgress } from '../../shared/domain/library.ts';
import type { PhotoId } from '../../shared/domain/photo.ts';
import { saveFile } from '../engine/export-photo.ts';
import { adoptSettings, portableSettings } from '../engine/preferences.ts';
import { pickSaveFile } from '../engine/save-picker.ts';
import type { AppActions } from './actions.ts';
import type { ArchiveJob, ArchiveOutcome, ArchivesState } from './archive-state.ts';
import { questionOf } from './question.ts';
import type { Rooms } from './rooms.ts';

type Actions = Pick<
  AppActions,
  | 'exportLibrary'
  | 'askImport'
  | 'importLibrary'
  | 'askOriginals'
  | 'saveOriginals'
  | 'saveAnswer'
  | 'cancelArchiveJob'
  | 'dismissArchiveJob'
>;

/** By the clock here. */
const today = (): string => {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((value) => String(value).padStart(2, '0')).join('-');
};

/** @param pointedOut files of photos that the person pointed out. @param restyle takes over settings that an archive brought. */
export function createArchives(
  { store, library, preferences, report }: Rooms,
  { pointedOut, restyle }: { pointedOut: ReadonlyMap<PhotoId, File>; restyle: () => void },
): Actions {
  let running: AbortController | undefined;
  const set = (change: Partial<ArchivesState>) => store.setState(({ archives }) => ({ archives: { ...archives, ...change } }));

  /** @param work tells its progress and gives its outcome. */
  async function run(
    job: Pick<ArchiveJob, 'kind' | 'name'>,
    work: (options: { signal: AbortSignal; onProgress: (progress: ArchiveProgress) => void }) => Promise<ArchiveOutcome>,
  ): Promise<void> {
    if (running) return;
    running = new AbortController();
    const { signal } = running;
    set({ asked: undefined, job });
    try {
      const outcome = await work({ signal, onProgress: (progress) => set({ job: { ...job, progress } }) });
      set({ job: { ...job, outcome } });
    } catch (thrown) {
      set({ job: { ...job, outcome: isAbort(thrown) ? { kind: 'cancelled' } : { kind: 'failed', error: toAppError(thrown) } } });
    } finally {
      running = undefined;
    }
  }

  /** Asks where to save to first: browsers let a page ask only while a click is fresh. */
  async function runTo(
    kind: ArchiveJob['kind'],
    name: string,
    work: (
      to: { to?: FileSystemFileHandle },
      options: { signal: AbortSignal; onProgress: (progress: ArchiveProgress) => void },
    ) => Promise<{ outcome: ArchiveOutcome; file?: File }>,
  ): Promise<void> {
    if (running) return;
    try {
      const to = await pickSaveFile(name);
      if (to === 'nowhere') return;
      await run({ kind, name: to?.name ?? name }, async (options) => {
        const { outcome, file } = await work(to ? { to } : {}, options);
        if (file) saveFile(file, name);
        return outcome;
      });
    } catch (thrown) {
      report(thrown);
    }
  }

  return {
    exportLibrary: (previews) =>
      runTo('export', `Afterimage library ${today()}.zip`, async (to, options) => {
        const settings = portableSettings(preferences);
        const { photos, bytes, file } = await library.call('library-export', { previews, settings, ...to }, options);
        return { outcome: { kind: 'exported', photos, bytes }, ...(file && { file }) };
      }),
    askImport: (file) => set({ asked: file && { kind: 'import', file } }),
    importLibrary: (file) =>
      run({ kind: 'import', name: file.name }, async (options) => {
        const imported = await library.call('library-import', { archive: file, name: file.name }, options);
        if (adoptSettings(preferences, imported.settings)) restyle();
        return { kind: 'imported', report: imported };
      }),
    askOriginals: (photoIds) => set({ asked: photoIds && { kind: 'originals', photoIds } }),
    saveOriginals: (photoIds, previews) =>
      runTo('originals', `Photos ${today()}.zip`, async (to, options) => {
        const files = new Map([...pointedOut].filter(([photoId]) => photoIds.includes(photoId)));
        const { saved, unreached, file } = await library.call('originals-export', { photoIds, files, previews, ...to }, options);
        return { outcome: { kind: 'saved', saved, unreached, previews }, ...(file && { file }) };
      }),
    async saveAnswer(format) {
      const { answered } = store.getState().search;
      const question = answered && questionOf(answered.query);
      if (!question) return;
      const { good, hits } = answered.answer;
      try {
        saveFile(
          await library.call('answer-table', { ...question, limit: Math.max(good, hits.length), format }),
          `Photos found ${today()}.${format}`,
        );
      } catch (thrown) {
        report(thrown);
      }
    },
    cancelArchiveJob: () => running?.abort(),
    dismissArchiveJob: () => set({ job: undefined }),
  };
}
