// One spelling of a text for comparing: `Café` is `cafe`.

const ascii = /^\p{ASCII}*$/u;

/** Lower case, full-width letters and ligatures as their plain ones, and without the accents of Latin, Greek and Cyrillic. The marks of
 * other scripts are letters to their readers, and stay. Most names are ASCII, where that is one step of four. */
export const fold = (text: string): string =>
  ascii.test(text)
    ? text.toLowerCase()
    : text
        .normalize('NFKD')
        .replace(/[\u0300-\u036f]+/g, '')
        .normalize('NFC')
        .toLowerCase();

/** The words of a text, folded: runs of letters and digits. `IMG_2031.jpg` has `img`, `2031` and `jpg`. */
export function wordsOf(text: string): readonly string[] {
  const folded = fold(text);
  // The classes of Unicode take four times as long.
  return folded.match(ascii.test(folded) ? /[a-z0-9]+/g : /[\p{L}\p{N}\p{M}]+/gu) ?? [];
}
