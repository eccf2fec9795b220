// Search as the person types. The last call wins; the old hits stay until the new ones are there; the address holds the query.

import { isAbort, toAppError } from '../../shared/domain/app-error.ts';
import type { Answer } from '../../shared/domain/library.ts';
import type { AppActions } from './actions.ts';
import type { Query, SearchState } from './app-state.ts';
import { hitsSource } from './grid-source.ts';
import type { Rooms } from './rooms.ts';
import { printRoute, type ScreenRoute } from './route.ts';
import { throttle } from './throttle.ts';

type Actions = Pick<AppActions, 'typeQuery' | 'settleQuery' | 'clearQuery' | 'sortBy' | 'moreLike' | 'moreHits' | 'forgetRecent'>;

export const pageSize = 200;
const recentKept = 8;
const againGapMs = 1000; // While indexing, every batch could change the answer.

export const noQuery: Query = { text: '', like: [], sort: 'relevance' };
const isEmpty = ({ text, like }: Query) => text.trim() === '' && like.length === 0;
const asRoute = (query: Query): ScreenRoute => (isEmpty(query) ? { name: 'photos' } : { name: 'search', ...query });
const same = (a: Query, b: Query) => printRoute({ name: 'search', ...a }) === printRoute({ name: 'search', ...b });

export function createSearch({ store, library, preferences }: Rooms, goTo: AppActions['goTo']) {
  let latest = new AbortController();
  let limit = pageSize;
  /** Whether the next change of the query is a new entry of the history, or still the old one being typed. */
  let settled = true;

  const set = (change: Partial<SearchState>) => store.setState(({ search }) => ({ search: { ...search, ...change } }));

  function show(query: Query, answer: Answer): void {
    const { timeline } = store.getState().library;
    const source = hitsSource(answer.hits, query.sort === 'relevance' ? answer.good : undefined, timeline);
    set({ answered: { query, answer, source }, busy: false, problem: undefined });
  }

  /** Asks the library for the query in the store. */
  async function ask(): Promise<void> {
    latest.abort();
    const { signal } = (latest = new AbortController());
    const { query } = store.getState().search;
    if (isEmpty(query)) return set({ answered: undefined, busy: false, problem: undefined });
    set({ busy: true });
    try {
      const { text, like, sort } = query;
      const answer =
        like.length > 0
          ? await library.call('photos-similar', { photoIds: like, limit }, { signal })
          : await library.call('query-search', { query: text.trim(), limit, offset: 0, sort }, { signal });
      if (!signal.aborted) show(query, answer); // Else a newer question has been asked: its answer counts, whichever comes first.
    } catch (thrown) {
      if (!signal.aborted && !isAbort(thrown)) set({ problem: toAppError(thrown), busy: false });
    }
  }

  function change(query: Query, how: 'push' | 'replace'): void {
    goTo(asRoute(query), how);
    set({ query }); // As typed: the address of an unfinished text can lack its spaces' meaning, the field must not.
  }

  function remember(): void {
    const { query, recent } = store.getState().search;
    const text = query.text.trim();
    if (text === '' || query.like.length > 0) return;
    const kept = [text, ...recent.filter((other) => other !== text)].slice(0, recentKept);
    preferences.write('recent', kept);
    set({ recent: kept });
  }

  const actions: Actions = {
    typeQuery(text) {
      const { query } = store.getState().search;
      change({ ...noQuery, text, sort: query.sort }, settled ? 'push' : 'replace');
      settled = false;
    },
    settleQuery() {
      if (!settled) remember();
      settled = true;
    },
    clearQuery() {
      settled = true;
      goTo({ name: 'photos' });
      set({ query: noQuery });
    },
    sortBy: (sort) => change({ ...store.getState().search.query, sort }, 'replace'),
    moreLike(photoIds) {
      settled = true;
      change({ ...noQuery, like: photoIds }, 'push');
    },
    moreHits() {
      const { answered, busy } = store.getState().search;
      if (busy || !answered || answered.answer.hits.length < limit) return;
      limit *= 2;
      void ask();
    },
    forgetRecent(text) {
      const recent = text === undefined ? [] : store.getState().search.recent.filter((other) => other !== text);
      preferences.write('recent', recent);
      set({ recent });
    },
  };

  return {
    ...actions,
    /** A screen was reached: by typing, a link, back, forward, reload. */
    arrive(screen: ScreenRoute): void {
      settled = true; // By typing: the typing says otherwise right after.
      const query = screen.name === 'search' ? { text: screen.text, like: screen.like, sort: screen.sort } : noQuery;
      const { search } = store.getState();
      if (same(query, search.query) && (search.answered !== undefined || isEmpty(query))) return;
      limit = pageSize;
      set({ query });
      void ask();
    },
    /** The library changed: the answer may have. */
    askAgain: throttle(async () => (isEmpty(store.getState().search.query) ? undefined : ask()), againGapMs),
    /** The timeline changed: tiles may know their shape now. */
    repaint(): void {
      const { answered } = store.getState().search;
      if (answered) show(answered.query, answered.answer);
    },
  };
}
