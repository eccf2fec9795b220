// Looks through the library for what is not as it was written, and makes it again from what is: vectors and thumbnails from the preview, the
// preview from the original. When asked, when opening meets damage, and a little at a time while nothing else is done. Everything else is left as it is.

import { toAppError } from '../shared/domain/app-error.ts';
import type { VerifyProgress, VerifyReport } from '../shared/domain/library.ts';
import type { PhotoId, SpaceId } from '../shared/domain/photo.ts';
import type { PixelRecipe } from '../shared/domain/recipe.ts';
import { packVectors } from '../shared/domain/vectors.ts';
import type { ImagingCalls, PreparedPhoto } from '../shared/protocol/imaging.ts';
import type { Pool } from '../shared/protocol/pool.ts';
import type { Embedder } from './embedding/embedder.ts';
import type { Gate } from './pipeline/gate.ts';
import { indexedChange, type LibraryChange } from './pipeline/resident.ts';
import {
  findDamagedPictures,
  findDamagedRecords,
  findMissingInputs,
  findMissingVectors,
  type PictureCheck,
  readHeldIds,
  type VectorKey,
} from './storage/damage.ts';
import {
  deleteRecords,
  forgetIndexed,
  giveUpVectors,
  putInput,
  putPictures,
  readWholePictures,
  replaceVectors,
} from './storage/mending.ts';
import { readRecordsOf } from './storage/photos.ts';
import type { Database } from './storage/schema.ts';
import { readSpaces } from './storage/spaces.ts';

export interface VerifyOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: VerifyProgress) => void) | undefined;
}

export interface Verification {
  /** All of it. One at a time: a second one waits for the first. @throws AbortError; {AppError} of storage. */
  verify(options?: VerifyOptions): Promise<VerifyReport>;
  /** The vectors alone, and what waits for one: what opening the library would meet. @throws as `verify`. */
  verifyVectors(): Promise<VerifyReport>;
  /** The pictures of some photos alone. @throws as `verify`. */
  verifyPictures(photoIds: readonly PhotoId[]): Promise<VerifyReport>;
}

interface Options {
  readonly db: Database;
  readonly embedder: Embedder;
  readonly imaging: Pool<ImagingCalls>;
  /** What the model is to see of a picture. */
  readonly makeInput: (file: Blob, name: string, recipe: PixelRecipe, signal: AbortSignal) => Promise<ArrayBuffer>;
  /** Closed while a query is under way: it goes first. */
  readonly queryGate: Gate;
  /** What changed, after each transaction. */
  readonly change: (change: LibraryChange) => void;
  readonly has: (photoId: PhotoId) => boolean;
  /** The file itself, or null where it is out of reach. */
  readonly openOriginal: (photoId: PhotoId) => Promise<File | null>;
}

/** 3 MB of pictures at a time. */
const photosPerPage = 32;

