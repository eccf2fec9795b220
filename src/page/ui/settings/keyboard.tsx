// The keys there are, and the one that can be switched off.

import { Switch } from '@base-ui/react/switch';
import { useId } from 'react';
import page from '../controls/page.module.css';
import { useActions, useApp } from '../store-context.tsx';
import { words } from '../words.ts';
import styles from './keyboard.module.css';

export function Keyboard() {
  const slashSearches = useApp((state) => state.settings.slashSearches);
  const { changeSettings } = useActions();
  const label = useId();
  const say = words.settingsScreen;
  return (
    <section className={page.section}>
      <h2>{say.keyboard}</h2>
      <div className={page.card}>
        <div className={page.row}>
          <div>
            <span id={label}>{say.slash}</span>
            <p>{say.slashDetail}</p>
          </div>
          <Switch.Root
            checked={slashSearches}
            onCheckedChange={(on) => changeSettings({ slashSearches: on })}
            aria-labelledby={label}
            className={styles.switch}
          >
            <Switch.Thumb className={styles.thumb} />
          </Switch.Root>
        </div>
        <dl className={styles.keys}>
          {say.shortcuts.map(({ keys, does }) => (
            <div key={does}>
              <dt>
                {keys.map((key) => (
                  <kbd key={key}>{key}</kbd>
                ))}
              </dt>
              <dd>{does}</dd>
            </div>
          ))}
        </dl>
      </div>
    </section>
  );
}
