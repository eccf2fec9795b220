// A TIFF's directories of fields: the frame of TIFF and BigTIFF files, of most raw files, and of EXIF wherever it lies.

export interface Field {
  readonly tag: number;
  readonly type: number;
  readonly count: number;
  /** The values, as the file has them. */
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export interface Directory {
  readonly fields: ReadonlyMap<number, Field>;
  /** Every value of the field, fractions divided; empty where it is absent or of no numbers. */
  numbers(tag: number): number[];
  /** Its first value. */
  number(tag: number): number | undefined;
  /** Trimmed, up to the first zero; empty where it is absent. */
  text(tag: number): string;
  bytes(tag: number): Uint8Array<ArrayBuffer> | undefined;
}

export interface DirectoryFile {
  readonly littleEndian: boolean;
  /** 42; 43 of BigTIFF; others of Olympus and Panasonic. */
  readonly magic: number;
  /** The chain that begins in the header, at most `limit` long. */
  chain(limit?: number): Directory[];
  /** Undefined where none can lie there. */
  at(offset: number): Directory | undefined;
  /** Directories that a field of another points to. */
  below(parent: Directory, tag: number): Directory[];
}

/** `RO` and `RS` begin Olympus's raw files, `U\0` Panasonic's. */
const magics = new Set([42, 43, 0x4f52, 0x5352, 0x55]);
/** More than any writer makes; a damaged count would have us read megabytes of noise as fields. */
const mostFields = 4096;
const bytesPerValue: Readonly<Record<number, number>> = {
  1: 1,
  2: 1,
  3: 2,
  4: 4,
  5: 8,
  6: 1,
  7: 1,
  8: 2,
  9: 4,
  10: 8,
  11: 4,
  12: 8,
  13: 4,
  16: 8,
  17: 8,
  18: 8,
};

/** @param bytes begin with the header, which offsets count from. @returns undefined where there is no such header. */
export function openDirectories(bytes: Uint8Array<ArrayBuffer>): DirectoryFile | undefined {
  if (bytes.length < 16) return;
  const order = String.fromCharCode(bytes[0] ?? 0, bytes[1] ?? 0);
  if (order !== 'II' && order !== 'MM') return;
  const littleEndian = order === 'II';
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const magic = view.getUint16(2, littleEndian);
  if (!magics.has(magic)) return;
  const big = magic === 43;
  const first = big ? Number(view.getBigUint64(8, littleEndian)) : view.getUint32(4, littleEndian);

  function read(offset: number): { directory: Directory; next: number } | undefined {
    const entryBytes = big ? 20 : 12;
    const head = big ? 8 : 2;
    if (offset < 8 || offset + head > bytes.length) return;
    const count = big ? Number(view.getBigUint64(offset, littleEndian)) : view.getUint16(offset, littleEndian);
    if (count === 0 || count > mostFields) return;
    const fields = new Map<number, Field>();
    for (let i = 0; i < count; i++) {
      const at = offset + head + i * entryBytes;
      if (at + entryBytes > bytes.length) break;
      const field = readField(at);
      if (field) fields.set(field.tag, field);
    }
    const nextAt = offset + head + count * entryBytes;
    const readable = nextAt + (big ? 8 : 4) <= bytes.length;
    const next = !readable ? 0 : big ? Number(view.getBigUint64(nextAt, littleEndian)) : view.getUint32(nextAt, littleEndian);
    return { directory: makeDirectory(fields, littleEndian), next };
  }

  function readField(at: number): Field | undefined {
    const [tag, type] = [view.getUint16(at, littleEndian), view.getUint16(at + 2, littleEndian)];
    const count = big ? Number(view.getBigUint64(at + 4, littleEndian)) : view.getUint32(at + 4, littleEndian);
    const length = count * (bytesPerValue[type] ?? Number.NaN);
    const valueAt = at + (big ? 12 : 8);
    const from =
      length <= (big ? 8 : 4) ? valueAt : big ? Number(view.getBigUint64(valueAt, littleEndian)) : view.getUint32(valueAt, littleEndian);
    return from + length <= bytes.length ? { tag, type, count, bytes: bytes.subarray(from, from + length) } : undefined; // NaN too.
  }

  return {
    littleEndian,
    magic,
    at: (offset) => read(offset)?.directory,
    below: (parent, tag) => parent.numbers(tag).flatMap((offset) => read(offset)?.directory ?? []),
    chain(limit = 16) {
      const [found, seen] = [new Array<Directory>(), new Set<number>()];
      for (let offset = first; offset !== 0 && !seen.has(offset) && found.length < limit; ) {
        seen.add(offset); // A chain that ends in itself ends.
        const here = read(offset);
        if (!here) break;
        found.push(here.directory);
        offset = here.next;
      }
      return found;
    },
  };
}

function makeDirectory(fields: ReadonlyMap<number, Field>, littleEndian: boolean): Directory {
  const bytes = (tag: number) => fields.get(tag)?.bytes;
  const numbers = (tag: number) => {
    const field = fields.get(tag);
    return field ? numbersOf(field, littleEndian) : [];
  };
  return {
    fields,
    bytes,
    numbers,
    number: (tag) => numbers(tag)[0],
    text: (tag) =>
      String.fromCharCode(...(bytes(tag)?.subarray(0, 1024) ?? []))
        .replace(/\0.*$/s, '')
        .trim(),
  };
}

function numbersOf({ type, count, bytes }: Field, littleEndian: boolean): number[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const each = bytesPerValue[type] ?? 1;
  const read = readerOf(view, type, littleEndian);
  return read ? Array.from({ length: count }, (_, i) => read(i * each)) : [];
}

function readerOf(view: DataView, type: number, little: boolean): ((at: number) => number) | undefined {
  switch (type) {
    case 1:
    case 7:
      return (at) => view.getUint8(at);
    case 3:
      return (at) => view.getUint16(at, little);
    case 4:
    case 13:
      return (at) => view.getUint32(at, little);
    case 5:
      return (at) => view.getUint32(at, little) / view.getUint32(at + 4, little);
    case 6:
      return (at) => view.getInt8(at);
    case 8:
      return (at) => view.getInt16(at, little);
    case 9:
      return (at) => view.getInt32(at, little);
    case 10:
      return (at) => view.getInt32(at, little) / view.getInt32(at + 4, little);
    case 11:
      return (at) => view.getFloat32(at, little);
    case 12:
      return (at) => view.getFloat64(at, little);
    case 16:
    case 18:
      return (at) => Number(view.getBigUint64(at, little));
    case 17:
      return (at) => Number(view.getBigInt64(at, little));
    default:
      return;
  }
}