export function createVerification({ db, embedder, imaging, makeInput, queryGate, change, has, openOriginal }: Options): Verification {
  let last: Promise<unknown> = Promise.resolve();

  interface Found {
    repaired: number;
    readonly lost: Set<PhotoId>;
    readonly signal: AbortSignal;
  }

  async function inTurn(signal: AbortSignal | undefined, work: (found: Found) => Promise<number>): Promise<VerifyReport> {
    const turn = last.then(async () => {
      const found: Found = { repaired: 0, lost: new Set(), signal: signal ?? new AbortController().signal };
      const checked = await work(found);
      return { checked, repaired: found.repaired, lost: [...found.lost] };
    });
    last = turn.catch(() => undefined); // Told to who asked for it.
    return turn;
  }

  /** Between two steps: a query goes first, and whoever asked may have gone. */
  async function breathe({ signal }: Found): Promise<void> {
    await queryGate.pass();
    signal.throwIfAborted();
  }

  /** All that a photo's file makes, where the file is in reach and still is what it was. */
  async function prepareOriginal(photoId: PhotoId, { signal }: Found): Promise<PreparedPhoto | undefined> {
    const file = await openOriginal(photoId);
    if (!file) return undefined;
    return imaging.run(async (worker) => {
      const opened = await worker.call('file-open', { file }, { signal });
      if (opened.photoId === photoId)
        return worker.call(
          'photo-prepare',
          { photoId, name: file.name, modifiedAt: file.lastModified, recipe: embedder.recipe },
          { signal },
        );
      await worker.call('file-close', { photoId: opened.photoId });
      return undefined;
    }, signal);
  }

  /** Undefined where `work` says that a picture does not open: it is then as good as gone. */
  const unlessDamaged = <R>(work: Promise<R>, { signal }: Found): Promise<R | undefined> =>
    work.catch((thrown: unknown) => {
      const error = toAppError(thrown);
      if (!signal.aborted && (error.code === 'damaged-file' || error.code === 'unsupported-format' || error.code === 'empty-file'))
        return undefined;
      throw thrown;
    });

  const thumbnailOf = (preview: ArrayBuffer, name: string, found: Found) =>
    unlessDamaged(
      imaging.run((worker) => worker.call('thumbnail-make', { file: new Blob([preview]), name }, { signal: found.signal }), found.signal),
      found,
    );

  async function mendPictures({ photoId, standIn, ...whole }: PictureCheck, found: Found): Promise<void> {
    if (whole.thumbnail && whole.preview && standIn) {
      const better = await unlessDamaged(prepareOriginal(photoId, found), found);
      if (better && (await putPictures(db, photoId, { preview: better.preview }))) found.repaired++;
      return;
    }
    const there = await readWholePictures(db, photoId);
    if (there.name === undefined) return;
    let { preview, thumbnail } = {
      preview: whole.preview ? there.preview : undefined,
      thumbnail: whole.thumbnail ? there.thumbnail : undefined,
    };
    if (!preview) {
      const made = await unlessDamaged(prepareOriginal(photoId, found), found);
      preview = made?.preview;
      thumbnail ??= made?.thumbnail;
    }
    if (preview && !thumbnail) thumbnail = await thumbnailOf(preview, there.name, found);
    // See [Note: A thumbnail for a preview].
    if (!preview || !thumbnail) found.lost.add(photoId);
    const made = { thumbnail: whole.thumbnail ? undefined : thumbnail, preview: whole.preview ? undefined : (preview ?? thumbnail) };
    if (!made.thumbnail && !made.preview) return;
    if (await putPictures(db, photoId, made)) found.repaired += (made.thumbnail ? 1 : 0) + (made.preview && preview ? 1 : 0);
  }

  async function checkPictures(photoIds: readonly PhotoId[], found: Found): Promise<void> {
    const damaged = await findDamagedPictures(db, photoIds);
    const before = found.repaired;
    for (const check of damaged) {
      await breathe(found);
      await mendPictures(check, found);
    }
    if (found.repaired === before) return;
    // Tiles that lacked their thumbnail ask again.
    const photos = await readRecordsOf(
      db,
      damaged.map(({ photoId }) => photoId),
    );
    change({ kind: 'noted', photos: photos.filter(({ id }) => has(id)) });
  }

  /** What the model is to see, from the best that is left: the preview, the original, the thumbnail. */
  async function inputOf(photoId: PhotoId, found: Found): Promise<ArrayBuffer | undefined> {
    const { name = photoId, preview, thumbnail } = await readWholePictures(db, photoId);
    const from = (picture: ArrayBuffer | undefined) =>
      picture && unlessDamaged(makeInput(new Blob([picture]), name, embedder.recipe, found.signal), found);
    return (await from(preview)) ?? (await unlessDamaged(prepareOriginal(photoId, found), found))?.input ?? (await from(thumbnail));
  }

  /** @returns those that it could be made for. */
  async function inputsOf(photoIds: readonly PhotoId[], found: Found): Promise<{ photoId: PhotoId; input: ArrayBuffer }[]> {
    const made = await Promise.all(photoIds.map(async (photoId) => ({ photoId, input: await inputOf(photoId, found) })));
    return made.flatMap(({ photoId, input }) => (input ? [{ photoId, input }] : []));
  }

  async function rebuildVectors(missing: readonly PhotoId[], found: Found): Promise<void> {
    const size = Math.max(4, embedder.batch);
    for (let at = 0; at < missing.length; at += size) {
      await breathe(found);
      const page = missing.slice(at, at + size);
      const made = await inputsOf(page, found);
      const inputs = made.map(({ input }) => input);
      const vectors = inputs.length > 0 ? await embedder.embedImages(inputs, found.signal) : [];
      const ids = made.map(({ photoId }) => photoId);
      const written = new Set(await replaceVectors(db, embedder.space, ids, packVectors(vectors, embedder.dim)));
      const kept = made.flatMap(({ photoId }, i) => {
        const vector = vectors[i];
        return vector && written.has(photoId) && has(photoId) ? [{ photoId, vector }] : [];
      });
      change(indexedChange(embedder, kept));
      found.repaired += written.size;
      const lost = page.filter((photoId) => !ids.includes(photoId));
      if (lost.length === 0) continue;
      await giveUpVectors(db, embedder.space, lost);
      change({ kind: 'failed', space: embedder.space, photoIds: lost });
      for (const photoId of lost) found.lost.add(photoId);
    }
  }

  async function checkVectors(space: SpaceId, found: Found): Promise<void> {
    // What was committed meanwhile may be missing in the record that was found bad: so as often as it takes, which is once as a rule.
    for (let again = true; again; ) {
      const damaged: VectorKey[] = await findDamagedRecords(db, space, () => breathe(found));
      const missing = await findMissingVectors(db, space, damaged);
      if (space === embedder.space) await rebuildVectors(missing, found);
      else await forgetIndexed(db, space, missing);
      again = damaged.length > 0 && !(await deleteRecords(db, space, damaged));
    }
  }

  /** Photos that wait for their vector, and have lost what it is made from. */
  async function checkInputs(found: Found): Promise<void> {
    for (const photoId of await findMissingInputs(db, embedder.space)) {
      await breathe(found);
      const [made] = await inputsOf([photoId], found);
      if (!made) found.lost.add(photoId);
      if (await putInput(db, embedder.space, photoId, made?.input ?? new ArrayBuffer(0))) found.repaired += made ? 1 : 0;
    }
  }

  async function checkAllVectors(found: Found): Promise<void> {
    for (const { id } of await readSpaces(db)) await checkVectors(id, found);
    await checkInputs(found);
  }

  return {
    verify: ({ signal, onProgress = () => undefined } = {}) =>
      inTurn(signal, async (found) => {
        const photoIds = await readHeldIds(db);
        const total = photoIds.length;
        for (let done = 0; done < total; done += photosPerPage) {
          onProgress({ done, total });
          await breathe(found);
          await checkPictures(photoIds.slice(done, done + photosPerPage), found);
        }
        await checkAllVectors(found);
        onProgress({ done: total, total });
        return total;
      }),
    verifyVectors: () =>
      inTurn(undefined, async (found) => {
        await checkAllVectors(found);
        return (await readHeldIds(db)).length;
      }),
    verifyPictures: (photoIds) =>
      inTurn(undefined, async (found) => {
        await checkPictures(photoIds, found);
        return photoIds.length;
      }),
  };
}
