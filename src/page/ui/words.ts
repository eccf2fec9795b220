// Everything a person reads, once. Plain, short, sentence case. What goes wrong stands in error-words.ts.

import type { Answer, IngestState, SortOrder, VerifyReport } from '../../shared/domain/library.ts';
import type { KeptFolder } from '../state/app.ts';
import type { Notice, PowerState, Query } from '../state/app-state.ts';
import type { GridSection } from '../state/grid-source.ts';
import { errorWords } from './error-words.ts';
import { count, formatDuration, formatList, formatMonth, formatNumber, formatRate } from './format.ts';

const photos = (value: number) => count(value, 'photo', 'photos');
const notPictures = (value: number) => count(value, 'file was no picture', 'files were no pictures');
const sentence = (...parts: readonly (string | false)[]) => parts.filter(Boolean).join(' · ');

/** The heading over a run of tiles. */
export function sectionLabel(section: GridSection): string {
  switch (section.kind) {
    case 'month':
      return formatMonth(section.year, section.month);
    case 'undated':
      return 'No date';
    case 'good':
      return count(section.of, 'good match', 'good matches');
    case 'less-likely':
      return 'Less likely';
    case 'listed':
      return photos(section.of);
  }
}

/** The pill: `Indexing 1,240 of 5,000 · 38/s · 2 min left`. */
export function ingestLine({ phase, done, total, perSecond, secondsLeft }: IngestState): string {
  const progress = `${formatNumber(done)} of ${formatNumber(total)}`;
  if (phase === 'paused') return `Paused at ${progress}`;
  return sentence(
    `Indexing ${progress}`,
    perSecond > 0 && `${formatRate(perSecond)}/s`,
    secondsLeft !== undefined && `${formatDuration(secondsLeft)} left`,
  );
}

function mended(repaired: number, lost: number): string {
  const parts = [
    repaired > 0 && `${count(repaired, 'part was', 'parts were')} repaired.`,
    lost > 0 && `The larger picture of ${photos(lost)} is lost: add the folder with the original, then check the library again.`,
  ];
  return parts.filter(Boolean).join(' ');
}

/** What a look through the library found. */
export const verifyLine = ({ checked, repaired, lost }: VerifyReport): string =>
  `Checked ${photos(checked)}. ${mended(repaired, lost.length) || 'Everything is as it was written.'}`;

export function noticeLine(notice: Notice): string {
  switch (notice.kind) {
    case 'added': {
      const { added, known, skipped, binned, failed } = notice;
      const parts = [
        added > 0 && `${photos(added)} added`,
        known > 0 && `${formatNumber(known)} already here`,
        failed > 0 && count(failed, 'problem', 'problems'),
        binned > 0 && `${count(binned, 'photo', 'photos')} left out: thrown away before the export`,
        skipped > 0 && notPictures(skipped),
      ];
      return sentence(...parts) || 'Nothing was added';
    }
    case 'rescanned': {
      const { name, added, known, failed, gone } = notice;
      const parts = [
        added > 0 && `${photos(added)} added`,
        known > 0 && `${formatNumber(known)} moved or touched`,
        failed > 0 && count(failed, 'problem', 'problems'),
        gone > 0 && `${count(gone, 'file is', 'files are')} gone: ${gone === 1 ? 'its photo stays' : 'their photos stay'} here`,
      ];
      return `${name}: ${sentence(...parts) || 'nothing has changed'}`;
    }
    case 'folder-forgotten':
      return sentence(`${notice.name} is forgotten`, notice.photos > 0 && `${photos(notice.photos)} removed from Afterimage`);
    case 'removed':
      return `${photos(notice.count)} removed from Afterimage. ${notice.count === 1 ? 'Your file stays' : 'Your files stay'} where ${notice.count === 1 ? 'it is' : 'they are'}.`;
    case 'restored':
      return notice.count === 0 ? 'There is nothing to bring back' : `${photos(notice.count)} back`;
    case 'copied':
      return 'Copied as a picture';
    case 'saved':
      return `${photos(notice.count)} saved`;
    case 'preview-saved':
      return `Saved a smaller preview of ${notice.name}: the original is out of reach. Add its folder again to reach it.`;
    case 'cleared':
      return 'The library is empty';
    case 'mended':
      return `Some stored data was damaged. ${mended(notice.repaired, notice.lost)}`;
    case 'no-picture':
      return `${notice.name} is no picture, so it cannot be searched with`;
    case 'screen-refused':
      return 'The browser does not let the screen be kept on. Indexing goes on as long as the device is awake.';
    case 'nothing-dropped':
      return 'There were no files in it';
    case 'failed': {
      const { what, todo } = errorWords[notice.error.code];
      return `${notice.error.subject === undefined ? '' : `${notice.error.subject}: `}${what}. ${todo}`;
    }
  }
}

