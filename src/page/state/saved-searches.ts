// Searches that the person keeps: with the library, since they are work; what was looked for lately is only a preference of this browser.

import type { SavedSearch } from '../../shared/domain/library.ts';
import type { AppActions } from './actions.ts';
import type { Query } from './app-state.ts';
import { imageOf } from './query-images.ts';
import type { Rooms } from './rooms.ts';

type Actions = Pick<AppActions, 'saveSearch' | 'forgetSearch' | 'runSearch'>;
type Named = Pick<SavedSearch, 'text' | 'like'>;

/** @returns undefined where a search cannot be kept: there is none, or a picture in it is not in the library. */
export function savableOf({ text, images }: Query): Named | undefined {
  const like = images.flatMap(({ photoId, sign }) => (photoId ? [sign < 0 ? `-${photoId}` : photoId] : []));
  const named = { text: text.trim(), like };
  return like.length < images.length || (named.text === '' && like.length === 0) ? undefined : named;
}

export const isSameSearch = (a: Named, b: Named): boolean => a.text === b.text && a.like.join() === b.like.join();

/** @param setQuery makes a query the one that is searched for. */
export function createSavedSearches({ store, library, pictures, report }: Rooms, setQuery: (query: Query) => void) {
  async function refresh(): Promise<void> {
    try {
      const saved = await library.call('searches-list', null);
      store.setState(({ search }) => ({ search: { ...search, saved } }));
    } catch (thrown) {
      report(thrown);
    }
  }

  const actions: Actions = {
    async saveSearch() {
      const search = savableOf(store.getState().search.query);
      if (search) await library.call('search-save', search).catch(report);
    },
    async forgetSearch({ text, like }) {
      await library.call('search-forget', { text, like }).catch(report);
    },
    runSearch({ text, like }) {
      const images = like.map((one) => imageOf({ key: one.replace(/^-/, ''), sign: one.startsWith('-') ? -1 : 1 }, pictures));
      setQuery({ text, images, sort: 'relevance' });
    },
  };

  return {
    ...actions,
    start(): void {
      library.subscribe(({ kind }) => {
        if (kind === 'searches-changed') void refresh();
      });
      void refresh();
    },
  };
}
