// Ranges of compound keys.

/** Every key that begins with `prefix` and goes on: an array sorts after any string or number, so `[]` stands for "the last". */
export const within = (...prefix: string[]): IDBKeyRange => IDBKeyRange.bound(prefix, [...prefix, []]);
