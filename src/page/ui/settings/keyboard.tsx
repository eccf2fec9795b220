// The keys there are, and the one that can be switched off.

import page from '../controls/page.module.css';
import { Toggle } from '../controls/toggle.tsx';
import { useActions, useApp } from '../store-context.tsx';
import { words } from '../words.ts';
import styles from './keyboard.module.css';

export function Keyboard() {
  const slashSearches = useApp((state) => state.settings.slashSearches);
  const { changeSettings } = useActions();
  const say = words.settingsScreen;
  return (
    <section className={page.section}>
      <h2>{say.keyboard}</h2>
      <div className={page.card}>
        <Toggle label={say.slash} detail={say.slashDetail} on={slashSearches} onChange={(on) => changeSettings({ slashSearches: on })} />
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
