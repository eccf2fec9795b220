// Search as the person types. The last call wins; the old hits stay until the new ones are there; the address holds the query.

import { isAbort, toAppError } from '../../shared/domain/app-error.ts';
import type { Answer } from '../../shared/domain/library.ts';
import { parseQuery } from '../../shared/domain/query/parse.ts';
import type { AppActions } from './actions.ts';
import type { Query, SearchState } from './app-state.ts';
import { hitsSource } from './grid-source.ts';
import { findImages, imageOf, isSought } from './query-images.ts';
import { withPart } from './query-parts.ts';
import { questionOf } from './question.ts';
import type { Rooms } from './rooms.ts';
import { printRoute, type ScreenRoute } from './route.ts';
import { throttle } from './throttle.ts';

type Actions = Pick<
  AppActions,
  'typeQuery' | 'settleQuery' | 'clearQuery' | 'sortBy' | 'dropFilter' | 'moreHits' | 'forgetRecent' | 'setSearchHelp'
>;

export const pageSize = 100;
const nextPageSize = 400;
const recentKept = 8;
const againGapMs = 1000; // While indexing, every batch could change the answer.

export const noQuery: Query = { text: '', images: [], sort: 'relevance' };
/** Also `camera:`, behind which nothing stands yet: the photos stay in view until it says which. */
const isEmpty = ({ text, images }: Query) => images.length === 0 && parseQuery(text).terms.length === 0;
const asRoute = (query: Query): ScreenRoute => (isEmpty(query) ? { name: 'photos' } : { name: 'search', ...query });
type Asked = Omit<Extract<ScreenRoute, { name: 'search' }>, 'name'>;
const same = (a: Asked, b: Asked) => printRoute({ ...a, name: 'search' }) === printRoute({ ...b, name: 'search' });

export function createSearch({ store, library, preferences, pictures }: Rooms, goTo: AppActions['goTo']) {
  let latest = new AbortController();
  /** The question under way. Never fails. */
  let underWay: Promise<void> | undefined;
  let paging = false;
  /** Whether the next change of the query is a new entry of the history, or still the old one being typed. */
  let settled = true;

  const set = (change: Partial<SearchState>) => store.setState(({ search }) => ({ search: { ...search, ...change } }));

  const sourceOf = (answer: Answer) => hitsSource(answer, store.getState().library.timeline);

  /** Asks the library for the query in the store. `again`: the person has not asked for anything new, so nothing looks busy. */
  async function put(limit: number, again: boolean): Promise<void> {
    latest.abort();
    const { signal } = (latest = new AbortController());
    const nothing = { answered: undefined, busy: false, problem: undefined };
    if (isEmpty(store.getState().search.query)) return set(nothing);
    if (!again) set({ busy: true });
    try {
      if (store.getState().search.query.images.some(isSought)) {
        const images = await findImages(store.getState().search.query.images, pictures);
        if (signal.aborted) return;
        set({ query: { ...store.getState().search.query, images } });
      }
      const { query } = store.getState().search;
      const question = questionOf(query);
      if (!question) return set(nothing);
      const answer = await library.call('query-search', { ...question, limit, offset: 0 }, { signal });
      if (signal.aborted) return; // A newer question has been asked: its answer counts, whichever comes first.
      const more = answer.hits.length === limit;
      set({ answered: { query, answer, source: sourceOf(answer), more }, busy: false, problem: undefined });
    } catch (thrown) {
      if (!signal.aborted && !isAbort(thrown)) set({ problem: toAppError(thrown), busy: false });
    }
  }

  function ask(limit = pageSize, again = false): Promise<void> {
    const run = put(limit, again).finally(() => {
      if (underWay === run) underWay = undefined;
    });
    underWay = run;
    return run;
  }

  /** The next page of the answer on the screen, put below it. Photos that moved there since are there already. */
  async function askMore(): Promise<void> {
    const { answered, busy } = store.getState().search;
    const question = answered && questionOf(answered.query);
    if (busy || paging || !answered?.more || !question) return;
    const { signal } = latest; // A newer question makes this one void.
    const { query, answer, source } = answered;
    paging = true;
    try {
      const page = await library.call('query-search', { ...question, limit: nextPageSize, offset: answer.hits.length }, { signal });
      if (signal.aborted || store.getState().search.answered?.source !== source) return;
      const hits = page.hits.filter(({ photoId }) => source.indexOf(photoId) < 0);
      const longer = { ...answer, hits: answer.hits.concat(hits) };
      set({ answered: { query, answer: longer, source: source.more(longer), more: page.hits.length === nextPageSize } });
    } catch (thrown) {
      if (!signal.aborted && !isAbort(thrown)) set({ problem: toAppError(thrown) });
    } finally {
      paging = false;
    }
  }

  function change(query: Query, how: 'push' | 'replace'): void {
    goTo(asRoute(query), how);
    set({ query }); // As typed: the address of an unfinished text can lack its spaces' meaning, the field must not.
  }

  function remember(): void {
    const { query, recent } = store.getState().search;
    const text = query.text.trim();
    if (isEmpty(query) || query.images.length > 0) return;
    const kept = [text, ...recent.filter((other) => other !== text)].slice(0, recentKept);
    preferences.write('recent', kept);
    set({ recent: kept });
  }

  const actions: Actions = {
    typeQuery(text) {
      const { search, route } = store.getState();
      const isNew = settled;
      change({ ...search.query, text }, isNew ? 'push' : 'replace');
      settled = isNew && printRoute(store.getState().route) === printRoute(route); // `camera:` has made no entry yet.
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
    dropFilter(at) {
      const { query } = store.getState().search;
      const filters = [...parseQuery(query.text).terms.entries()].filter(([, { kind }]) => kind === 'filter');
      const [place] = filters[at] ?? [];
      if (place === undefined) return;
      settled = true;
      change({ ...query, text: withPart(query.text, place, undefined) }, 'push');
    },
    moreHits: () => void askMore(),
    forgetRecent(text) {
      const recent = text === undefined ? [] : store.getState().search.recent.filter((other) => other !== text);
      preferences.write('recent', recent);
      set({ recent });
    },
    setSearchHelp: (helpOpen) => set({ helpOpen }),
  };

  return {
    ...actions,
    /** Another query than was typed: a new entry of the history. */
    setQuery(query: Query): void {
      settled = true;
      change(query, 'push');
    },
    /** A screen was reached: by typing, a link, back, forward, reload. */
    arrive(screen: ScreenRoute): void {
      settled = true; // By typing: the typing says otherwise right after.
      const { search } = store.getState();
      if (screen.name === 'search' ? same(screen, search.query) && search.answered !== undefined : isEmpty(search.query)) return;
      const query: Query =
        screen.name === 'search'
          ? { text: screen.text, images: screen.images.map((ref) => imageOf(ref, pictures)), sort: screen.sort }
          : noQuery;
      if (screen.name === 'search' && isEmpty(query)) return change(query, 'replace');
      set({ query });
      void ask();
    },
    /** The library changed: the answer may have. One that is under way is waited for: while photos come in, none would ever arrive. */
    askAgain: throttle(async () => {
      while (underWay) await underWay;
      const { query, answered } = store.getState().search;
      if (!isEmpty(query)) await ask(Math.max(pageSize, answered?.answer.hits.length ?? 0), true);
    }, againGapMs),
    /** The timeline changed: tiles may know their shape now. */
    repaint(): void {
      const { answered } = store.getState().search;
      if (answered) set({ answered: { ...answered, source: sourceOf(answered.answer) } });
    },
  };
}
