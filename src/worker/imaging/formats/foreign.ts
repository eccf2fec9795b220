// Which decoder of our own reads what the browser may not. Each is fetched when the first such file comes.

import type { Decoder } from './decoder.ts';

type Load = () => Promise<{ readonly decode: Decoder }>;

export interface Foreign {
  readonly load: Load;
  /** Whether a browser that says it can is asked first: its decoder is faster, and shares no memory with ours. */
  readonly browserFirst: boolean;
}

const heic: Foreign = { load: () => import('./heic.ts'), browserFirst: true };
const jxl: Foreign = { load: () => import('./jxl.ts'), browserFirst: true };
/** Of a raw file a browser would show the thumbnail, and of some TIFFs nonsense. */
const tiff: Foreign = { load: () => import('./tiff.ts'), browserFirst: false };
const raw: Foreign = { load: () => import('./raw.ts'), browserFirst: false };

/** By media type, as media-type.ts names them. */
const foreign: Readonly<Record<string, Foreign>> = {
  'image/heic': heic,
  'image/heif': heic,
  'image/heic-sequence': heic,
  'image/heif-sequence': heic,
  'image/jxl': jxl,
  'image/tiff': tiff,
  'image/x-adobe-dng': raw,
  'image/x-canon-cr2': raw,
  'image/x-canon-cr3': raw,
  'image/x-fujifilm-raf': raw,
  'image/x-nikon-nef': raw,
  'image/x-olympus-orf': raw,
  'image/x-panasonic-rw2': raw,
  'image/x-pentax-pef': raw,
  'image/x-raw': raw,
  'image/x-sony-arw': raw,
};

export const foreignTo = (type: string): Foreign | undefined => foreign[type];
