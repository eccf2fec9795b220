// The parts of the query under the field, each to be edited, turned, weighed and taken away by pointer or keys. Nothing to see while the query
// is one plain phrase.

import { Info, Minus, Quote, X } from 'lucide-react';
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from 'react';
import { isExcluded, isOnePhrase, partsOf, type QueryPart, turned, weighed, withPart } from '../../state/query-parts.ts';
import { noticeWords, partName, queryWords } from '../query-words.ts';
import { useActions, useApp } from '../store-context.tsx';
import { fieldIcons } from './field-icon.ts';
import { PictureChip } from './picture-chip.tsx';
import styles from './query-chips.module.css';

/** @param typingAt where the caret stands while someone types: what ends there is not finished, so nothing is held against it.
 * @param onEdit puts the caret on a part of the text; onLeave puts it where it was. */
export function QueryChips({
  typingAt,
  onEdit,
  onLeave,
}: {
  typingAt: number | undefined;
  onEdit: (start: number, end: number) => void;
  onLeave: () => void;
}) {
  const text = useApp((state) => state.search.query.text);
  const images = useApp((state) => state.search.query.images);
  const { typeQuery, settleQuery, turnImage, removeImage } = useActions();
  const row = useRef<HTMLUListElement>(null);
  const keysHint = useId();
  /** Of the chip that the Tab key reaches. */
  const [current, setCurrent] = useState(0);
  const [spoken, setSpoken] = useState('');
  const parts = useMemo(
    () => partsOf(text).map((part) => ({ ...part, notices: part.notices.filter(({ end }) => end !== typingAt) })),
    [text, typingAt],
  );
  const shown = images.length > 0 || !isOnePhrase(text, parts);
  const count = images.length + parts.length;
  const reached = Math.min(current, count - 1);

  const chips = () => [...(row.current?.querySelectorAll<HTMLElement>('[data-chip]') ?? [])];
  /** Whether the focus was on a chip that may be gone now: then the one before it gets it, or the field. */
  const refocus = useRef(false);
  useEffect(() => {
    if (!refocus.current) return;
    refocus.current = false;
    if (row.current?.contains(document.activeElement)) return;
    const left = chips();
    if (left.length > 0) left[Math.min(current, left.length - 1)]?.focus();
    else onLeave();
  });

  function change(at: number, next: Parameters<typeof withPart>[2]): void {
    typeQuery(withPart(text, at, next));
    setSpoken(next ? partName(next) : '');
  }

  function press(event: KeyboardEvent): void {
    const { key } = event;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const at = chips().findIndex((chip) => chip.contains(document.activeElement));
    const image = images[at];
    const partAt = at - images.length;
    const part = parts[partAt];
    const forwards = getComputedStyle(event.currentTarget).direction === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
    if (key === 'ArrowRight' || key === 'ArrowLeft') chips()[at + (key === forwards ? 1 : -1)]?.focus();
    else if (key === 'Home' || key === 'End')
      chips()
        .at(key === 'Home' ? 0 : -1)
        ?.focus();
    else if (key === 'Escape') onLeave();
    else if (key === 'Delete' || key === 'Backspace') {
      refocus.current = true;
      if (image) removeImage(image.key);
      else if (part) change(partAt, undefined);
    } else if (key === '-' || key === '−') {
      if (image) turnImage(image.key);
      else if (part) change(partAt, turned(part));
    } else if (part && (key === 'ArrowUp' || key === 'ArrowDown')) {
      const next = weighed(part, key === 'ArrowUp');
      if (next) change(partAt, next);
    } else if (part && key === 'F2') onEdit(part.term.start, part.term.end);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  const notes = parts.flatMap(({ notices }) => notices.map((notice) => noticeWords(notice, text)));
  return (
    <>
      <p role="status" className={styles.spoken}>
        {spoken}
      </p>
      {shown && (
        <div role="group" aria-label={queryWords.parts} aria-describedby={keysHint} className={styles.group}>
          <p id={keysHint} hidden>
            {queryWords.partKeys}
          </p>
          <ul
            ref={row}
            role="list"
            className={styles.row}
            onKeyDown={press}
            onFocus={({ target }) => {
              const at = chips().findIndex((chip) => chip === target);
              if (at >= 0) setCurrent(at);
            }}
          >
            {images.map((image, at) => (
              <li key={image.key}>
                <PictureChip image={image} alone={count === 1} tabIndex={at === reached ? 0 : -1} />
              </li>
            ))}
            {parts.map((part, at) => (
              <PartChip
                // biome-ignore lint/suspicious/noArrayIndexKey: a part is its place; edited, it keeps the focus.
                key={at}
                part={part}
                tabIndex={at + images.length === reached ? 0 : -1}
                onEdit={() => onEdit(part.term.start, part.term.end)}
                onTurn={() => change(at, turned(part))}
                onRemove={(byTouch) => {
                  refocus.current = !byTouch; // On a phone the focused field would bring up the keyboard.
                  change(at, undefined);
                  if (byTouch) settleQuery();
                }}
              />
            ))}
          </ul>
        </div>
      )}
      <div role="status" className={styles.notes}>
        {shown &&
          notes.map((note) => (
            <p key={note}>
              <Info aria-hidden size={14} />
              {note}
            </p>
          ))}
      </div>
    </>
  );
}

function PartChip({
  part,
  tabIndex,
  onEdit,
  onTurn,
  onRemove,
}: {
  part: QueryPart;
  tabIndex: number;
  onEdit: () => void;
  onTurn: () => void;
  onRemove: (byTouch: boolean) => void;
}) {
  const { term, notices } = part;
  const excluded = isExcluded(part);
  const Icon = excluded ? Minus : term.kind === 'filter' ? fieldIcons[term.field] : Quote;
  const name = queryWords.term(term);
  const turnWords = excluded ? queryWords.include(name) : queryWords.exclude(name);
  return (
    <li
      className={styles.chip}
      data-excluded={excluded || undefined}
      data-filter={term.kind === 'filter' || undefined}
      data-odd={notices.length > 0 || undefined}
    >
      <button type="button" tabIndex={-1} className={styles.turn} aria-label={turnWords} title={turnWords} onClick={onTurn}>
        <Icon aria-hidden size={14} />
        <Minus aria-hidden size={14} className={styles.minus} />
      </button>
      <button type="button" data-chip tabIndex={tabIndex} className={styles.label} title={queryWords.edit} onClick={onEdit}>
        {excluded && <span className={styles.not}>{queryWords.not} </span>}
        <span className={styles.name} dir="auto">
          {name}
        </span>
        {term.kind !== 'filter' && term.weight !== 1 && (
          <>
            <span aria-hidden className={styles.weight}>
              {queryWords.weight(term.weight)}
            </span>
            <span className={styles.spoken}>{queryWords.spokenWeight(term.weight)}</span>
          </>
        )}
      </button>
      <button
        type="button"
        tabIndex={-1}
        className={styles.remove}
        aria-label={queryWords.removePart(name)}
        title={queryWords.removePart(name)}
        onClick={({ nativeEvent }) => onRemove(nativeEvent instanceof PointerEvent && nativeEvent.pointerType === 'touch')}
      >
        <X aria-hidden size={14} />
      </button>
    </li>
  );
}
