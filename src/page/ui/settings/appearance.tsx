// Light, dark, or as the system has it.

import type { Settings } from '../../state/app-state.ts';
import { Choice } from '../controls/choice.tsx';
import page from '../controls/page.module.css';
import { useActions, useApp } from '../store-context.tsx';
import { words } from '../words.ts';

const themes: readonly Settings['theme'][] = ['system', 'light', 'dark'];

export function Appearance() {
  const theme = useApp((state) => state.settings.theme);
  const { changeSettings } = useActions();
  const say = words.settingsScreen;
  return (
    <section className={page.section}>
      <h2>{say.appearance}</h2>
      <div className={page.card}>
        <div className={page.row}>
          <span aria-hidden>{say.theme}</span>
          <Choice
            name="theme"
            label={say.theme}
            options={themes}
            labels={say.themes}
            value={theme}
            onChange={(next) => changeSettings({ theme: next })}
          />
        </div>
      </div>
    </section>
  );
}
