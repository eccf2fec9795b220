// Where a large file is to be saved. Where the browser has no picker, it is written to private storage and downloaded from there.

/** Call it in the handler of a click. @returns `nowhere` where the person thought better of it; undefined where there is no picker. */
export async function pickSaveFile(name: string): Promise<FileSystemFileHandle | 'nowhere' | undefined> {
  if (typeof showSaveFilePicker !== 'function') return undefined;
  try {
    return await showSaveFilePicker({ suggestedName: name, types: [{ accept: { 'application/zip': ['.zip'] } }] });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') return 'nowhere';
    throw error;
  }
}
