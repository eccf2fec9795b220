// A picture's size from its header: nothing is decoded.

import { imageSize } from 'image-size';

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** As stored: EXIF's orientation and HEIC's `irot` are not applied. Undefined where the header does not say.
 * Wants the whole file: a JPEG's frame header stands after its metadata, which can be megabytes, and a TIFF's directory may come last. */
export function readSize(bytes: Uint8Array): Size | undefined {
  // The head alone first: image-size copies what it is given as it goes, a millisecond for 4 MB.
  return measure(bytes.subarray(0, headBytes)) ?? (bytes.length > headBytes ? measure(bytes) : undefined);
}

const headBytes = 64 << 10;

function measure(bytes: Uint8Array): Size | undefined {
  try {
    const { width, height } = imageSize(bytes);
    return width > 0 && height > 0 ? { width, height } : undefined;
  } catch {
    return; // Not enough, or not sound: the decoder says what is wrong with the file, if anything is.
  }
}
