// XMP files as Lightroom and darktable write them.

import { expect, test } from 'vitest';
import { readXmp } from './xmp-file.ts';

const now = Date.UTC(2026, 0, 1);
const bytes = (text: string) => new TextEncoder().encode(text);
const xmp = (inner: string, attributes = '') => `<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:exif="http://ns.adobe.com/exif/1.0/" ${attributes}>${inner}
</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>`;

test('it gives date, rating, keywords and caption', () => {
  const text = xmp(
    `<dc:description><rdf:Alt><rdf:li xml:lang="x-default">The pier at dusk</rdf:li></rdf:Alt></dc:description>
     <dc:subject><rdf:Bag><rdf:li>pier</rdf:li><rdf:li>dusk</rdf:li></rdf:Bag></dc:subject>`,
    'xmp:Rating="4" exif:DateTimeOriginal="2023-08-14T12:34:56.50+02:00"',
  );
  const { takenAt, ...rest } = readXmp(bytes(text), now);
  expect(takenAt).toMatch(/^2023-08-14T12:34:56.*\+02:00$/);
  expect(rest).toEqual({
    ...{ takenFrom: 'sidecar', rating: 4, caption: 'The pier at dusk', keywords: ['pier', 'dusk'] },
  });
});

test('one of more than 64 KB is read whole', () => {
  const text = xmp(`<dc:source>${'x'.repeat(100_000)}</dc:source>`, 'xmp:Rating="3"');
  expect(readXmp(bytes(text), now).rating).toBe(3);
});

test.each(['', 'no XML', '<a>', '{"json": true}'])('%j says nothing and does no harm', (text) =>
  expect(readXmp(bytes(text), now)).toEqual({}),
);
