// What was dropped, pasted or picked → files with their paths. Folders are walked; their handles are kept where the browser gives them.

import { AppError, reasonOf } from '../../shared/domain/app-error.ts';
import type { SourceFile } from '../../shared/protocol/library.ts';

export interface Dropped {
  readonly files: SourceFile[];
  readonly folders: FileSystemDirectoryHandle[];
  /** What could not be read, one error a file or folder. */
  readonly unreadable: AppError[];
}

const loose = (file: File): SourceFile => ({ file, path: file.name });
const unreadable = (path: string, cause: unknown) => new AppError('unreadable-file', { subject: path, reason: reasonOf(cause), cause });

async function walkHandle(handle: FileSystemHandle, path: string, found: Dropped): Promise<void> {
  try {
    if (handle.kind === 'file') {
      const file = await (handle as FileSystemFileHandle).getFile(); // Its kind says so; the library's types do not tie the two.
      found.files.push({ file, path });
      return;
    }
    const folder = handle as FileSystemDirectoryHandle; // As above.
    for await (const child of folder.values()) await walkHandle(child, `${path}/${child.name}`, found);
  } catch (cause) {
    found.unreadable.push(unreadable(path, cause));
  }
}

async function walkEntry(entry: FileSystemEntry, path: string, found: Dropped): Promise<void> {
  try {
    if (entry.isFile) {
      const file = await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject)); // As above.
      found.files.push({ file, path });
      return;
    }
    const reader = (entry as FileSystemDirectoryEntry).createReader(); // As above.
    for (;;) {
      // At most 100 entries a call; an empty answer is the end.
      const children = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
      if (children.length === 0) return;
      for (const child of children) await walkEntry(child, `${path}/${child.name}`, found);
    }
  } catch (cause) {
    found.unreadable.push(unreadable(path, cause));
  }
}

/** Call it synchronously in the event's handler: the data is gone when it returns.
 * @returns all files below what was dropped; in the order of the drop, folders depth first. */
export function filesOfDrop(data: DataTransfer): Promise<Dropped> {
  const items = [...data.items]
    .filter(({ kind }) => kind === 'file')
    .map((item) => ({
      // A drop made by a script has no handle, and some browsers have none at all: then the entry, then the file.
      handle: item.getAsFileSystemHandle?.().catch(() => null) ?? Promise.resolve(null),
      entry: item.webkitGetAsEntry?.() ?? null,
      file: item.getAsFile(),
    }));
  return (async () => {
    const found: Dropped = { files: [], folders: [], unreadable: [] };
    for (const item of items) {
      const handle = await item.handle;
      if (handle?.kind === 'directory') found.folders.push(handle as FileSystemDirectoryHandle); // Its kind says so.
      if (handle?.kind === 'directory') await walkHandle(handle, handle.name, found);
      else if (item.entry?.isDirectory) await walkEntry(item.entry, item.entry.name, found);
      else if (item.file) found.files.push(loose(item.file));
    }
    return found;
  })();
}

/** The files of an input, and empties it, so that the same files can be picked again. A folder input gives paths. */
export function filesOfInput(input: HTMLInputElement): SourceFile[] {
  const files = [...(input.files ?? [])].map((file) => ({ file, path: file.webkitRelativePath || file.name }));
  input.value = '';
  return files;
}

/** Pictures whose bytes stand in pasted HTML itself, as mail programs write them. Named as the clipboard names a bitmap. */
export function picturesInHtml(html: string): SourceFile[] {
  // No repeated groups in it: over megabytes they overflow the stack.
  const found = html.matchAll(/<img\b[^>]*?\ssrc\s*=\s*["']data:(image\/(?!svg)[\w.+-]+);base64,([^"']+)["']/gi);
  return [...found].flatMap(([, type = '', base64 = ''], n) => {
    const bytes = bytesOf(base64);
    return bytes ? [loose(new File([bytes], n === 0 ? 'image.png' : `image-${n + 1}.png`, { type }))] : [];
  });
}

/** @returns undefined for what is no base64. */
function bytesOf(base64: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  } catch (error) {
    if (error instanceof DOMException) return;
    throw error;
  }
}

/** The clipboard calls every bitmap `image.png`. @returns it as `Pasted 2026-11-21 13.40.05.png`, by the clock here; any other file as it is. */
export function nameBitmap(source: SourceFile, now: Date): SourceFile {
  const { file, path } = source;
  if (path !== 'image.png') return source;
  const two = (value: number) => String(value).padStart(2, '0');
  const day = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map(two).join('-');
  const name = `Pasted ${day} ${[now.getHours(), now.getMinutes(), now.getSeconds()].map(two).join('.')}.png`;
  return { file: new File([file], name, { type: file.type, lastModified: file.lastModified }), path: name };
}

/** By type, or by name where the browser knows no type: HEIC has none in Chromium. */
const looksLikePicture = ({ type, name }: File): boolean =>
  type.startsWith('image/') || (type === '' && /\.(heic|heif|avif|jxl|tiff?|dng)$/i.test(name));

/** Pictures that are dropped or pasted as examples of what is looked for. Folders are not walked: they are none.
 * Call it synchronously in the event's handler.
 * @returns whether there were files at all, the pictures among them, and the names of the others. */
export function pictureFilesOf(data: DataTransfer): { found: boolean; files: File[]; others: string[] } {
  const items = [...data.items].filter(({ kind }) => kind === 'file');
  const files = items.flatMap((item) => item.getAsFile() ?? []);
  return {
    found: items.length > 0,
    files: files.filter(looksLikePicture),
    others: files.filter((file) => !looksLikePicture(file)).map(({ name }) => name),
  };
}
