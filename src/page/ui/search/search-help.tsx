// How to search, by examples to try. Loaded when it is first asked for.

import { Popover } from '@base-ui/react/popover';
import { ScanSearch, X } from 'lucide-react';
import { Button } from '../controls/button.tsx';
import { searchFieldId, searchHelpId } from '../frame/shortcuts.ts';
import { queryWords } from '../query-words.ts';
import { useActions } from '../store-context.tsx';
import { words } from '../words.ts';
import styles from './search-help.module.css';

/** Its button; the field where there is no room for it. */
function anchor(): HTMLElement | null {
  const button = document.getElementById(searchHelpId);
  return button?.checkVisibility() ? button : document.getElementById(searchFieldId);
}

export function SearchHelp() {
  const { setSearchHelp, typeQuery, settleQuery } = useActions();

  function tryOut(text: string): void {
    settleQuery(); // What was searched for stays an entry of the history.
    typeQuery(text);
    setSearchHelp(false);
  }

  return (
    <Popover.Root
      open
      onOpenChange={(open, { reason, event }) => {
        // The button closes it by itself; closed already, its click would open it again.
        const onButton = event.target instanceof Node && document.getElementById(searchHelpId)?.contains(event.target);
        if (!(reason === 'outside-press' && onButton)) setSearchHelp(open);
      }}
    >
      <Popover.Portal>
        <Popover.Positioner anchor={anchor} side="bottom" align="end" sideOffset={12} collisionPadding={12} className={styles.place}>
          <Popover.Popup className={styles.popup} finalFocus={() => document.getElementById(searchFieldId)}>
            <div className={styles.header}>
              <Popover.Title className={styles.title}>{queryWords.helpTitle}</Popover.Title>
              <Popover.Close render={<Button kind="quiet" size="icon-small" />} aria-label={words.close}>
                <X aria-hidden />
              </Popover.Close>
            </div>
            <Popover.Description className={styles.intro}>{queryWords.helpIntro}</Popover.Description>
            {queryWords.helpGroups.map(({ title, examples }) => (
              <section key={title} className={styles.group}>
                <h3>{title}</h3>
                <ul role="list">
                  {examples.map(({ text, does }) => (
                    <li key={text}>
                      <button type="button" className={styles.example} onClick={() => tryOut(text)}>
                        <code>{text}</code>
                        <span>{does}</span>
                      </button>
                    </li>
                  ))}
                </ul>
              </section>
            ))}
            <p className={styles.pictures}>
              <ScanSearch aria-hidden size={16} />
              {queryWords.helpPictures}
            </p>
            <p className={styles.more}>{queryWords.helpMore}</p>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
