// A database as plain JSON and back, with its stores as they were: how libraries of earlier versions are kept for tests.

import { type IDBPDatabase, openDB } from 'idb';
import type { Database } from './schema.ts';

interface StoreDump {
  readonly name: string;
  readonly keyPath: string | string[] | null;
  readonly autoIncrement: boolean;
  readonly indexes: readonly { readonly name: string; readonly keyPath: string | string[] }[];
  /** Key and value of each row, an ArrayBuffer as `{ $base64 }`. */
  readonly rows: readonly (readonly [unknown, unknown])[];
}
export interface Dump {
  readonly version: number;
  readonly stores: readonly StoreDump[];
}

/** Reads everything. What JSON cannot carry (folder handles) must not be in it. */
export async function dumpDatabase(db: Database): Promise<Dump> {
  const stores: StoreDump[] = [];
  const tx = db.transaction([...db.objectStoreNames], 'readonly');
  for (const name of db.objectStoreNames) {
    const store = tx.objectStore(name);
    const [keys, values] = [await store.getAllKeys(), await store.getAll()];
    const indexes = [...store.indexNames].map((index: string) => ({ name: index, keyPath: keyPathOf(store.index(index as never)) })); // As never: the name is from the store.
    const rows = keys.map((key, i) => [key, encode(values[i])] as const);
    stores.push({ name, keyPath: store.keyPath === null ? null : keyPathOf(store), autoIncrement: store.autoIncrement, indexes, rows });
  }
  await tx.done;
  return { version: db.version, stores };
}

/** Makes the database `name` as the dump has it, without any of today's migrations. */
export async function restoreDump(name: string, { version, stores }: Dump): Promise<void> {
  const db: IDBPDatabase = await openDB(name, version, {
    upgrade(created) {
      for (const { name, keyPath, autoIncrement, indexes } of stores) {
        const store = created.createObjectStore(name, { ...(keyPath !== null && { keyPath }), autoIncrement });
        for (const index of indexes) store.createIndex(index.name, index.keyPath);
      }
    },
  });
  const tx = db.transaction(
    stores.map((store) => store.name),
    'readwrite',
  );
  for (const { name, keyPath, rows } of stores)
    for (const [key, value] of rows) await tx.objectStore(name).put(decode(value), keyPath === null ? (key as IDBValidKey) : undefined); // As key: `dumpDatabase` wrote it.
  await tx.done;
  db.close();
}

const keyPathOf = ({ keyPath }: { keyPath: string | string[] | null }): string | string[] =>
  typeof keyPath === 'string' ? keyPath : [...(keyPath ?? [])];

function encode(value: unknown): unknown {
  if (value instanceof ArrayBuffer) return { $base64: btoa(String.fromCharCode(...new Uint8Array(value))) };
  if (Array.isArray(value)) return value.map(encode);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, encode(inner)]));
}

function decode(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(decode);
  if (typeof value !== 'object' || value === null) return value;
  if ('$base64' in value && typeof value.$base64 === 'string') return Uint8Array.from(atob(value.$base64), (c) => c.charCodeAt(0)).buffer;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, decode(inner)]));
}
