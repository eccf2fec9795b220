// What counts as an address.

import { expect, test } from 'vitest';
import { addressesIn } from './addresses.ts';

test.each([
  ['https://a.example/1.jpg', ['https://a.example/1.jpg']],
  ['https://a.example/1.jpg\nhttp://b.example/2.png  https://a.example/1.jpg', ['https://a.example/1.jpg', 'http://b.example/2.png']],
  ['https://a.example/1.jpg,https://b.example/2,3.jpg', ['https://a.example/1.jpg', 'https://b.example/2,3.jpg']],
  ['see <https://a.example/1.jpg>.', ['https://a.example/1.jpg']],
  ['<meta charset="utf-8"><img alt="" src="https://a.example/1.jpg?w=1&amp;h=2">', ['https://a.example/1.jpg?w=1&h=2']],
  ["<IMG class=x src='https://a.example/1.jpg'><p>https://a.example/page", ['https://a.example/1.jpg']],
  ['https://me:secret@a.example/1.jpg#top', ['https://a.example/1.jpg']],
  ['javascript:alert(1) data:image/png;base64,AAAA ftp://a/b blob:https://a.example/1 a dog on the beach', []],
  ['', []],
])('%s', (text, addresses) => expect(addressesIn(text)).toEqual(addresses));
