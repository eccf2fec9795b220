// One photo of the grid. It paints and says what it is; all that happens to it is heard by the grid.

import { Heart } from 'lucide-react';
import { memo } from 'react';
import type { PhotoId } from '../../../shared/domain/photo.ts';
import { printRoute } from '../../state/route.ts';
import { photoWords } from '../photo-words.ts';
import { useThumbnail } from '../use-thumbnail.ts';
import styles from './photo-tile.module.css';
import { isScrolling } from './scrolling.ts';

export interface PhotoTileProps {
  photoId: PhotoId;
  /** From 0. */
  index: number;
  count: number;
  /** Known for results; otherwise it comes with the thumbnail. */
  name: string | undefined;
  score: number | undefined;
  colour: number;
  favourite: boolean;
  selected: boolean;
  /** The one tile that Tab stops at. */
  current: boolean;
  start: number;
  top: number;
  width: number;
  height: number;
}

const cssColour = (rgb: number) => `#${rgb.toString(16).padStart(6, '0')}`;

/** Every property is a plain value, so that a scroll or a selection renders the tiles that changed and no others. */
export const PhotoTile = memo(function PhotoTile(tile: PhotoTileProps) {
  const { photoId, index, selected, current } = tile;
  const { thumbnail, atOnce } = useThumbnail(photoId);
  const name = tile.name ?? thumbnail?.name ?? '';
  const tabIndex = current ? 0 : -1;
  return (
    <div
      role="listitem"
      className={styles.tile}
      data-selected={selected || undefined}
      data-photo-id={photoId}
      data-score={tile.score?.toFixed(4)}
      aria-posinset={index + 1}
      aria-setsize={tile.count}
      style={{
        insetInlineStart: tile.start,
        insetBlockStart: tile.top,
        inlineSize: tile.width,
        blockSize: tile.height,
        backgroundColor: cssColour(tile.colour),
      }}
    >
      <a className={styles.open} href={printRoute({ name: 'photo', photoId })} tabIndex={tabIndex} draggable={false}>
        {/* An element of its own for each photo: it never shows another's picture. */}
        <img
          key={photoId}
          className={styles.picture}
          src={thumbnail?.url}
          alt={name || photoWords.unnamed}
          data-at-once={atOnce || undefined}
          decoding="async"
          draggable={false}
          onLoad={({ currentTarget }) => {
            if (isScrolling()) currentTarget.setAttribute('data-at-once', '');
            currentTarget.setAttribute('data-here', '');
          }}
        />
      </a>
      <label className={styles.pick}>
        {/* The grid hears the click, where it also sees Shift. */}
        <input type="checkbox" aria-label={photoWords.select(name)} checked={selected} readOnly tabIndex={tabIndex} />
      </label>
      {tile.favourite && (
        <>
          <Heart className={styles.favourite} aria-hidden />
          {/* Said in words: an item has one picture, the photo. */}
          <span className={styles.spoken}>{photoWords.favouriteMark}</span>
        </>
      )}
    </div>
  );
});
