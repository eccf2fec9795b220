// What the browser lets a page know and do about the device's power: whether it runs on its battery, and whether the screen stays on.

import { AppError, reasonOf } from '../../shared/domain/app-error.ts';

export interface ScreenLock {
  /** Fulfilled when it holds no more: let go here, or by the browser, as when the tab is hidden. */
  readonly ended: Promise<unknown>;
  release(): void;
}

export interface Power {
  /** Calls `listener` now and at each change. @returns whether this browser knows at all. */
  watchBattery(listener: (onBattery: boolean) => void): Promise<boolean>;
  readonly canKeepScreenOn: boolean;
  /** While the page is in view. @throws {AppError} `internal` where the browser refuses: low battery, power saving. */
  keepScreenOn(): Promise<ScreenLock>;
  readonly inView: boolean;
  /** Called whenever the page comes into view or leaves it. */
  watchView(listener: () => void): void;
}

/** Battery Status, which only Chromium has and TypeScript's library leaves out. */
interface Battery extends EventTarget {
  readonly charging: boolean;
}
const batteryOf = (): Promise<Battery> | undefined => (navigator as { getBattery?(): Promise<Battery> }).getBattery?.(); // As said above.

export function openPower(): Power {
  return {
    async watchBattery(listener) {
      // Refused in a page without a secure context: as unknown as where it is missing.
      const battery = await batteryOf()?.catch(() => undefined);
      if (!battery) return false;
      const tell = () => listener(!battery.charging);
      battery.addEventListener('chargingchange', tell);
      tell();
      return true;
    },
    canKeepScreenOn: 'wakeLock' in navigator,
    async keepScreenOn() {
      try {
        const lock = await navigator.wakeLock.request('screen');
        return { ended: new Promise((end) => lock.addEventListener('release', end, { once: true })), release: () => void lock.release() };
      } catch (cause) {
        throw new AppError('internal', { reason: `wake lock: ${reasonOf(cause)}`, cause });
      }
    },
    get inView() {
      return document.visibilityState === 'visible';
    },
    watchView: (listener) => document.addEventListener('visibilitychange', listener),
  };
}
