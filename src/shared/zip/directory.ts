// A ZIP archive's directory → its members: where each lies, how it is packed. Reads the archive's end alone, however large it is.
// After APPNOTE.TXT 6.3.10 (pkware), with ZIP64. Own, because of memory: a general reader keeps some 5 KB a member, this one about 0.2.

import { AppError, reasonOf } from '../domain/app-error.ts';
import { decodeName, safePath } from './member-name.ts';

export interface Member {
  /** Below the archive, `/` between its parts; never leads out of it. */
  readonly path: string;
  /** What stands in the directory is not this path: it leads out of the archive, or pretends to be another. */
  readonly disguised?: true;
  /** Unpacked, in bytes, as the directory says. */
  readonly size: number;
  readonly packedSize: number;
  /** 0 stored, 8 deflated; others are not read here. */
  readonly method: number;
  readonly encrypted: boolean;
  readonly crc32: number;
  /** Of its local header in the archive's file. */
  readonly offset: number;
  /** Ms since 1970; 0 where unknown. */
  readonly modifiedAt: number;
  /** Its data is another member's too: so a small archive claims to be a huge one. */
  readonly overlaps?: true;
}

const signature = { member: 0x02014b50, end: 0x06054b50, end64: 0x06064b50, locator64: 0x07064b50 };
const endBytes = 22;
const longestComment = 0xffff;
/** More than any export has; a directory that claims more is broken. */
const largestDirectory = 1 << 30;
const unknown32 = 0xffffffff;

/** Where the directory lies. */
interface Place {
  readonly at: number;
  readonly bytes: number;
  /** How far everything lies behind where the directory says: something stands before the archive. */
  readonly shift: number;
}

/** @returns every member that is no folder, in the directory's order.
 * @throws {AppError} `damaged-archive`: no ZIP, cut short, or its directory is broken; `unreadable-file`. */
export async function readDirectory(file: Blob, name: string): Promise<Member[]> {
  const damaged = (reason: string) => new AppError('damaged-archive', { subject: name, reason });
  const read = async (at: number, bytes: number): Promise<DataView<ArrayBuffer>> => {
    if (at < 0 || at + bytes > file.size) throw damaged('it points behind its own end');
    try {
      return new DataView(await file.slice(at, at + bytes).arrayBuffer());
    } catch (cause) {
      throw new AppError('unreadable-file', { subject: name, reason: reasonOf(cause), cause });
    }
  };

  async function findDirectory(): Promise<Place> {
    const tailAt = Math.max(0, file.size - endBytes - longestComment);
    const tail = await read(tailAt, file.size - tailAt);
    for (let at = tail.byteLength - endBytes; at >= 0; at--) {
      if (tail.getUint32(at, true) !== signature.end) continue;
      if (at + endBytes + tail.getUint16(at + 20, true) > tail.byteLength) continue; // Its comment would not fit: a chance.
      const endAt = tailAt + at;
      const [bytes, start] = [tail.getUint32(at + 12, true), tail.getUint32(at + 16, true)];
      const needs64 = bytes === unknown32 || start === unknown32 || tail.getUint16(at + 10, true) === 0xffff;
      const large = needs64 ? await findDirectory64(endAt) : undefined;
      return large ?? { at: endAt - bytes, bytes, shift: endAt - bytes - start };
    }
    throw damaged('it is no ZIP archive, or its end is missing');
  }

  /** @returns undefined where there is none: an archive of just so many members needs none. */
  async function findDirectory64(endAt: number): Promise<Place | undefined> {
    if (endAt < 20) return;
    const locator = await read(endAt - 20, 20);
    if (locator.getUint32(0, true) !== signature.locator64) return;
    const said = Number(locator.getBigUint64(8, true));
    // Something before the archive moves it: then it stands right before its locator, 56 bytes long as everybody writes it.
    for (const at of [said, endAt - 20 - 56]) {
      if (at < 0 || at + 56 > endAt) continue;
      const end = await read(at, 56);
      if (end.getUint32(0, true) !== signature.end64) continue;
      const [bytes, start] = [Number(end.getBigUint64(40, true)), Number(end.getBigUint64(48, true))];
      return { at: at - bytes, bytes, shift: at - bytes - start };
    }
    throw damaged('the directory of a large archive is not where it says');
  }

  const { at, bytes, shift } = await findDirectory();
  if (shift < 0 || bytes > largestDirectory) throw damaged('its directory is not where it says: it was cut short');
  return markOverlaps([...membersIn(await read(at, bytes), shift, damaged)]);
}

