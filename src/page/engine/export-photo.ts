// Ways for a photo to leave the page by the person's hand: into a file, onto the clipboard.

import { AppError, reasonOf } from '../../shared/domain/app-error.ts';

/** Saves through the browser's own download. */
export function saveFile(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000); // Revoked at once, a slow download finds nothing.
}

async function toPng(picture: Blob): Promise<Blob> {
  const bitmap = await createImageBitmap(picture);
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0);
  bitmap.close();
  return canvas.convertToBlob({ type: 'image/png' });
}

/** Browsers take PNG onto the clipboard and little else. The picture may still be on its way: the permission is tied to the click.
 * @throws {AppError} `internal` where the browser refuses. */
export async function copyPicture(picture: Promise<Blob>): Promise<void> {
  try {
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': picture.then(toPng) })]);
  } catch (cause) {
    throw new AppError('internal', { reason: `clipboard: ${reasonOf(cause)}`, cause });
  }
}
