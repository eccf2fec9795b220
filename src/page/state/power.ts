// While photos are indexed: keeps the screen on if the person wants it, and goes slowly on battery if they want that.

import type { ScreenLock } from '../engine/power.ts';
import type { AppState, PowerState } from './app-state.ts';
import type { Rooms } from './rooms.ts';

export function createPower({ store, library, power, notify, report }: Rooms) {
  let lock: ScreenLock | undefined;
  let asking = false;
  /** Asked for once a run, and once more when the page comes into view again. */
  let refused = false;
  let eased = false;
  const set = (change: Partial<PowerState>) => store.setState((state) => ({ power: { ...state.power, ...change } }));

  const wantsScreen = ({ settings, ingest }: AppState) => settings.keepScreenOn && ingest.phase === 'running' && power.inView;

  async function askForScreen(): Promise<void> {
    asking = true;
    try {
      const held = await power.keepScreenOn();
      lock = held;
      set({ screen: 'kept' });
      void held.ended.then(() => {
        if (lock !== held) return;
        lock = undefined;
        // Not let go by us: the browser thought better of it. When the page was hidden that is how it is.
        if (wantsScreen(store.getState())) refuse();
        else set({ screen: 'free' });
      });
    } catch {
      refuse(); // Why is not said by browsers: low battery, power saving, a policy.
    } finally {
      asking = false;
    }
    settleScreen();
  }
  function refuse(): void {
    if (!refused) notify({ kind: 'screen-refused' });
    refused = true;
    set({ screen: 'refused' });
  }

  function settleScreen(): void {
    if (!power.canKeepScreenOn || asking) return;
    if (wantsScreen(store.getState())) {
      if (!lock && !refused) void askForScreen();
      return;
    }
    refused = false;
    const held = lock;
    lock = undefined;
    held?.release();
    if (store.getState().power.screen !== 'free') set({ screen: 'free' });
  }

  /** @param again the library is new: it knows nothing of what it was told. */
  function settlePace(again = false): void {
    const { settings, power } = store.getState();
    const wanted = settings.slowOnBattery && power.battery === 'battery';
    if (wanted === eased && !(again && wanted)) return;
    eased = wanted;
    set({ slow: wanted });
    library.call('ingest-ease', { on: wanted }).catch(report);
  }

  return {
    start(): void {
      store.subscribe(({ settings, ingest, power: { battery } }, before) => {
        if (settings === before.settings && ingest.phase === before.ingest.phase && battery === before.power.battery) return;
        settleScreen();
        settlePace();
      });
      power.watchView(settleScreen);
      library.subscribe((event) => {
        if (event.kind === 'role-changed') settlePace(true);
      });
      power
        .watchBattery((onBattery) => set({ battery: onBattery ? 'battery' : 'mains' }))
        .then((known) => known || set({ battery: 'unknown' }), report);
    },
  };
}
