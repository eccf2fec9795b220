// The one search field, always there: what is typed, the parts it is read as, what could be meant, and what was looked for before.

import { CircleQuestionMark, Search, X } from 'lucide-react';
import { type KeyboardEvent, useId, useLayoutEffect, useRef, useState } from 'react';
import { complete } from '../../state/completion.ts';
import { Button } from '../controls/button.tsx';
import { searchFieldId, searchHelpId } from '../frame/shortcuts.ts';
import { queryWords } from '../query-words.ts';
import { useActions, useApp } from '../store-context.tsx';
import { words } from '../words.ts';
import { CompletionList, offerId } from './completion-list.tsx';
import { EarlierSearches } from './earlier-searches.tsx';
import { PicturePicker } from './picture-picker.tsx';
import { QueryChips } from './query-chips.tsx';
import { SaveSearch } from './save-search.tsx';
import styles from './search-field.module.css';
import { type Offer, useCompletion } from './use-completion.ts';

export function SearchField() {
  const text = useApp((state) => state.search.query.text);
  const pictures = useApp((state) => state.search.query.images.length);
  const earlier = useApp((state) => state.search.recent.length + state.search.saved.length > 0);
  const slash = useApp((state) => state.settings.slashSearches);
  const helpOpen = useApp((state) => state.search.helpOpen);
  const { typeQuery, settleQuery, clearQuery, setSearchHelp } = useActions();
  const [within, setWithin] = useState(false);
  /** Where the caret stands while someone types; undefined once they stopped: by Enter, Escape, a click, or leaving. */
  const [typingAt, setTypingAt] = useState<number>();
  /** The row of the list that Enter takes; −1: none, and Enter is the query's. */
  const [active, setActive] = useState(-1);
  const form = useRef<HTMLFormElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const list = useId();

  const filled = text !== '' || pictures > 0;
  const { context, offers } = useCompletion(text, typingAt);
  const offering = context !== undefined && offers.length > 0;
  const earlierOpen = within && !filled && earlier;
  // Behind a colon the first row is what Tab is for; behind a plain word Tab leaves the field, as ever.
  const tabTakes = active >= 0 ? active : context?.kind === 'value' ? 0 : -1;

  /** What is to be selected once the field shows the text that was put into it. */
  const wanted = useRef<readonly [number, number]>(undefined);
  useLayoutEffect(() => {
    if (!wanted.current || !field.current) return;
    select(field.current, ...wanted.current);
    wanted.current = undefined;
  });

  function take(offer: Offer | undefined): void {
    if (!context || !offer) return;
    const completed = complete(text, context, offer);
    wanted.current = [completed.caret, completed.caret];
    typeQuery(completed.text);
    setTypingAt(completed.caret); // Behind `camera:` its values follow at once.
    setActive(-1);
  }

  function edit(start: number, end: number): void {
    field.current?.focus();
    if (field.current) select(field.current, start, end);
  }

  function leave(): void {
    if (offering) setTypingAt(undefined);
    else if (text !== '') clearQuery();
    else if (earlierOpen) setWithin(false);
    else field.current?.blur();
    if (document.activeElement !== field.current && form.current?.contains(document.activeElement)) field.current?.focus();
  }

  /** @returns whether the key was the list's. */
  function pressInList({ key, shiftKey }: KeyboardEvent): boolean {
    const step = key === 'ArrowDown' ? 1 : key === 'ArrowUp' ? -1 : 0;
    const rows = offers.length + 1; // One of them is none, so that one can come back to what was typed.
    if (step !== 0) setActive(((active + 1 + step + rows) % rows) - 1);
    else if (key === 'Enter' && active >= 0) take(offers[active]);
    else if (key === 'Tab' && !shiftKey && tabTakes >= 0) take(offers[tabTakes]);
    else return false;
    return true;
  }

  /** Down and Up walk from the field through the earlier searches and back. */
  function walk({ key }: KeyboardEvent): boolean {
    if (!earlierOpen || (key !== 'ArrowDown' && key !== 'ArrowUp')) return false;
    const stops = [...(form.current?.querySelectorAll<HTMLElement>('[data-stop]') ?? [])];
    const at = stops.findIndex((stop) => stop === document.activeElement);
    stops[(at + (key === 'ArrowDown' ? 1 : stops.length - 1)) % stops.length]?.focus();
    return true;
  }

  /** Down goes on to the list, or to the parts below. */
  function goDown({ key, target }: KeyboardEvent): boolean {
    if (key !== 'ArrowDown' || target !== field.current || offering) return false;
    form.current?.querySelector<HTMLElement>('[data-chip]')?.focus();
    return true;
  }

  function press(event: KeyboardEvent): void {
    if (event.nativeEvent.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const inField = event.target === field.current;
    if (event.key === 'Escape') leave();
    else if (!((inField && offering && pressInList(event)) || walk(event) || goDown(event))) return;
    event.preventDefault();
  }

  return (
    <form
      ref={form}
      role="search"
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        setTypingAt(undefined);
        settleQuery();
      }}
      onKeyDown={press}
      onFocus={() => setWithin(true)}
      onBlur={({ relatedTarget, currentTarget }) => {
        if (relatedTarget !== field.current) setTypingAt(undefined);
        if (currentTarget.contains(relatedTarget)) return;
        setWithin(false);
        settleQuery();
      }}
    >
      <div className={styles.field}>
        <Search aria-hidden size={20} className={styles.glass} />
        <input
          ref={field}
          id={searchFieldId}
          data-stop
          type="search"
          role="searchbox"
          aria-label={words.search}
          aria-autocomplete="list"
          aria-controls={offering ? list : undefined}
          aria-activedescendant={offering && active >= 0 ? offerId(list, active) : undefined}
          placeholder={pictures > 0 ? words.searchHintWithPicture : words.searchHint}
          autoComplete="off"
          autoCapitalize="none"
          enterKeyHint="search"
          spellCheck={false}
          maxLength={1000}
          value={text}
          dir={text === '' ? undefined : 'auto'}
          onChange={({ target }) => {
            typeQuery(target.value);
            setTypingAt(target.selectionStart ?? undefined);
            setActive(-1);
          }}
          onSelect={({ currentTarget: { selectionStart, selectionEnd } }) => {
            if (typingAt !== undefined) setTypingAt(selectionStart === selectionEnd ? (selectionStart ?? undefined) : undefined);
          }}
          onClick={() => {
            setWithin(true);
            setTypingAt(undefined);
          }}
        />
        {/* Before the buttons: going, it must not move one from under a pointer that is just pressing it. */}
        {slash && !within && !filled && <kbd className={styles.key}>/</kbd>}
        {filled && <SaveSearch />}
        {filled && (
          <Button
            kind="quiet"
            size="icon-small"
            aria-label={words.clearSearch}
            onClick={() => {
              clearQuery();
              field.current?.focus();
            }}
          >
            <X aria-hidden />
          </Button>
        )}
        <PicturePicker />
        <Button
          id={searchHelpId}
          kind="quiet"
          size="icon-small"
          aria-label={queryWords.help}
          aria-haspopup="dialog"
          aria-expanded={helpOpen}
          className={styles.help}
          onClick={() => setSearchHelp(!helpOpen)}
        >
          <CircleQuestionMark aria-hidden />
        </Button>
      </div>
      <p role="status" className={styles.spoken}>
        {offering ? queryWords.suggestionCount(offers.length) : ''}
      </p>
      {offering && (
        <div className={styles.drop}>
          <CompletionList id={list} {...{ offers, active, tabTakes }} ofWord={context.kind === 'word'} onTake={take} />
        </div>
      )}
      {earlierOpen && (
        <div className={styles.drop}>
          <EarlierSearches onRun={() => field.current?.focus()} />
        </div>
      )}
      <QueryChips typingAt={typingAt} onEdit={edit} onLeave={() => field.current?.focus()} />
    </form>
  );
}

/** A field does not scroll to what code selects in it. Letters differ in width: this brings it near the middle. */
function select(field: HTMLInputElement, start: number, end: number): void {
  field.setSelectionRange(start, end);
  field.scrollLeft = (field.scrollWidth * (start + end)) / (2 * Math.max(1, field.value.length)) - field.clientWidth / 2;
}
