// What a query's terms are made of, each embedded once: texts by their words, files by their bytes, photos from the index.

import type { PhotoId } from '../../shared/domain/photo.ts';
import type { Embedder } from '../embedding/embedder.ts';
import type { ResidentIndex } from '../ranking/resident-index.ts';
import { createRecent } from './recent.ts';

export interface QueryVectors {
  /** @throws as `embedText` of an embedder. */
  ofText(text: string, signal?: AbortSignal): Promise<Float32Array<ArrayBuffer>>;
  /** @throws as making and embedding an input; AbortError. */
  ofFile(file: File, signal?: AbortSignal): Promise<Float32Array<ArrayBuffer>>;
  /** Undefined for one that is not here, or has no vector yet. @throws as the index. */
  ofPhoto(photoId: PhotoId): Promise<Float32Array<ArrayBuffer> | undefined>;
}

interface Sources {
  readonly embedText: Embedder['embedText'];
  /** A picture that is not in the library → its vector. */
  readonly embedFile: (file: File, signal?: AbortSignal) => Promise<Float32Array<ArrayBuffer>>;
  readonly digest: (bytes: ArrayBuffer) => Promise<PhotoId>;
  readonly index: Pick<ResidentIndex, 'vector'>;
}

/** Half a megabyte of 512 numbers each: going back over what was typed costs nothing. */
const textsKept = 256;
const filesKept = 32;
/** A larger file is embedded each time: its digest would take all of it in memory. */
const mostBytes = 64 << 20;

/** Every vector it gives is the caller's own. */
export function createQueryVectors({ embedText, embedFile, digest, index }: Sources): QueryVectors {
  const texts = createRecent<Float32Array<ArrayBuffer>>(textsKept);
  const files = createRecent<Float32Array<ArrayBuffer>>(filesKept);
  return {
    async ofText(text, signal) {
      signal?.throwIfAborted();
      const known = texts.get(text);
      if (known) return known.slice();
      const vector = await embedText(text, signal);
      texts.set(text, vector);
      return vector.slice();
    },
    async ofFile(file, signal) {
      signal?.throwIfAborted();
      if (file.size > mostBytes) return embedFile(file, signal);
      const photoId = await digest(await file.arrayBuffer());
      const known = files.get(photoId) ?? (await index.vector(photoId));
      if (known) return known.slice();
      const vector = await embedFile(file, signal);
      files.set(photoId, vector);
      return vector.slice();
    },
    ofPhoto: (photoId) => index.vector(photoId),
  };
}
