// What every action works with: the store, the library, and the browser's own things that a test replaces.

import type { StoreApi } from 'zustand/vanilla';
import type { AppError } from '../../shared/domain/app-error.ts';
import type { Address } from '../engine/address.ts';
import type { Library } from '../engine/library-handle.ts';
import type { Power } from '../engine/power.ts';
import type { Preferences } from '../engine/preferences.ts';
import type { QueryPictures } from '../engine/query-pictures.ts';
import type { AppState, Notice } from './app-state.ts';

export interface Outside {
  readonly address: Address;
  readonly preferences: Preferences;
  readonly pictures: QueryPictures;
  readonly power: Power;
}

export interface Rooms extends Outside {
  readonly store: StoreApi<AppState>;
  readonly library: Library;
  notify(notice: Notice, undo?: boolean): void;
  /** Tells the person, unless it was an abort: an abort is not an error. */
  report(thrown: unknown): AppError | undefined;
}
