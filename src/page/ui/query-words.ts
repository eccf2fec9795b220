// Everything a person reads in and under the search field. The rest stands in words.ts.

import type { SavedSearch } from '../../shared/domain/library.ts';
import type { FieldName } from '../../shared/domain/query/fields.ts';
import type { Notice } from '../../shared/domain/query/parse.ts';
import type { FilterTerm, Term } from '../../shared/domain/query/query.ts';
import { count, formatDay, formatMonth, formatNumber } from './format.ts';

interface FieldWords {
  /** Before its values, on a chip. */
  readonly label: string;
  /** One line in the list of filters. */
  readonly about: string;
}

export const fieldWords: Readonly<Record<FieldName, FieldWords>> = {
  date: { label: 'Taken', about: 'When it was taken' },
  before: { label: 'Before', about: 'Taken before then' },
  after: { label: 'After', about: 'Taken after then' },
  name: { label: 'Name', about: 'A part of the file name' },
  folder: { label: 'Folder', about: 'A part of the folder’s path' },
  title: { label: 'Title', about: 'A part of the title' },
  caption: { label: 'Caption', about: 'A part of the caption' },
  album: { label: 'Album', about: 'A part of an album’s name' },
  person: { label: 'Person', about: 'Someone whom the export names' },
  tag: { label: 'Tag', about: 'A tag or keyword' },
  author: { label: 'Author', about: 'Who took it' },
  licence: { label: 'Licence', about: 'Under which licence' },
  type: { label: 'Type', about: 'The kind of file' },
  is: { label: 'Is', about: 'Portrait, panorama, screenshot, favourite…' },
  has: { label: 'Has', about: 'What is known of it: a place, a camera, a caption…' },
  rating: { label: 'Rating', about: 'Stars, 1 to 5' },
  width: { label: 'Width', about: 'Pixels from left to right' },
  height: { label: 'Height', about: 'Pixels from top to bottom' },
  megapixels: { label: 'Megapixels', about: 'How many there are' },
  size: { label: 'Size', about: 'How large the file is' },
  camera: { label: 'Camera', about: 'The camera or phone it was taken with' },
  lens: { label: 'Lens', about: 'The lens it was taken with' },
  iso: { label: 'ISO', about: 'The sensitivity' },
  aperture: { label: 'Aperture', about: 'The f-number' },
  focal: { label: 'Focal length', about: 'In millimetres' },
  exposure: { label: 'Exposure', about: 'In seconds' },
  near: { label: 'Near', about: 'Latitude, longitude, and how far around' },
};

const kinds: Readonly<Record<string, string>> = {
  portrait: 'Upright format',
  landscape: 'Wide format',
  square: 'Square',
  panorama: 'Panorama',
  screenshot: 'Screenshot',
  favourite: 'Favourite',
  favorite: 'Favourite',
  missing: 'File gone',
  indexed: 'Indexed',
  pending: 'Not indexed yet',
  failed: 'Failed to index',
};
const known: Readonly<Record<string, string>> = {
  date: 'With a date',
  place: 'With a place',
  camera: 'With a camera',
  caption: 'With a caption',
  title: 'With a title',
  tag: 'With tags',
  rating: 'With a rating',
  album: 'In an album',
  person: 'With someone named',
};

/** `2023-06` → June 2023; `last-month` → last month. What is no date stays. */
function momentWords(moment: string): string {
  const [, year, month, day] = /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$/.exec(moment) ?? [];
  if (year === undefined) return moment.toLowerCase().replaceAll('-', ' ');
  if (month === undefined) return year;
  return day === undefined ? formatMonth(Number(year), Number(month) - 1) : formatDay(Number(year), Number(month) - 1, Number(day));
}

