// What the library is asked for a query, and why a photo is in its answer.

import type { LibraryCalls } from '../../shared/protocol/library.ts';
import type { AppActions } from './actions.ts';
import type { Query } from './app-state.ts';
import { askedImages } from './query-images.ts';
import type { Rooms } from './rooms.ts';

/** Undefined where there is nothing to ask it, because the only picture is gone. */
export function questionOf({ text, images, sort }: Query): Omit<LibraryCalls['query-search']['args'], 'limit' | 'offset'> | undefined {
  const asked = askedImages(images);
  const query = text.trim();
  return query === '' && asked.length === 0 ? undefined : { query, sort, ...(asked.length > 0 && { images: asked }) };
}

export const createWhy = ({ store, library }: Rooms): Pick<AppActions, 'why'> => ({
  why: async (photoId, signal) => {
    const { screen, search } = store.getState();
    const question = screen.name === 'search' && search.answered ? questionOf(search.answered.query) : undefined;
    if (!question) return undefined;
    const { query, images } = question;
    return library.call('photo-why', { photoId, query, ...(images && { images }) }, { signal });
  },
});
