// The imaging worker: says who answers what about a file's bytes and pixels. No logic lives here.

import { AppError } from '../shared/domain/app-error.ts';
import type { PhotoId } from '../shared/domain/photo.ts';
import { buildId } from '../shared/protocol/build.ts';
import { onConnect } from '../shared/protocol/connect.ts';
import type { ImagingCalls } from '../shared/protocol/imaging.ts';
import { type Handlers, serve } from '../shared/protocol/serve.ts';
import { transfer } from '../shared/protocol/transfer.ts';
import { digestStream } from './imaging/digest.ts';
import { findMediaType } from './imaging/media-type.ts';
import { readXmp } from './imaging/metadata/xmp-file.ts';
import { type OpenFile, openFile, readBytes } from './imaging/open-file.ts';
import { makeInput, makeThumbnail, prepare } from './imaging/prepare.ts';
import { makeShown } from './imaging/shown.ts';

/** From `file-open` to `photo-prepare` or `file-close`. */
const open = new Map<PhotoId, OpenFile>();

const handlers: Handlers<ImagingCalls> = {
  async 'file-open'({ file }, { signal }) {
    const opened = await openFile(file, signal);
    const { photoId, type, size } = opened;
    open.set(photoId, opened);
    return { photoId, bytes: size, ...(type !== undefined && { type }) };
  },
  async 'photo-prepare'({ photoId, name, modifiedAt, recipe }, { progress }) {
    const opened = open.get(photoId);
    if (!opened) throw new AppError('internal', { subject: name, reason: 'it was not opened here' });
    open.delete(photoId);
    const source = { bytes: await opened.bytes(), type: opened.type, name };
    progress(null);
    const { input, ...prepared } = await prepare(source, recipe, modifiedAt, () => progress(null));
    const result = { photoId, bytes: opened.size, ...prepared, input: input.buffer };
    return transfer(result, [result.thumbnail, result.preview, result.input]);
  },
  'sidecar-read': async ({ file }) => readXmp(await readBytes(file, file.name), Date.now()),
  'file-close'({ photoId }) {
    open.delete(photoId);
    return null;
  },
  'blob-digest': ({ file }, { signal }) => digestStream(file, signal),
  async 'picture-show'({ file, name }, { progress }) {
    const bytes = await readBytes(file, name);
    progress(null);
    return makeShown({ bytes, type: await findMediaType(bytes), name }, () => progress(null));
  },
  async 'input-make'({ file, name, recipe }, { progress }) {
    const bytes = await readBytes(file, name);
    progress(null);
    if (bytes.length === 0) throw new AppError('empty-file', { subject: name });
    const input = await makeInput({ bytes, type: await findMediaType(bytes), name }, recipe);
    return transfer(input.buffer, [input.buffer]);
  },
  async 'thumbnail-make'({ file, name }) {
    const bytes = await readBytes(file, name);
    const thumbnail = await makeThumbnail({ bytes, type: await findMediaType(bytes), name });
    return new Promise((resolve) => resolve(thumbnail)); // A buffer has no place for the mark of `transfer`; some 25 KB are copied.
  },
};

onConnect(self, (port) => serve<ImagingCalls>(port, handlers, buildId));
