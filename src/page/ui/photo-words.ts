// Everything a person reads in the grid and in the viewer. The rest stands in words.ts.

import type { TakenFrom } from '../../shared/domain/photo.ts';
import { count, formatNumber } from './format.ts';

export const photoWords = {
  select: (name: string) => `Select ${name || 'photo'}`,
  /** Read out before the file's name is known. */
  unnamed: 'Photo',
  favouriteMark: 'Favourite',
  tileSize: 'Tile size',
  dates: 'Date',
  selection: 'Selection',
  selected: (value: number) => `${count(value, 'photo', 'photos')} selected`,
  selectedShort: (value: number) => `${formatNumber(value)} selected`,
  clearSelection: 'Clear selection',
  favourite: 'Add to favourites',
  unfavourite: 'Remove from favourites',
  download: 'Download',
  copy: 'Copy as picture',
  remove: 'Remove',
  removeDetail: 'Removes from Afterimage; your file stays',
} as const;

export const viewerWords = {
  viewer: (name: string) => (name ? `Photo ${name}` : 'Photo'),
  close: 'Back to the photos',
  previous: 'Previous photo',
  next: 'Next photo',
  place: (at: number, of: number) => `${formatNumber(at)} of ${formatNumber(of)}`,
  zoom: 'Zoom',
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  zoomFit: 'Fit to window',
  /** Begins with what the button shows, for who speaks to it. */
  zoomFitFrom: (percent: string) => `${percent}, fit to window`,
  info: 'Info',
  closeInfo: 'Close info',
  moreLike: 'More like this',
  favourite: 'Favourite',
  download: 'Download original',
  copy: 'Copy as picture',
  remove: 'Remove from Afterimage',
  filmstrip: 'Neighbouring photos',
  gone: 'This photo is not in the library.',
  goneTodo: 'It may have been removed. Its file is where it was.',
  previewOnly: 'Only the preview is kept here.',
  previewOnlyDetail:
    'The original is out of reach: its folder was not kept, or needs permission again. Choose the file to work with the original.',
  previewOnlyInArchive: (archive: string) =>
    `The original lies in ${archive}, which is out of reach. Choose that archive, or the file itself, to work with the original.`,
  findFile: 'Find the file',
  downloadPreview: 'Download the preview',
  notInArchive: (name: string) => `The photo is not in ${name}.`,
  fileDiffers: (name: string) => `${name} is a different file: its contents are not those of this photo.`,
} as const;

/** Why a photo is in an answer. */
export const whyWords = {
  title: 'Why it matched',
  /** The bar's name. */
  score: 'How well it matches',
  good: 'A good match',
  unlikely: 'Less likely: below the line for a good match',
  below: 'Its words match; its picture is below the line for a good match',
  /** At the mark on the bar. */
  line: 'Good match from here',
  listed: 'It passes the filters of the search.',
  noVector: 'It is not indexed yet, so only its words could match.',
  named: 'Its name, folder or caption has',
  parts: 'Part by part',
  picture: 'The picture',
  helps: 'helps',
  helpsLittle: 'helps little',
  helpsNot: 'does not help',
  hurts: 'counts against it',
  hurtsNot: 'not seen in it',
  unknown: 'not compared',
  without: (text: string) => `Without ${text}`,
} as const;

export const factWords = {
  name: 'Name',
  folder: 'Folder',
  folders: 'Folders',
  taken: 'Taken',
  takenUnknown: 'Unknown',
  takenFrom: {
    exif: 'from the camera',
    sidecar: 'from the file beside it',
    name: 'from the file’s name',
    file: 'when the file was last changed',
  } satisfies Record<TakenFrom, string>,
  camera: 'Camera',
  lens: 'Lens',
  exposure: 'Exposure',
  place: 'Place',
  size: 'Size',
  megapixels: (value: string) => `${value} megapixels`,
  type: 'Type',
  rating: 'Rating',
  ratingValue: (stars: number) => `${formatNumber(stars)} of 5`,
  title: 'Title',
  caption: 'Caption',
  tags: 'Tags',
  albums: (value: number) => (value === 1 ? 'Album' : 'Albums'),
  people: 'People',
  keywords: 'Keywords',
  author: 'Author',
  licence: 'Licence',
  status: 'Search',
  statusPending: 'Not searchable yet: waiting to be indexed',
  statusFailed: 'Not searchable: indexing failed, see Problems',
} as const;
