// The one search field, always there. Recent searches drop down from it while it is empty.

import { Clock, Search, X } from 'lucide-react';
import { type KeyboardEvent, useRef, useState } from 'react';
import { Button } from '../controls/button.tsx';
import { searchFieldId } from '../frame/shortcuts.ts';
import { useActions, useApp } from '../store-context.tsx';
import { words } from '../words.ts';
import { PictureChip } from './picture-chip.tsx';
import { PicturePicker } from './picture-picker.tsx';
import styles from './search-field.module.css';

export function SearchField() {
  const { text, images } = useApp((state) => state.search.query);
  const recent = useApp((state) => state.search.recent);
  const slash = useApp((state) => state.settings.slashSearches);
  const { typeQuery, settleQuery, clearQuery, forgetRecent } = useActions();
  const [within, setWithin] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const filled = text !== '' || images.length > 0;
  const open = within && !filled && recent.length > 0;

  /** Down and Up walk from the field through the recent searches and back. */
  function walk(event: KeyboardEvent): void {
    if (event.key === 'Escape') {
      if (text !== '') clearQuery();
      else if (open) setWithin(false);
      else field.current?.blur();
      if (event.target !== field.current) field.current?.focus();
      event.preventDefault();
    }
    if (!open || (event.key !== 'ArrowDown' && event.key !== 'ArrowUp')) return;
    const stops = [...(form.current?.querySelectorAll<HTMLElement>('[data-stop]') ?? [])];
    const at = stops.findIndex((stop) => stop === document.activeElement);
    stops[(at + (event.key === 'ArrowDown' ? 1 : stops.length - 1)) % stops.length]?.focus();
    event.preventDefault();
  }

  return (
    <form
      ref={form}
      role="search"
      className={styles.form}
      data-open={open || undefined}
      onSubmit={(event) => {
        event.preventDefault();
        settleQuery();
      }}
      onKeyDown={walk}
      onFocus={() => setWithin(true)}
      onBlur={({ relatedTarget, currentTarget }) => {
        if (currentTarget.contains(relatedTarget)) return;
        setWithin(false);
        settleQuery();
      }}
    >
      <div className={styles.field}>
        <Search aria-hidden size={20} className={styles.glass} />
        {images.map((image) => (
          <PictureChip key={image.key} image={image} alone={images.length === 1 && text === ''} />
        ))}
        <input
          ref={field}
          id={searchFieldId}
          data-stop
          type="search"
          role="searchbox"
          aria-label={words.search}
          placeholder={images.length > 0 ? words.searchHintWithPicture : words.searchHint}
          autoComplete="off"
          enterKeyHint="search"
          spellCheck={false}
          maxLength={1000}
          value={text}
          onChange={(event) => typeQuery(event.target.value)}
          onClick={() => setWithin(true)}
        />
        <PicturePicker />
        {filled ? (
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
        ) : (
          slash && !within && <kbd className={styles.key}>/</kbd>
        )}
      </div>
      {open && (
        <div className={styles.drop}>
          <div className={styles.heading}>
            <h2>{words.recent}</h2>
            <Button kind="quiet" size="small" onClick={() => forgetRecent()}>
              {words.forgetAll}
            </Button>
          </div>
          <ul role="list">
            {recent.map((old) => (
              <li key={old} className={styles.recent}>
                <button
                  type="button"
                  data-stop
                  onClick={() => {
                    typeQuery(old);
                    settleQuery();
                    field.current?.focus();
                  }}
                >
                  <Clock aria-hidden size={16} />
                  <span>{old}</span>
                </button>
                <Button kind="quiet" size="icon-small" aria-label={words.forget(old)} onClick={() => forgetRecent(old)}>
                  <X aria-hidden />
                </Button>
              </li>
            ))}
          </ul>
        </div>
      )}
    </form>
  );
}