const quoted = (text: string) => `“${text.trim()}”`;
/** `for “dogs”`, `like this one`, `like these 3, unlike this one, for “at night”` */
function asked({ text, images }: Query): string {
  const here = images.filter(({ gone }) => !gone);
  const some = (value: number) => (value === 1 ? 'this one' : `these ${formatNumber(value)}`);
  const [like, unlike] = [here.filter(({ sign }) => sign > 0).length, here.filter(({ sign }) => sign < 0).length];
  return [like > 0 && `like ${some(like)}`, unlike > 0 && `unlike ${some(unlike)}`, text.trim() !== '' && `for ${quoted(text)}`]
    .filter(Boolean)
    .join(', ');
}

const among = ({ of }: Answer, indexing: boolean) => (indexing ? `of ${formatNumber(of)} indexed so far` : '');

/** Over the results: what was asked. The headings below say how many. */
export function resultsTitle(query: Query, { good, hits, total, leftOut, cut }: Answer): string {
  if (hits.length === 0 && total === 0 && leftOut)
    return leftOut.length === 1 ? 'No photo passes the filter' : 'No photo passes all filters';
  if (good === 0 && cut !== undefined) return `No good match ${asked(query)}`;
  return hits.length === 0 ? `Nothing ${asked(query)}` : `Photos ${asked(query)}`;
}
/** Beside the title: among how many, where that is not all. */
export const resultsDetail = (answer: Answer, indexing: boolean): string =>
  answer.good > 0 || answer.hits.length === 0
    ? among(answer, indexing)
    : `These are the closest ${among(answer, indexing) || `of ${photos(answer.total)}`}`;

/** What the answer was found without. Empty where nothing is missing. */
export function missingLine({ images }: Query, { missing = [] }: Answer): string {
  const gone = images.filter((image) => image.gone).length;
  return [
    gone > 0 && `Found without ${gone === 1 ? 'the picture' : 'the pictures'}: ${gone === 1 ? 'it is' : 'they are'} not kept any more.`,
    missing.length > 0 &&
      `Found without ${count(missing.length, 'photo', 'photos')} that ${missing.length === 1 ? 'is' : 'are'} not in the library, or not indexed yet.`,
  ]
    .filter(Boolean)
    .join(' ');
}

export const noResultsWords = {
  searched: (answer: Answer, indexing: boolean) => {
    if (answer.of === 0) return 'No photo is indexed yet, so there is nothing to search.';
    const of = `${photos(answer.of)}${indexing ? ' indexed so far' : ''}`;
    return answer.leftOut
      ? `${answer.total === 0 ? 'None' : formatNumber(answer.total)} of ${of} could be searched.`
      : `Searched what ${of} show, their names and captions.`;
  },
  filters: 'What the filters leave out',
  leftOut: (value: number, of: number) => (value >= of ? 'leaves out all of them' : `leaves out ${formatNumber(value)}`),
  dropIt: (back: number) => (back === 0 ? 'Search without it' : `Without it: ${photos(back)}`),
  /** Begins with what the button shows, for who speaks to it. */
  drop: (shown: string, filter: string) => `${shown}, ${filter}`,
  closest: 'Show the closest photos',
} as const;

