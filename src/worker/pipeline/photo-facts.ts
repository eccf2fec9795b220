// What memory keeps of a photo so that filters and words can be asked of it without reading storage.
// [Note: Memory of the facts]
// A photo of a camera with place, exposure, two tags and a caption takes 0.9 KB of facts and 0.3 KB of words, so 113 MB for 100,000 of them
// (`node --expose-gc --import tsx tools/facts-memory.ts`). Cameras, lenses, folders and tags are the same few texts over and over: each is kept once.

import type { PhotoFacts } from '../../shared/domain/query/facts.ts';
import { wordsOf } from '../../shared/domain/query/fold.ts';
import type { PhotoRecord } from '../storage/schema.ts';

/** Keeps one copy of each text. */
export type Same = (text: string) => string;

export function createSame(): Same {
  const known = new Map<string, string>();
  return (text) => {
    const kept = known.get(text);
    if (kept !== undefined) return kept;
    known.set(text, text);
    return text;
  };
}

const none: readonly string[] = [];
const folderOf = (path: string) => path.slice(0, Math.max(0, path.lastIndexOf('/')));
const nameOf = (path: string) => path.slice(path.lastIndexOf('/') + 1);
const distinct = (texts: readonly string[]) => (texts.length === 0 ? none : texts.length === 1 ? texts : [...new Set(texts)]);

/** What a record may lack. Set one by one: fifteen conditional spreads took most of the time of opening a large library. */
type Lacking = Exclude<keyof PhotoFacts, 'id' | 'names' | 'folders' | 'width' | 'height' | 'type' | 'bytes' | 'favourite' | 'tags'>;

export function factsOf(record: PhotoRecord, same: Same): PhotoFacts {
  const { id, name, paths, width, height, type, bytes, favourite, tags, keywords } = record;
  const facts: Omit<PhotoFacts, Lacking> & { -readonly [Key in Lacking]?: PhotoFacts[Key] } = {
    id,
    names: distinct([name, ...paths.map(nameOf)]),
    folders: distinct(paths.map((path) => same(folderOf(path))).filter((folder) => folder !== '')),
    width,
    height,
    type: same(type),
    bytes,
    favourite,
    tags: tags.length === 0 ? none : tags.map(same),
  };
  if (record.takenMs !== undefined) facts.takenMs = record.takenMs;
  if (keywords) facts.keywords = keywords.map(same);
  if (record.gps) facts.gps = record.gps;
  if (record.camera !== undefined) facts.camera = same(record.camera);
  if (record.lens !== undefined) facts.lens = same(record.lens);
  if (record.exposure) facts.exposure = record.exposure;
  if (record.rating !== undefined) facts.rating = record.rating;
  if (record.title !== undefined) facts.title = record.title;
  if (record.caption !== undefined) facts.caption = record.caption;
  if (record.author !== undefined) facts.author = same(record.author);
  if (record.licence !== undefined) facts.licence = same(record.licence);
  if (record.missing) facts.missing = true;
  if (record.people) facts.people = record.people.map(same);
  if (record.albums) facts.albums = record.albums.map(same);
  return facts;
}

/** English words that stand in every second caption and say nothing about it: never looked for. */
const small = new Set(
  'a an and are as at be by for from has have in into is it its my of on or our over that the their this to under was were with without your'.split(
    ' ',
  ),
);
/** The words of a text that tell something, once each. */
export const tellingWords = (text: string): string[] => [...new Set(wordsOf(text))].filter((word) => !small.has(word));

/** Every telling word in its names (without what is after the dot), folders, title, caption, tags, keywords, albums and people. */
export function wordsOfPhoto(facts: PhotoFacts): readonly string[] {
  const { names, folders, title = '', caption = '', tags, keywords = none, albums = none, people = none } = facts;
  const labels = [...tags, ...keywords, ...albums, ...people];
  const texts = [...names.map((name) => name.replace(/\.[^.]*$/, '')), ...folders, title, caption, ...labels];
  return tellingWords(texts.join(' '));
}
