// Addresses of pictures, in what a person typed or pasted.

/** Every http(s) address in a text, once, in its order. `<img src>` of pasted HTML counts too. */
export function addressesIn(text: string): string[] {
  const inImages = [...text.matchAll(/<img\b[^>]*?\ssrc\s*=\s*(?:"([^"]*)"|'([^']*)')/gi)].map(([, double, single]) =>
    (double ?? single ?? '').replaceAll('&amp;', '&'),
  );
  const words = inImages.length > 0 ? inImages : text.split(/[\s<>"',]+(?=https?:)|\s+/i);
  return [...new Set(words.flatMap((word) => toAddress(word) ?? []))];
}

/** @returns the address without its fragment, user and password; undefined for what is no http(s) address. */
export function toAddress(text: string): string | undefined {
  const url = URL.parse(text.replace(/^[<("']+|[>)"',;.]+$/g, ''));
  if (!url || !/^https?:$/.test(url.protocol)) return;
  url.hash = url.username = url.password = '';
  return url.href;
}

export const originOf = (address: string): string => new URL(address).origin;