/** The same in one line, for who hears it. */
export function answerLine(query: Query, answer: Answer, indexing: boolean): string {
  const { good, cut } = answer;
  const found = cut === undefined ? photos(good) : count(good, 'good match', 'good matches');
  return [good > 0 ? `${found} ${asked(query)}` : resultsTitle(query, answer), among(answer, indexing)].filter(Boolean).join(', ');
}

/** The key that goes with others, by the name on this keyboard. */
const command = /Mac|iPhone|iPad/.test(navigator.platform) ? '⌘' : 'Ctrl';

export const words = {
  app: 'Afterimage',
  photos: 'Photos',
  photoCount: photos,
  results: 'Results',
  search: 'Search photos',
  searchHint: 'Describe a photo',
  searchHintWithPicture: 'Add words, such as at night',
  clearSearch: 'Clear the search',
  likeShort: (wanted: boolean) => (wanted ? 'Like this' : 'Unlike this'),
  /** Begins with what the chip can show, for who speaks to it. */
  likePicture: (shown: string, name: string) => (name === '' ? shown : `${shown}: ${name}`),
  unlike: 'Click to look for what is unlike it',
  likeAgain: 'Click to look for what is like it',
  pickPicture: 'Picture to search with',
  searchWithPicture: 'Search with a picture',
  searchWithPictureDetail: 'Find photos like a picture. It is not added to the library. Dropping it here, or pasting it, does the same.',
  removePicture: (name: string) => `Remove ${name || 'the picture'} from the search`,
  pictureGone: 'The picture of this search is not kept any more',
  pictureGoneTodo: 'Afterimage keeps the last few pictures searched with, on this device. Drop the picture on the search field again.',
  pictureGoneShort: 'Picture gone',
  recent: 'Recent searches',
  forget: (text: string) => `Forget ${quoted(text)}`,
  forgetAll: 'Forget all',
  morePhotosLike: (value: number) => (value === 1 ? 'More like this photo' : `More like these ${formatNumber(value)}`),
  sort: 'Sort results',
  sorts: { relevance: 'Best', newest: 'Newest', oldest: 'Oldest' } satisfies Record<SortOrder, string>,
  tryOther: 'Try other words: say what is in the picture, not where it is kept.',
  searching: 'Searching',
  loadingModel: 'The model is starting. The answer follows by itself.',

  navigation: 'Main',
  models: 'Models',
  settings: 'Settings',
  skip: 'Skip to the content',

  add: 'Add',
  addWays: { photos: 'Photos…', folder: 'Folder…', address: 'From address…' },
  addPhotos: 'Add photos',
  addFolder: 'Add folder',
  addAddress: 'Add from address',
  addresses: {
    title: 'Add pictures from the web',
    label: 'Addresses of pictures, one or many',
    detail: 'Copy the address of a picture on a web page and paste it here. Pages themselves cannot be read, only pictures.',
    asks: (hosts: readonly string[]) =>
      `This asks ${formatList(hosts)}, and nobody else. As on any visit, ${hosts.length === 1 ? 'it learns' : 'they learn'} your network address.`,
    add: (value: number) => (value === 0 ? 'Add' : `Add ${count(value, 'picture', 'pictures')}`),
  },
  dropHere: 'Drop to add',
  dropHereToSearch: 'Or here, to search with it',
  dropToSearch: 'Search with this picture',
  dropDetail: 'Photos, whole folders, and ZIP archives. They are read here, not sent anywhere.',

  first: {
    title: 'Find the photo you remember, by describing it',
    zone: 'Drop photos or folders here',
    zoneDetail: 'or anywhere in this window, at any time',
    samples: 'Try the sample photos',
    samplesDetail: (value: number) => `${formatNumber(value)} free pictures that come with the app`,
    private: 'Nothing leaves this browser',
    how: 'How is that ensured?',
    model: 'The model is here already',
    modelDetail:
      'It is good at things and scenes, such as a dog, a beach or sushi, and weak at who people are, counting, and reading text.',
    modelMore: 'About the model',
  },
  privacy: {
    title: 'Nothing leaves this browser',
    points: [
      'Photos are read, understood and kept on this device. There is no account and no upload.',
      'The model that understands them came with the page. It asks no server.',
      'The page’s security policy lets it talk to its own address only; the browser blocks every other, whatever the code tries. When you add a picture by its address, one helper may ask that host, and no other.',
      'Once loaded it can do its work without a network: switch it off and try.',
    ],
  },
  close: 'Close',
  cancel: 'Cancel',

  activity: 'Activity',
  indexing: 'Indexing',
  pause: 'Pause indexing',
  resume: 'Resume indexing',
  cancelIngest: 'Stop indexing',
  cancelDetail: 'What is indexed stays; the rest is forgotten.',
  fetchingSamples: (done: number, total: number) =>
    total === 0 ? 'Fetching the sample photos' : `Fetching samples, ${formatNumber(done)} of ${formatNumber(total)}`,
  problems: 'Problems',
  problemCount: (value: number) => count(value, 'problem', 'problems'),
  noProblems: 'No problems. Photos appear as they are read and can be searched one by one.',
  nothingRunning: 'Nothing is being indexed.',
  slowNow: 'Slowly, since the device runs on its battery. Settings change that.',
  retryAll: 'Try all again',
  retryOf: (name: string) => `Try ${name} again`,
  dismiss: 'Dismiss',
  dismissAll: 'Dismiss all',
  dismissOf: (name: string) => `Dismiss ${name}`,
  unread: (value: number) =>
    `${count(value, 'file had', 'files had')} not been read when the page was closed. Add ${value === 1 ? 'it' : 'them'} again: nothing is indexed twice.`,
  more: (value: number) => `${formatNumber(value)} more`,
  notPictures: (value: number) => `${notPictures(value)} and left out.`,
  undo: 'Undo',
  notifications: 'Notifications',

  modelsScreen: {
    intro: 'A model turns each photo, and what you type, into numbers that can be compared. It runs on this device.',
    name: 'Starter',
    inUse: 'In use',
    starting: 'Starting',
    summary:
      'Comes with the app and works at once. It is good at things and scenes, such as a dog, a beach or sushi, and weak at who people are, counting, and reading text.',
    good: 'Good at',
    goodValue: 'Everyday things, animals, food, places and scenes: about a thousand kinds',
    weak: 'Weak at',
    weakValue: 'Who people are, how many there are, written text, names',
    languages: 'Languages',
    languagesValue: 'English',
    size: 'Size',
    sizeValue: (bytes: string) => `${bytes}, part of the app: no download`,
    runs: 'Runs on',
    runsValue: 'This device’s processor',
    licence: 'Licence',
    licenceValue: 'Apache-2.0 (EfficientNet-Lite0, all-MiniLM-L6-v2); WordNet licence',
    indexed: 'Indexed with it',
  },

  folders: {
    title: 'Folders',
    intro: 'Folders whose place is known. They are compared when the app starts: what is new is added, and what you removed stays removed.',
    rescan: 'Rescan',
    rescanOf: (name: string) => `Rescan ${name}`,
    reconnect: 'Reconnect',
    reconnectOf: (name: string) => `Reconnect ${name}`,
    check: 'Check contents',
    checkOf: (name: string) => `Check contents of ${name}`,
    access: {
      granted: 'Can be read',
      prompt: 'The browser asks again after a restart',
      denied: 'The browser was told not to let it be read',
      missing: 'It is not there: moved, renamed, or on a disk that is not connected',
    } satisfies Record<KeptFolder['access'], string>,
    forget: 'Forget',
    forgetOf: (name: string) => `Forget ${name}`,
    forgetTitle: (name: string) => `Forget ${name}?`,
    forgetDetail: 'Afterimage stops looking into this folder. Your files stay where they are.',
    forgetKeep: 'Keep its photos in Afterimage',
    forgetKeepDetail: 'They can still be found; their originals have to be pointed out.',
    forgetRemove: 'Remove its photos too',
    forgetRemoveDetail: 'Those that were found in this folder and nowhere else.',
    missingPhotos: (value: number) => `${photos(value)} whose ${value === 1 ? 'file is' : 'files are'} gone`,
    missingDetail: 'They stay until you remove them: the file may be on another disk, or come back.',
    showMissing: 'Show',
    removeMissing: 'Remove all',
  },
  verification: {
    title: 'Check',
    check: 'Check the library',
    detail: 'Reads everything that is stored here, and makes again what has been damaged.',
    progress: (done: number, total: number) => `${formatNumber(done)} of ${photos(total)}`,
    stop: 'Stop',
  },

  settingsScreen: {
    erase: 'Erase the library',
    eraseDetail: 'Forgets everything kept here: photos, index, searches and settings. Your own files stay where they are.',
    eraseTitle: 'Erase the library?',
    eraseConsequence: (value: number) => `${photos(value)} will be forgotten. This cannot be undone; your own files stay where they are.`,
    eraseWord: 'erase',
    eraseAsk: (word: string) => `Type “${word}” to go on`,
    erasing: 'Erasing',
    indexing: 'Indexing',
    keepScreenOn: 'Keep the screen on while indexing',
    keepScreenOnDetail: 'As long as this tab is in view. A screen that is on uses power, and shows your photos to whoever passes.',
    screens: {
      missing: 'This browser cannot keep the screen on.',
      free: '',
      kept: 'The screen is being kept on.',
      refused: 'The browser refused just now: low battery or power saving can be why. It is asked again when you come back to this tab.',
    } satisfies Record<PowerState['screen'], string>,
    slowOnBattery: 'Index slowly on battery',
    slowOnBatteryDetail: 'One photo at a time: it takes longer, and leaves the device cooler.',
    batteries: {
      unknown: 'Not known in this browser: it does not tell whether the device runs on its battery.',
      mains: 'The device is plugged in now.',
      battery: 'The device runs on its battery now.',
    } satisfies Record<PowerState['battery'], string>,
    appearance: 'Appearance',
    theme: 'Theme',
    themes: { system: 'As the system', light: 'Light', dark: 'Dark' },
    keyboard: 'Keyboard',
    slash: 'The / key goes to the search field',
    slashDetail: 'Switch it off if it gets in the way of speech input.',
    shortcuts: [
      { keys: [command, 'K'], does: 'Go to the search field' },
      { keys: ['/'], does: 'The same, from anywhere outside a field' },
      { keys: [command, '/'], does: 'How to search' },
      { keys: ['↓'], does: 'From the search field to what is offered, or to its parts' },
      { keys: ['Esc'], does: 'Clear the selection, close a photo or a panel' },
      { keys: ['Arrows'], does: 'Move through photos' },
      { keys: ['Enter'], does: 'Open the photo' },
      { keys: ['Space'], does: 'Select the photo' },
      { keys: ['Shift', 'Click'], does: 'Select all up to here' },
      { keys: [command, 'A'], does: 'Select all' },
      { keys: [command, 'Z'], does: 'Bring back what was just removed' },
      { keys: [command, 'Wheel'], does: 'Make tiles larger or smaller' },
    ] as const,
    about: 'About',
    aboutText: 'Afterimage finds photos by what they show. It is free software under the MIT licence.',
    libraries: 'Made with',
    samplesCredit: 'The sample photos are public domain, CC0 or CC BY. Each photo’s info names its author and licence.',
  },

  screenFailed: 'This screen could not be shown',
  screenFailedDetail: 'The app may have been updated while it was open. Your library is safe.',
  reload: 'Reload the page',
  opening: 'Opening the library',
} as const;
