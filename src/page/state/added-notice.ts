// What a report says in one line when files were added.

import type { Report } from '../../shared/domain/library.ts';
import type { Notice } from './app-state.ts';

export const addedNotice = ({ added, known, skipped, failed, beside = 0, sidecar = 0, binned = 0 }: Report): Notice => ({
  kind: 'added',
  added,
  // Companions of photos, and files that told of them, were put to use: they are no news.
  known: known - beside,
  skipped: skipped - sidecar - binned,
  binned,
  failed: failed.filter(({ code }) => code !== 'cancelled').length,
});