function markOverlaps(members: readonly Member[]): Member[] {
  const overlapping = new Set<Member>();
  let end = 0;
  let last: Member | undefined;
  for (const member of [...members].sort((a, b) => a.offset - b.offset)) {
    if (last && member.offset < end) overlapping.add(member).add(last);
    last = member;
    end = Math.max(end, member.offset + member.packedSize);
  }
  return members.map((member) => (overlapping.has(member) ? { ...member, overlaps: true } : member));
}

function* membersIn(view: DataView<ArrayBuffer>, shift: number, damaged: (reason: string) => AppError): Generator<Member> {
  const bytes = new Uint8Array(view.buffer);
  for (let at = 0; at < view.byteLength; ) {
    if (at + 46 > view.byteLength || view.getUint32(at, true) !== signature.member) throw damaged('its directory is broken');
    const flags = view.getUint16(at + 8, true);
    const [nameBytes, extraBytes] = [view.getUint16(at + 28, true), view.getUint16(at + 30, true)];
    const [nameAt, extraAt] = [at + 46, at + 46 + nameBytes];
    const next = extraAt + extraBytes + view.getUint16(at + 32, true);
    if (next > view.byteLength) throw damaged('its directory is cut short');
    const name = decodeName(bytes.subarray(nameAt, extraAt), (flags & 0x800) !== 0);
    const extra = readExtra(view, extraAt, extraAt + extraBytes, at);
    const path = safePath(name);
    if (path !== '' && !/[/\\]$/.test(name))
      yield {
        path,
        ...(path !== name && { disguised: true as const }),
        ...extra,
        method: view.getUint16(at + 10, true),
        encrypted: (flags & 1) !== 0,
        crc32: view.getUint32(at + 16, true),
        offset: extra.offset + shift,
      };
    at = next;
  }
}

type Extra = Pick<Member, 'size' | 'packedSize' | 'offset' | 'modifiedAt'>;

/** The sizes and the offset where 32 bits are too few, and the time in UTC where it is given. @param at of the directory's entry. */
function readExtra(view: DataView, start: number, end: number, at: number): Extra {
  let packedSize = view.getUint32(at + 20, true);
  let size = view.getUint32(at + 24, true);
  let offset = view.getUint32(at + 42, true);
  let modifiedAt = fromDosTime(view.getUint16(at + 14, true), view.getUint16(at + 12, true));
  for (let field = start; field + 4 <= end; ) {
    const id = view.getUint16(field, true);
    const stop = field + 4 + view.getUint16(field + 2, true);
    if (stop > end) break;
    let from = field + 4;
    const next64 = (value: number) => {
      if (value !== unknown32 || from + 8 > stop) return value;
      from += 8;
      return Number(view.getBigUint64(from - 8, true));
    };
    if (id === 0x0001) {
      size = next64(size);
      packedSize = next64(packedSize);
      offset = next64(offset);
    } else if (id === 0x5455 && from + 5 <= stop && (view.getUint8(from) & 1) !== 0) modifiedAt = view.getInt32(from + 1, true) * 1000;
    field = stop;
  }
  return { size, packedSize, offset, modifiedAt };
}

/** Local time to two seconds, as DOS kept it. @returns ms since 1970; 0 for what is no date. */
function fromDosTime(date: number, time: number): number {
  if (date === 0) return 0;
  const ms = new Date(1980 + (date >> 9), ((date >> 5) & 15) - 1, date & 31, time >> 11, (time >> 5) & 63, (time & 31) * 2).getTime();
  return Number.isNaN(ms) ? 0 : ms;
}
