// The addresses of the page: hash routing, so that a static host needs no rewriting.

import type { SortOrder } from '../../shared/domain/library.ts';
import { isPhotoId, type PhotoId } from '../../shared/domain/photo.ts';
import { isPictureKey } from '../engine/query-pictures.ts';
import type { ImageRef } from './query-images.ts';

export type ScreenRoute =
  | { readonly name: 'photos' }
  | { readonly name: 'search'; readonly text: string; readonly images: readonly ImageRef[]; readonly sort: SortOrder }
  | { readonly name: 'models' }
  | { readonly name: 'settings' };
/** A photo opens over the screen it was opened from. */
export type Route = ScreenRoute | { readonly name: 'photo'; readonly photoId: PhotoId };

const sorts: readonly SortOrder[] = ['relevance', 'newest', 'oldest'];

/** `ID`, or `-ID` of a picture that is unwanted. */
const printImage = ({ key, sign }: ImageRef): string => (sign < 0 ? `-${key}` : key);
function parseImage(text: string): ImageRef[] {
  const [sign, key] = text.startsWith('-') ? [-1 as const, text.slice(1)] : [1 as const, text];
  return isPhotoId(key) || isPictureKey(key) ? [{ key, sign }] : [];
}

/** `#/search?q=a+dog` → route. What is no address of ours is the photos screen. */
export function parseRoute(hash: string): Route {
  const [path = '', query = ''] = hash.replace(/^#/, '').split('?', 2);
  const [, name, id] = path.split('/');
  if (name === 'photo' && id !== undefined && isPhotoId(id)) return { name, photoId: id };
  if (name === 'models' || name === 'settings') return { name };
  if (name !== 'search') return { name: 'photos' };
  const fields = new URLSearchParams(query);
  return {
    name,
    text: fields.get('q') ?? '',
    images: (fields.get('like') ?? '').split(',').flatMap(parseImage),
    sort: sorts.find((sort) => sort === fields.get('sort')) ?? 'relevance',
  };
}

/** The address of a route; `parseRoute` reads it back. */
export function printRoute(route: Route): string {
  if (route.name === 'photos') return '#/';
  if (route.name === 'photo') return `#/photo/${route.photoId}`;
  if (route.name !== 'search') return `#/${route.name}`;
  const fields = new URLSearchParams();
  if (route.text !== '' || route.images.length === 0) fields.set('q', route.text);
  if (route.images.length > 0) fields.set('like', route.images.map(printImage).join(','));
  if (route.sort !== 'relevance') fields.set('sort', route.sort);
  return `#/search?${fields}`;
}
