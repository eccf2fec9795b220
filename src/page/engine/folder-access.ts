// What only a page may ask a person about folders: which one, and whether it may be read again.

/** Whether the browser has a picker that gives handles. */
export const canPickFolder = (): boolean => typeof showDirectoryPicker === 'function';

/** Call it in the handler of a click. @returns undefined where the person thought better of it. */
export async function pickFolder(): Promise<FileSystemDirectoryHandle | undefined> {
  try {
    return await showDirectoryPicker({ id: 'photos', mode: 'read', startIn: 'pictures' });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') return;
    throw error;
  }
}

/** Call it in the handler of a click. @returns whether it may be read now. */
export const askAccess = async (handle: FileSystemDirectoryHandle): Promise<boolean> =>
  (await handle.requestPermission({ mode: 'read' })) === 'granted';
