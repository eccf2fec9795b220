// The names in an archive: bytes → text, and text → a path that leads nowhere but into the archive.

/** What DOS wrote for the bytes from 128. */
const dosLetters =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0';
const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Many tools write UTF-8 without saying so; what is none is taken for DOS's letters. @param saysUtf8 then broken bytes are replaced. */
export function decodeName(bytes: Uint8Array, saysUtf8: boolean): string {
  try {
    return utf8.decode(bytes);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    if (saysUtf8) return new TextDecoder().decode(bytes);
    return Array.from(bytes, (byte) => (byte < 128 ? String.fromCharCode(byte) : (dosLetters[byte - 128] ?? ''))).join('');
  }
}

/** `..\..\C:/x.jpg` → `x.jpg`: nothing is ever written there, but a path is shown, searched and matched, so it must not pretend. */
export const safePath = (name: string): string =>
  name
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out.
    .replace(/[\u0000-\u001f\u007f\u202a-\u202e\u2066-\u2069]/g, '')
    .split(/[/\\]/)
    .filter((part) => part !== '' && part !== '.' && part !== '..' && !/^[a-z]:$/i.test(part))
    .join('/');
