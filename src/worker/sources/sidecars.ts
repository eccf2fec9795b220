// Which file says something of which photo. By name and folder; the parts of one export count as one folder.
// [Note: Takeout's names] `IMG.jpg` has `IMG.jpg.json` or, since 2024, `IMG.jpg.supplemental-metadata.json`. Before `.json` a name is cut off
// at 46 characters, wherever that is: `….supplemental-me.json`. Of equal names the second photo is `IMG(1).jpg`, and its sidecar
// `IMG.jpg(1).json` or `IMG.jpg.supplemental-metadata(1).json`. An edited copy, `IMG-edited.jpg` in the account's language, has none of its own.
// What an album is called stands in a `metadata.json` in its folder, whose name is in that language too.

const longestBase = 46;
const supplement = '.supplemental-metadata';
const edited =
  /-(?:edited|bearbeitet|modifié|editado|editada|modificato|bewerkt|edytowane|redigerad|redigeret|redigert|muokattu|изменено|edytowany|düzenlendi|upravené|編集済み|已修改|수정됨)$/i;

/** Of an album, in the languages of the accounts that most exports come from. */
const albumName =
  /^(?:metadata|metadaten|métadonnées|metadatos|metadati|metagegevens|metadane|metadados|метаданные|метадані|meta veriler|metaveri|メタデータ|元数据|中繼資料|메타데이터)$/;

/** The sidecars of one photo. */
export interface Beside<S> {
  readonly takeout?: S;
  readonly xmp?: S;
  readonly album?: S;
}

export interface Sidecars<S> {
  of(path: string): Beside<S>;
}

/** @param files anything that may be a sidecar; `path` is below its archive, if it is in one. The first of a name counts. */
export function createSidecars<S>(files: Iterable<{ readonly path: string; readonly source: S }>): Sidecars<S> {
  const takeout = new Map<string, S>();
  const xmp = new Map<string, S>();
  const albums = new Map<string, S>();
  for (const { path, source } of files) {
    const { folder, name } = split(path);
    const match = /^(.*?)(?:\((\d+)\))?\.json$/.exec(name);
    if (match && albumName.test(match[1] ?? '') && !albums.has(folder)) albums.set(folder, source);
    const [known, key] = match ? [takeout, keyOf(folder, match[1] ?? '', match[2])] : [xmp, keyOf(folder, name)];
    if (!known.has(key)) known.set(key, source);
  }
  const find = (known: ReadonlyMap<string, S>, keys: Iterable<string>): S | undefined => {
    for (const key of keys) {
      const found = known.get(key);
      if (found !== undefined) return found;
    }
  };
  return {
    of(path) {
      const { folder, name } = split(path);
      const json = takeout.size > 0 ? find(takeout, takeoutKeys(folder, name)) : undefined;
      const xml = xmp.size > 0 ? find(xmp, [keyOf(folder, `${name}.xmp`), keyOf(folder, `${stemOf(name)}.xmp`)]) : undefined;
      const album = albums.get(folder);
      return {
        ...(json !== undefined && { takeout: json }),
        ...(xml !== undefined && { xmp: xml }),
        ...(album !== undefined && { album }),
      };
    },
  };
}

export const isSidecarName = (name: string): boolean => /\.(?:json|xmp)$/i.test(name);

/** Separated by what no name holds. */
const keyOf = (folder: string, base: string, counter = ''): string => `${folder}\0${base}\0${counter}`;

/** In lower case and composed: exports are unpacked by many tools. Where there is a folder `Takeout`, what lies above it is only how it was unpacked. */
function split(path: string): { folder: string; name: string } {
  const end = path.lastIndexOf('/');
  const folder = path.slice(0, Math.max(0, end)).normalize().toLowerCase();
  const root = /(?:^|\/)takeout(?:\/|$)/.exec(folder);
  return {
    folder: root ? folder.slice(root.index).replace(/^\//, '') : folder,
    name: path
      .slice(end + 1)
      .normalize()
      .toLowerCase(),
  };
}

const stemOf = (name: string): string => name.replace(/\.[^.]*$/, '');

/** The likeliest first: the whole name, the name without its counter, and the same of the photo that this one is an edit of. */
function* takeoutKeys(folder: string, name: string): Generator<string> {
  const extension = name.slice(stemOf(name).length);
  const counted = /^(.*)\((\d+)\)$/.exec(stemOf(name));
  const [stem, counter] = [counted?.[1] ?? stemOf(name), counted?.[2]];
  yield* basesOf(name).map((base) => keyOf(folder, base));
  if (counter !== undefined) yield* basesOf(stem + extension).map((base) => keyOf(folder, base, counter));
  const original = stem.replace(edited, '');
  if (original !== stem) yield* basesOf(original + extension).map((base) => keyOf(folder, base, counter));
}

/** `IMG.jpg`, `IMG.jpg.supplemental-metadata` and each way of cutting it off, and `IMG`. */
function basesOf(name: string): string[] {
  const full = name + supplement;
  const cut = full.slice(0, longestBase);
  const cuts = Array.from({ length: Math.max(0, Math.min(supplement.length, full.length) - 1) }, (_, n) =>
    full.slice(0, full.length - 1 - n),
  );
  return [...new Set([name, full, cut, ...cuts.filter((base) => base.length > name.length), stemOf(name)])];
}
