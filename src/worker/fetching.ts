// The fetching worker: asks the hosts that a person named for pictures and models, and no others. Its own policy says which (docs/decisions/0012-sources.md).

import { buildId } from '../shared/protocol/build.ts';
import { onConnect } from '../shared/protocol/connect.ts';
import type { FetchingCalls } from '../shared/protocol/fetching.ts';
import { serve } from '../shared/protocol/serve.ts';
import { fetchFile } from './embedding/hub/fetch-file.ts';
import { fileUrl, listRepository } from './embedding/hub/listing.ts';
import { memorySink } from './embedding/hub/memory-sink.ts';
import { fetchPicture } from './sources/fetch-picture.ts';
import { openStoredFile, readStoredFile } from './storage/model-store.ts';

/** Opens the stored file, lets `work` fill it, and gives it back closed. */
async function intoStorage(
  model: string,
  path: string,
  work: (file: Awaited<ReturnType<typeof openStoredFile>>) => Promise<void>,
): Promise<Blob> {
  const file = await openStoredFile(model, path);
  try {
    await work(file);
  } finally {
    file.close();
  }
  return (await readStoredFile(model, path)) ?? new Blob();
}

onConnect(self, (port) =>
  serve<FetchingCalls>(
    port,
    {
      'address-fetch': ({ address }, { signal }) => fetchPicture(address, signal),
      'model-list': ({ place, candidates }, { signal }) => listRepository(place, candidates, signal),
      async 'model-fetch'({ place, file, model, keep }, { signal, progress }) {
        const { path, bytes } = file;
        const wanted = {
          url: fileUrl(place, path),
          path,
          ...(bytes !== undefined && { bytes }),
          signal,
          onProgress: everyMegabyte(progress),
        };
        if (keep === 'storage') return intoStorage(model, path, (sink) => fetchFile(wanted, sink));
        const sink = memorySink();
        await fetchFile(wanted, sink);
        return sink.blob();
      },
      'model-copy': ({ file, path, model }, { signal, progress }) =>
        intoStorage(model, path, async (sink) => {
          sink.restart();
          const told = everyMegabyte(progress);
          for await (const piece of file.stream()) {
            signal.throwIfAborted();
            sink.append(piece);
            told(sink.bytes);
          }
        }),
    },
    buildId,
  ),
);

/** A message a chunk would be thousands. */
function everyMegabyte(progress: (bytes: number) => void): (bytes: number) => void {
  let told = -1;
  return (bytes) => {
    if (Math.floor(bytes / 1e6) === told) return;
    told = Math.floor(bytes / 1e6);
    progress(bytes);
  };
}
