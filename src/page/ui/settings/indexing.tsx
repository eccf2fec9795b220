// How indexing treats the device: whether the screen stays on, and how it goes on battery.

import page from '../controls/page.module.css';
import { Toggle } from '../controls/toggle.tsx';
import { useActions, useApp } from '../store-context.tsx';
import { words } from '../words.ts';

export function Indexing() {
  const { keepScreenOn, slowOnBattery } = useApp((state) => state.settings);
  const { screen, battery } = useApp((state) => state.power);
  const { changeSettings } = useActions();
  const say = words.settingsScreen;
  return (
    <section className={page.section}>
      <h2>{say.indexing}</h2>
      <div className={page.card}>
        <Toggle
          label={say.keepScreenOn}
          detail={say.keepScreenOnDetail}
          status={say.screens[screen]}
          on={keepScreenOn}
          disabled={screen === 'missing'}
          onChange={(on) => changeSettings({ keepScreenOn: on })}
        />
        <Toggle
          label={say.slowOnBattery}
          detail={say.slowOnBatteryDetail}
          status={say.batteries[battery]}
          on={slowOnBattery}
          disabled={battery === 'unknown'}
          onChange={(on) => changeSettings({ slowOnBattery: on })}
        />
      </div>
    </section>
  );
}
