// Pictures as part of what is searched for: photos of the library, and files that stay out of it.

import { pictureFilesOf } from '../engine/drop.ts';
import type { AppActions } from './actions.ts';
import type { Query } from './app-state.ts';
import { imageOf, type QueryImage } from './query-images.ts';
import type { Rooms } from './rooms.ts';

type Actions = Pick<AppActions, 'moreLike' | 'searchWithFiles' | 'searchWithDropped' | 'turnImage' | 'removeImage'>;

/** Beyond this the answer is no longer like any of them. */
export const mostImages = 24;

/** @param setQuery makes a query the one that is searched for. */
export function createQueryPictures({ store, pictures, notify, report }: Rooms, setQuery: (query: Query) => void): Actions {
  const current = () => store.getState().search.query;
  const setImages = (images: readonly QueryImage[]) => setQuery({ ...current(), images });

  async function searchWithFiles(files: readonly File[]): Promise<void> {
    const added: QueryImage[] = [];
    for (const file of files.slice(0, mostImages)) {
      try {
        added.push(imageOf({ key: (await pictures.keep(file)).key, sign: 1 }, pictures));
      } catch (thrown) {
        report(thrown);
      }
    }
    const { images } = current();
    const fresh = added.filter(({ key }, at) => ![...images, ...added.slice(0, at)].some((other) => other.key === key));
    if (fresh.length > 0) setImages([...images, ...fresh].slice(-mostImages));
  }

  return {
    moreLike: (photoIds) =>
      setQuery({ text: '', sort: 'relevance', images: photoIds.slice(0, mostImages).map((key) => imageOf({ key, sign: 1 }, pictures)) }),
    searchWithFiles,
    searchWithDropped(data) {
      const { found, files, others } = pictureFilesOf(data);
      for (const name of others) notify({ kind: 'no-picture', name });
      void searchWithFiles(files);
      return found;
    },
    turnImage: (key) =>
      setImages(current().images.map((image) => (image.key === key ? { ...image, sign: image.sign > 0 ? -1 : 1 } : image))),
    removeImage: (key) => setImages(current().images.filter((image) => image.key !== key)),
  };
}
