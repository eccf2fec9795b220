// Bytes of pictures → the numbers an image tower takes.

import type { TowerSpec } from '../../../shared/protocol/model.ts';

/** What each of the 256 byte values becomes, per channel: (byte / 255 − mean) / std. A look-up is a third of the arithmetic. */
export type ChannelTables = readonly [Float32Array, Float32Array, Float32Array];

export function makeTables({ mean, std }: Pick<TowerSpec, 'mean' | 'std'>): ChannelTables {
  const table = (channel: 0 | 1 | 2) => Float32Array.from({ length: 256 }, (_, byte) => (byte / 255 - mean[channel]) / std[channel]);
  return [table(0), table(1), table(2)];
}

/** Uint8 RGB [count × area × 3], pixel by pixel → float32 [count × 3 × area], plane by plane, into the beginning of `planes`. */
export function fillPlanes(planes: Float32Array, pixels: Uint8Array, area: number, [red, green, blue]: ChannelTables): void {
  const count = pixels.length / (3 * area);
  for (let picture = 0, from = 0; picture < count; picture++) {
    const [r, g, b] = [picture * 3 * area, (picture * 3 + 1) * area, (picture * 3 + 2) * area];
    for (let at = 0; at < area; at++, from += 3) {
      planes[r + at] = red[pixels[from] ?? 0] ?? 0;
      planes[g + at] = green[pixels[from + 1] ?? 0] ?? 0;
      planes[b + at] = blue[pixels[from + 2] ?? 0] ?? 0;
    }
  }
}
