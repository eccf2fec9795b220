// What people wrote about a photo: rating, title, caption, keywords, author, licence. XMP first, then IPTC, then EXIF, then a PNG's text.

import type { Metadata } from '../../../shared/domain/photo.ts';
import type { Group, Tags } from './tags.ts';

type Source = readonly [Group, string];
const titles: Source[] = [
  ['xmp', 'title'],
  ['iptc', 'Object Name'],
  ['iptc', 'Headline'],
  ['exif', 'XPTitle'],
  ['pngText', 'Title'],
]; // prettier-ignore
const captions: Source[] = [
  ['xmp', 'description'],
  ['iptc', 'Caption/Abstract'],
  ['exif', 'ImageDescription'],
  ['exif', 'XPComment'],
  ['pngText', 'Description'],
]; // prettier-ignore
const authors: Source[] = [
  ['xmp', 'creator'],
  ['iptc', 'By-line'],
  ['exif', 'Artist'],
  ['exif', 'XPAuthor'],
  ['pngText', 'Author'],
]; // prettier-ignore
/** The terms where they are stated; else whose right it is. */
const licences: Source[] = [
  ['xmp', 'license'],
  ['xmp', 'UsageTerms'],
  ['xmp', 'WebStatement'],
  ['xmp', 'rights'],
  ['iptc', 'Copyright Notice'],
  ['exif', 'Copyright'],
  ['pngText', 'Copyright'],
]; // prettier-ignore

/** What cameras write into the description of every photo. */
const boilerplate =
  /^(?:olympus digital camera|sony dsc|minolta dsc|kodak digital still camera|samsung|digital camera|default|untitled|dcim\\.*|<?(?:binary|none)>?)$/i;

export function findCaption(tags: Tags): Pick<Metadata, 'rating' | 'title' | 'caption' | 'keywords' | 'author' | 'licence'> {
  const first = (sources: Source[]) => sources.flatMap(([group, name]) => tags.texts(group, name)).find((text) => !boilerplate.test(text));
  const rating = findRating(tags);
  const title = first(titles);
  const caption = first(captions);
  const keywords = findKeywords(tags);
  const author = authors.map(([group, name]) => tags.texts(group, name).join(', ')).find((names) => names !== '');
  const licence = first(licences);
  return {
    ...(rating !== undefined && { rating }),
    ...(title !== undefined && { title }),
    ...(caption !== undefined && { caption }),
    ...(keywords.length > 0 && { keywords }),
    ...(author !== undefined && { author }),
    ...(licence !== undefined && { licence }),
  };
}

/** 1 to 5. Windows writes percent beside the stars under the same name: 1, 25, 50, 75, 99. */
function findRating(tags: Tags): number | undefined {
  const value = tags.number('xmp', 'Rating') ?? tags.number('exif', 'Rating');
  if (value === undefined) return;
  const stars = value > 5 ? Math.round(value / 25) + 1 : Math.round(value);
  return stars >= 1 && stars <= 5 ? stars : undefined;
}

function findKeywords(tags: Tags): string[] {
  const windows = tags.texts('exif', 'XPKeywords').flatMap((text) => text.split(';'));
  const all = [...tags.texts('xmp', 'subject'), ...tags.texts('iptc', 'Keywords'), ...windows];
  return [...new Set(all.map((word) => word.trim()).filter((word) => word !== ''))];
}
