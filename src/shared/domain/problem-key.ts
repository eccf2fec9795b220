// What names the problem of a file that is no photo yet. A place of a folder holds one file; loose files have no place, and two of the
// same name are told apart by size and time.

interface Place {
  /** Id of the kept folder it was found in. */
  readonly folder?: string;
  readonly path: string;
  readonly size: number;
  readonly modifiedAt: number;
}

/** Sorts behind everything that a key of the same path can go on with. */
const last = '\uffff';

/** Begins with the path, so that all problems of a path lie together. */
export function problemKey({ folder = '', path, size, modifiedAt }: Place): string {
  const isLoose = folder === '' && !path.includes('/');
  return [path, folder, ...(isLoose ? [size, modifiedAt] : [])].join('\0');
}

/** The first and the last key that a problem of `path` can have. Before version 3 the path alone was the key. */
export const problemKeysOf = (path: string): readonly [first: string, last: string] => [path, `${path}\0${last}`];
