// What is done to photos, and what is asked of one. Changes show at once; the library's answer confirms or takes them back.

import { AppError } from '../../shared/domain/app-error.ts';
import type { Timeline } from '../../shared/domain/library.ts';
import type { PhotoId } from '../../shared/domain/photo.ts';
import { digestFile } from '../engine/digest-file.ts';
import { copyPicture, saveFile } from '../engine/export-photo.ts';
import type { AppActions } from './actions.ts';
import type { Rooms } from './rooms.ts';
import { withFavourites, withoutPhotos } from './timeline.ts';

type Actions = Pick<
  AppActions,
  | 'setFavourite'
  | 'removePhotos'
  | 'undoRemoval'
  | 'downloadPhotos'
  | 'copyPhoto'
  | 'photo'
  | 'preview'
  | 'original'
  | 'showable'
  | 'offerOriginal'
>;

const isArchive = ({ name }: File): boolean => /\.zip$/i.test(name);

/** Every browser shows these; some show others, and a few of those wrongly. */
const showsItself = /^image\/(jpeg|png|webp|gif|bmp|avif)$/;

export interface TimelineKeeper {
  setTimeline(timeline: Timeline): void;
  refresh(): void;
}

export function createPhotos(
  { store, library, notify, report }: Rooms,
  keeper: TimelineKeeper,
  askAgain: () => void,
): Actions & { readonly pointedOut: ReadonlyMap<PhotoId, File> } {
  const photo: Actions['photo'] = (photoId, signal) => library.call('photo-get', { photoId }, { signal });
  /** Files that the person pointed out, for as long as the page lives: they have no handle that could be kept. */
  const pointedOut = new Map<PhotoId, File>();
  const original: Actions['original'] = async (photoId, signal) =>
    pointedOut.get(photoId) ?? library.call('original-get', { photoId }, { signal });
  const showable: Actions['showable'] = async (file, signal) =>
    showsItself.test(file.type) ? file : library.call('original-show', { file }, { signal });
  const preview: Actions['preview'] = async (photoId, signal) =>
    new Blob([await library.call('preview-get', { photoId }, { signal })], { type: 'image/jpeg' });

  function forget(photoIds: ReadonlySet<PhotoId>): void {
    const { selection, search } = store.getState();
    store.setState({ selection: { ids: new Set([...selection.ids].filter((id) => !photoIds.has(id))), anchor: undefined } });
    if (search.answered) {
      const { answer } = search.answered;
      const hits = answer.hits.filter(({ photoId }) => !photoIds.has(photoId));
      const good = answer.hits.slice(0, answer.good).filter(({ photoId }) => !photoIds.has(photoId)).length;
      store.setState({ search: { ...search, answered: { ...search.answered, answer: { ...answer, hits, good } } } });
    }
    keeper.setTimeline(withoutPhotos(store.getState().library.timeline, photoIds)); // Repaints the hits too.
  }

  return {
    pointedOut,
    photo,
    preview,
    original,
    showable,
    async offerOriginal(photoId, file) {
      if (isArchive(file)) return (await library.call('original-find', { photoId, archive: file })) !== null;
      const matches = (await digestFile(file)) === photoId;
      if (matches) pointedOut.set(photoId, file);
      return matches;
    },
    async setFavourite(photoIds, on) {
      keeper.setTimeline(withFavourites(store.getState().library.timeline, photoIds, on));
      try {
        await library.call('photos-favourite', { photoIds, on });
      } catch (thrown) {
        report(thrown);
        keeper.refresh();
      }
    },
    async removePhotos(photoIds) {
      forget(new Set(photoIds));
      try {
        await library.call('photos-remove', { photoIds });
        notify({ kind: 'removed', count: photoIds.length }, true);
      } catch (thrown) {
        report(thrown);
        keeper.refresh();
        askAgain();
      }
    },
    async undoRemoval() {
      try {
        notify({ kind: 'restored', count: await library.call('photos-undo', null) });
      } catch (thrown) {
        report(thrown);
      }
      keeper.refresh();
      askAgain();
    },
    async downloadPhotos(photoIds) {
      let saved = 0;
      for (const photoId of photoIds) {
        try {
          const [{ name }, file] = await Promise.all([photo(photoId), original(photoId)]);
          if (file) saved++;
          else notify({ kind: 'preview-saved', name });
          saveFile(file ?? (await preview(photoId)), file ? name : name.replace(/(\.\w+)?$/, '-preview.jpg'));
        } catch (thrown) {
          report(thrown);
        }
      }
      if (saved > 0) notify({ kind: 'saved', count: saved });
    },
    async copyPhoto(photoId) {
      const picture = original(photoId).then((file) => (file ? showable(file) : preview(photoId)));
      try {
        await copyPicture(picture);
        notify({ kind: 'copied' });
      } catch (thrown) {
        report(thrown instanceof AppError ? thrown : new AppError('internal', { cause: thrown }));
      }
    },
  };
}
