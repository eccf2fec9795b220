// What is said of room: what takes it, what can be given up, and whether the browser keeps it.

import type { UsageKind } from '../../shared/domain/storage-usage.ts';
import { count, formatBytes } from './format.ts';

const photos = (value: number) => count(value, 'photo', 'photos');

export const storageWords = {
  title: 'Storage',
  intro: 'Everything is kept in this browser, on this device.',
  total: 'Afterimage keeps',
  kinds: {
    previews: 'Previews',
    thumbnails: 'Thumbnails',
    vectors: 'Search index',
    originals: 'Originals',
    models: 'Models',
    inputs: 'Pictures for the model',
    removed: 'Removed photos',
    queryPictures: 'Pictures searched with',
    rowFile: 'Working files',
    reserve: 'Reserve for a full disk',
    other: 'Other files',
  } satisfies Record<UsageKind, string>,
  spaces: 'Search index by model',
  space: (of: number, vectors: number, inputs: number) =>
    [photos(of), formatBytes(vectors), inputs > 0 && `${formatBytes(inputs)} waiting for the model`].filter(Boolean).join(' · '),
  spaceActive: 'In use',
  perPhoto: (bytes: number) =>
    `A photo takes about ${formatBytes(bytes)} here, so a thousand more take about ${formatBytes(1000 * bytes)}.`,
  free: 'Free up room',
  freeNothing: 'There is nothing here that could be given up but photos themselves.',
  freeIt: (bytes: number) => `Free ${formatBytes(bytes)}`,
  freeOf: (bytes: number, what: string) => `Free ${formatBytes(bytes)}: ${what}`,
  cleanUps: {
    removed: 'Removed photos',
    removedDetail: (value: number) =>
      `${photos(value)} of the last removal could be brought back. Afterwards ${value === 1 ? 'it' : 'they'} cannot.`,
    failedInputs: 'Photos that failed',
    failedInputsDetail: (value: number) =>
      `What the model was to see of ${photos(value)}. Trying again then starts from the ${value === 1 ? 'preview' : 'previews'}.`,
    queryPictures: 'Pictures searched with',
    queryPicturesDetail: 'Searches with them, from the history or a bookmark, no longer find them.',
  },
  browserSays: (usage: string, quota: string) =>
    `By the browser’s own estimate it is ${usage} of the ${quota} it allows. That is a claim: the disk may be full before.`,
  persisted: 'The browser has promised to keep the library until you erase it.',
  notPersisted: 'The browser may clear the library when the disk runs low.',
  persistUnknown: 'This browser does not say whether it keeps the library when the disk runs low.',
  persist: 'Ask it to keep the library',
  persistGranted: 'It was asked, and agreed.',
  persistRefused: 'It was asked, and declined. Using the app more often, or installing it, can change its mind.',
} as const;

/** Said wherever one is when storage is full. */
export const fullWords = {
  title: 'There is no room left.',
  waiting: (files: number) => (files === 0 ? '' : `${count(files, 'file waits', 'files wait')}. `),
  detail: 'What is indexed stays and can be searched. Free some room and the rest goes on by itself.',
  seeWhat: 'See what can be freed',
  goOn: 'Try to go on',
  pill: 'No room left',
  need: (bytes: number) => `The rest will take about ${formatBytes(bytes)}.`,
  claim: (bytes: number) => `The browser says ${formatBytes(bytes)} are free.`,
  tooMuch: (bytes: number) => `The browser says only ${formatBytes(bytes)} are free: not all may fit.`,
} as const;
