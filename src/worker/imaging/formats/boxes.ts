// The boxes that HEIC, AVIF and CR3 files are made of (ISO/IEC 14496-12): each has a length, a name and a content.

export interface Box {
  /** Four characters; of `uuid` boxes the uuid follows in hexadecimal: `uuid:85c0b687…`. */
  readonly name: string;
  readonly content: Uint8Array<ArrayBuffer>;
}

/** The boxes of `bytes`, one after the other. Ends without an error where what follows is no box. */
export function* boxesIn(bytes: Uint8Array<ArrayBuffer>): Generator<Box> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; at + 8 <= bytes.length; ) {
    const stated = view.getUint32(at);
    const name = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    const large = stated === 1 && at + 16 <= bytes.length;
    const length = stated === 0 ? bytes.length - at : large ? Number(view.getBigUint64(at + 8)) : stated;
    const head = (large ? 16 : 8) + (name === 'uuid' ? 16 : 0);
    if (length < head || at + head > bytes.length) return;
    const uuid = name === 'uuid' ? `:${hex(bytes.subarray(at + head - 16, at + head))}` : '';
    yield { name: name + uuid, content: bytes.subarray(at + head, Math.min(bytes.length, at + length)) };
    at += length;
  }
}

/** The contents of all boxes at `path`, from the outermost name to the innermost. A full box's version and flags are passed over. */
export function findBoxes(bytes: Uint8Array<ArrayBuffer>, path: readonly string[]): Uint8Array<ArrayBuffer>[] {
  const [name, ...rest] = path;
  const found = [...boxesIn(bytes)]
    .filter((box) => box.name === name)
    .map(({ content }) => (name === 'meta' ? content.subarray(4) : content));
  return rest.length === 0 ? found : found.flatMap((content) => findBoxes(content, rest));
}

const hex = (bytes: Uint8Array) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
