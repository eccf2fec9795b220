// What a photo says of itself and what its sidecars say of it, as one.

import type { Metadata } from '../../shared/domain/photo.ts';

export interface Said {
  readonly takeout?: Metadata | undefined;
  readonly xmp?: Metadata | undefined;
}

/** The shutter's own date and place are believed first, and a date from a sidecar before one from a name. What a person wrote is believed
 * where it was written last: in the XMP file, then in the photo, then in the export.
 * @param own may have come from sidecars itself, where these come later: then an export takes nothing from it. */
export function mergeMetadata(own: Metadata, { takeout = {}, xmp = {} }: Said): Metadata {
  const { takenAt: _at, takenFrom: _from, ...rest } = own;
  const caption = xmp.caption ?? own.caption ?? takeout.caption;
  const gps = own.gps ?? xmp.gps ?? takeout.gps;
  const { rating, title, keywords, author, licence } = { ...pick(own), ...pick(xmp) };
  const [people, albums] = [together(own.people, takeout.people), together(own.albums, takeout.albums)];
  const favourite = own.favourite || takeout.favourite;
  return {
    ...rest,
    ...taken(own, xmp, takeout),
    ...(gps && { gps }),
    ...(caption !== undefined && { caption }),
    ...(rating !== undefined && { rating }),
    ...(title !== undefined && { title }),
    ...(keywords && { keywords }),
    ...(author !== undefined && { author }),
    ...(licence !== undefined && { licence }),
    ...(people && { people }),
    ...(albums && { albums }),
    ...(favourite !== undefined && { favourite }),
  };
}

function taken(own: Metadata, xmp: Metadata, takeout: Metadata): Pick<Metadata, 'takenAt' | 'takenFrom'> {
  const told = own.takenFrom === 'sidecar' ? undefined : takeout.takenAt;
  const takenAt = own.takenFrom === 'exif' ? undefined : (xmp.takenAt ?? told);
  if (takenAt !== undefined) return { takenAt, takenFrom: 'sidecar' };
  return { ...(own.takenAt !== undefined && { takenAt: own.takenAt }), ...(own.takenFrom && { takenFrom: own.takenFrom }) };
}

/** Without fields that are there and undefined, which would hide what the other says. */
const pick = (metadata: Metadata): Pick<Metadata, 'rating' | 'title' | 'keywords' | 'author' | 'licence'> =>
  Object.fromEntries(Object.entries(metadata).filter(([, value]) => value !== undefined));

/** Each once. @returns undefined where there is none. */
function together(a: readonly string[] = [], b: readonly string[] = []): readonly string[] | undefined {
  const all = new Set([...a, ...b]);
  return all.size === 0 ? undefined : [...all];
}
