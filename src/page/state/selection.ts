// Which photos are selected: by click, Shift, Ctrl and drag.

import type { PhotoId } from '../../shared/domain/photo.ts';
import type { AppActions } from './actions.ts';
import type { Rooms } from './rooms.ts';

type Actions = Pick<AppActions, 'select' | 'selectPhotos' | 'selectAll' | 'clearSelection'>;

export function createSelection({ store }: Rooms): Actions {
  const set = (ids: ReadonlySet<PhotoId>, anchor: PhotoId | undefined) => store.setState({ selection: { ids, anchor } });

  return {
    select(source, index, how) {
      const { ids, anchor } = store.getState().selection;
      const photoId = source.idAt(index);
      if (how === 'only') return set(new Set([photoId]), photoId);
      const next = new Set(ids);
      if (how === 'toggle') {
        if (!next.delete(photoId)) next.add(photoId);
        return set(next, photoId);
      }
      const from = anchor === undefined ? -1 : source.indexOf(anchor);
      const start = from < 0 ? index : from; // The anchor may be gone, or of another screen.
      for (let at = Math.min(start, index); at <= Math.max(start, index); at++) next.add(source.idAt(at));
      set(next, start === index ? photoId : anchor);
    },
    selectPhotos(photoIds, keep) {
      const ids = new Set(keep);
      for (const photoId of photoIds) ids.add(photoId);
      set(ids, store.getState().selection.anchor);
    },
    selectAll(source) {
      set(new Set(Array.from({ length: source.count }, (_, index) => source.idAt(index))), undefined);
    },
    clearSelection() {
      if (store.getState().selection.ids.size > 0) set(new Set(), undefined);
    },
  };
}
