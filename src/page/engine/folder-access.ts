// What only a page may ask a person about folders: which one, and whether it may be read again.

import { AppError, reasonOf } from '../../shared/domain/app-error.ts';

/** Whether the browser has a picker that gives handles. */
export const canPickFolder = (): boolean => typeof showDirectoryPicker === 'function';

/** Call it in the handler of a click. @returns undefined where the person thought better of it. @throws {AppError} `permission-needed`. */
export async function pickFolder(): Promise<FileSystemDirectoryHandle | undefined> {
  try {
    return await showDirectoryPicker({ id: 'photos', mode: 'read', startIn: 'pictures' });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') return; // Also where they said no to the browser's question.
    throw new AppError('permission-needed', { reason: reasonOf(error), cause: error });
  }
}

/** Call it in the handler of a click. Where it may be read already, nobody is asked. @throws {AppError} `permission-needed`. */
export async function askAccess(handle: FileSystemDirectoryHandle): Promise<void> {
  const needed = (reason: string, cause?: unknown) => new AppError('permission-needed', { subject: handle.name, reason, cause });
  let answer: PermissionState;
  try {
    answer = await handle.requestPermission({ mode: 'read' });
  } catch (cause) {
    throw needed(reasonOf(cause), cause); // Without a click of late, it may not even ask.
  }
  if (answer !== 'granted') throw needed('the person did not allow it');
}