/** @param say of one end. */
function rangeWords(value: string, say: (end: string) => string, [from, until]: readonly [string, string]): string {
  const [first = '', last] = value.split('..');
  if (last === undefined) return say(first);
  if (last === '') return from.replace('…', say(first));
  return first === '' ? until.replace('…', say(last)) : `${say(first)} to ${say(last)}`;
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
const anyOf = (values: readonly string[], say: (value: string) => string) => values.map(say).join(' or ');
const dateWords = (value: string) => rangeWords(value, momentWords, ['since …', 'until …']);
const numberWords = (value: string) => rangeWords(value, (end) => end, ['… or more', '… or less']);

/** What a filter asks of a photo: `June 2023`, `Camera: Pixel 7`. Without its sign. */
export function filterWords({ field, values }: Pick<FilterTerm, 'field' | 'values'>): string {
  const { label } = fieldWords[field];
  switch (field) {
    case 'date':
      return capital(anyOf(values, dateWords));
    case 'before':
    case 'after':
      return `${label} ${anyOf(values, dateWords)}`;
    case 'is':
      return anyOf(values, (value) => kinds[value.toLowerCase()] ?? value);
    case 'has':
      return anyOf(values, (value) => known[value.toLowerCase()] ?? value);
    case 'type':
      return anyOf(values, (value) => value.toUpperCase().replace(/^IMAGE\//, ''));
    case 'rating':
      return anyOf(values, (value) => (value === '1' ? '1 star' : `${numberWords(value)} stars`));
    case 'near':
      return `Within ${values[2] ?? '5km'} of ${values[0]}, ${values[1]}`;
    default:
      return `${label}: ${anyOf(values, numberWords)}`;
  }
}

/** The term itself, without sign and weight. */
const plainTermWords = (term: Term): string =>
  term.kind === 'filter' ? filterWords(term) : term.kind === 'words' ? term.text : 'Like a photo';

const spokenWeight = (weight: number): string => `(counts ${formatNumber(weight)} times)`;

/** As heard: `not people`, `red car (counts 2 times)`. */
export function partName(term: Term): string {
  const excluded = term.kind === 'filter' ? term.negated : term.sign < 0;
  const weight = term.kind === 'filter' || term.weight === 1 ? '' : ` ${spokenWeight(term.weight)}`;
  return `${excluded ? 'not ' : ''}${plainTermWords(term)}${weight}`;
}

/** @param text that the notice is about. */
export function noticeWords({ kind, field, start, end }: Notice, text: string): string {
  return kind === 'unknown-filter'
    ? `There is no filter “${field}”, so “${text.slice(start, end)}” is searched as words`
    : `“${text.slice(start, end)}” is not understood, so it is searched as words`;
}

export const queryWords = {
  parts: 'Parts of the search',
  partKeys: 'Arrow keys move. Enter edits, Delete removes, minus leaves it out, up and down change how much it counts.',
  not: 'not',
  term: plainTermWords,
  spokenWeight,
  weight: (weight: number) => `×${formatNumber(weight)}`,
  edit: 'Click to edit',
  exclude: (name: string) => `Leave out ${name}`,
  include: (name: string) => `Look for ${name}`,
  removePart: (name: string) => `Remove ${name}`,

  suggestions: 'Suggestions',
  suggestionCount: (value: number) => (value === 0 ? '' : count(value, 'suggestion', 'suggestions')),
  forExample: 'For example',
  photosWith: (value: number) => count(value, 'photo', 'photos'),

  save: 'Save this search',
  saved: 'Saved searches',
  unsave: 'Saved. Click to forget this search',
  notSavable: 'A search with a picture from outside the library cannot be saved',
  savedName: ({ text, like }: Pick<SavedSearch, 'text' | 'like'>) =>
    [like.length > 0 && `Like ${count(like.length, 'photo', 'photos')}`, text].filter(Boolean).join(', '),

  help: 'How to search',
  helpTitle: 'More than a few words',
  helpIntro: 'Plain words are enough. Click an example to try it.',
  helpMore: 'Everything that is no filter is searched as words, so nothing you type is wrong.',
  helpGroups: [
    {
      title: 'Words',
      examples: [
        { text: 'a dog on the beach', does: 'One phrase, understood as a whole' },
        { text: 'beach -people', does: 'A minus leaves something out' },
        { text: '"red car"^2 snow', does: 'Quotes make two terms; the first counts twice' },
        { text: 'IMG_2031', does: 'Names, captions and tags count too' },
      ],
    },
    {
      title: 'Filters',
      examples: [
        { text: 'date:2023-06..2023-08', does: 'From June to August 2023' },
        { text: 'date:last-month', does: 'Also today, this-year, last-10-days' },
        { text: 'camera:pixel,iphone', does: 'Either of two cameras' },
        { text: 'folder:holiday -is:screenshot', does: 'In a folder, without screenshots' },
        { text: 'is:favourite', does: 'Also portrait, panorama, square' },
        { text: 'rating:4.. size:2mb..', does: 'Four stars or more, 2 MB or more' },
        { text: 'near:48.85,2.35,5km', does: 'Within 5 km of a place' },
      ],
    },
  ],
  helpPictures: 'Drop or paste a picture into the field to find photos like it, with words if you like.',
} as const;
