// One member of an archive → a file. What is stored is a slice of the archive, of which no copy is made; what is deflated is inflated as a stream
// into a Blob, which the browser puts on disk where it is large. So the JavaScript heap never holds more than a chunk of it. Both are read once
// to their ends, for the checksum.

import { AppError, isAbort, reasonOf } from '../domain/app-error.ts';
import { updateCrc32 } from './crc32.ts';
import type { Member } from './directory.ts';

/** No photo is larger; a "bomb" is. */
export const largestMemberBytes = 512 * 1024 * 1024;
const localHeaderBytes = 30;
const localSignature = 0x04034b50;
const [stored, deflated] = [0, 8];
/** What deflate can make of a byte is 1,032 bytes at most: an archive that says more lies. */
const largestRatio = 1_032;

/** @param path of the member with its archive, for who reads of a failure. @param largestBytes of it, packed or not.
 * @throws {AppError} `encrypted-file`, `unsupported-archive`, `file-too-large`, `damaged-file`, `unreadable-file`; AbortError. */
export async function openMember(
  archive: Blob,
  member: Member,
  path: string,
  signal: AbortSignal,
  largestBytes = largestMemberBytes,
): Promise<File> {
  signal.throwIfAborted();
  const data = await findMember(archive, member, path, largestBytes);
  const content = await unpack(data, member, path, signal);
  return new File([content], path.slice(path.lastIndexOf('/') + 1), { lastModified: member.modifiedAt });
}

/** Where it lies, as it lies there: packed or not, and no checksum looked at. Nothing is read but its header. @throws as `openMember`. */
export async function findMember(archive: Blob, member: Member, path: string, largestBytes = largestMemberBytes): Promise<Blob> {
  const { size, packedSize, method, encrypted, offset } = member;
  if (member.overlaps) throw new AppError('damaged-file', { subject: path, reason: 'another member of the archive shares its data' });
  if (encrypted) throw new AppError('encrypted-file', { subject: path });
  if (method !== stored && method !== deflated)
    throw new AppError('unsupported-archive', { subject: path, reason: `packed by method ${method}` });
  if (Math.max(size, packedSize) > largestBytes)
    throw new AppError('file-too-large', { subject: path, reason: `${Math.max(size, packedSize)} bytes` });
  const isPossible = method === stored ? size === packedSize : size <= largestRatio * packedSize;
  if (!isPossible) throw new AppError('damaged-file', { subject: path, reason: `${size} bytes cannot be packed in ${packedSize}` });
  const start = await findData(archive, offset, path);
  if (start + packedSize > archive.size)
    throw new AppError('damaged-file', { subject: path, reason: 'its data lies behind the archive’s end' });
  return archive.slice(start, start + packedSize);
}

/** The local header has a name and extra fields of its own lengths. */
async function findData(archive: Blob, offset: number, path: string): Promise<number> {
  const bytes = await archive
    .slice(offset, offset + localHeaderBytes)
    .arrayBuffer()
    .catch((cause: unknown) => {
      throw new AppError('unreadable-file', { subject: path, reason: reasonOf(cause), cause });
    });
  const header = new DataView(bytes);
  if (bytes.byteLength < localHeaderBytes || header.getUint32(0, true) !== localSignature)
    throw new AppError('damaged-file', { subject: path, reason: 'there is nothing at its place in the archive' });
  return offset + localHeaderBytes + header.getUint16(26, true) + header.getUint16(28, true);
}

async function unpack(data: Blob, { method, size, crc32 }: Member, path: string, signal: AbortSignal): Promise<Blob> {
  const wrong = (reason: string) => new AppError('damaged-file', { subject: path, reason });
  let [bytes, crc] = [0, 0];
  let failure: AppError | undefined;
  const checked = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform(chunk, controller) {
      bytes += chunk.length;
      crc = updateCrc32(crc, chunk);
      if (bytes <= size) return method === stored ? undefined : controller.enqueue(chunk);
      failure = wrong('it is larger than the archive says');
      throw failure;
    },
  });
  try {
    const packed = data.stream();
    const stream = method === stored ? packed : packed.pipeThrough(new DecompressionStream('deflate-raw'), { signal });
    const unpacked = await new Response(stream.pipeThrough(checked, { signal })).blob();
    if (bytes !== size || crc !== crc32) throw wrong('its checksum is another');
    return method === stored ? data : unpacked;
  } catch (error) {
    signal.throwIfAborted();
    if (isAbort(error) || error instanceof AppError) throw error;
    // A DOMException is the disk's, a TypeError the decompressor's; and a failed stream reaches a Response as a TypeError of its own.
    if (error instanceof DOMException) throw new AppError('unreadable-file', { subject: path, reason: reasonOf(error), cause: error });
    throw failure ?? wrong(reasonOf(error));
  }
}
