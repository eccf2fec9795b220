// Which files are one shot: a raw file beside the camera's JPEG or HEIC, and the film of a Live Photo. Told by folder and name, before anything is read.

const picture = /\.(jpe?g|hei[cf]|hif)$/i;
const raw = /\.(dng|cr2|cr3|nef|arw|raf|orf|rw2|pef|srw)$/i;
const film = /\.(mov|mp4)$/i;
/** A Pixel's film is `PXL_1.MP`, beside `PXL_1.MP.jpg`. */
const filmOfPixel = /\.mp$/i;

interface Shot {
  readonly pictures: number[];
  readonly others: number[];
}

/** @param paths with their folders. @returns for each companion, by index, the picture it goes with. A shot has one picture: of two with the
 * same name it is not known whose the others are. A film with a raw file and no picture is no Live Photo. */
export function findCompanions(paths: readonly string[]): ReadonlyMap<number, number> {
  const shots = new Map<string, Shot>();
  for (const [i, path] of paths.entries()) {
    const isPicture = picture.test(path);
    const isWhole = filmOfPixel.test(path);
    if (!isPicture && !raw.test(path) && !film.test(path) && !isWhole) continue;
    const stem = (isWhole ? path : path.slice(0, path.lastIndexOf('.'))).toLowerCase();
    const shot = shots.get(stem) ?? { pictures: [], others: [] };
    shots.set(stem, shot);
    (isPicture ? shot.pictures : shot.others).push(i);
  }
  return new Map(
    [...shots.values()].flatMap(({ pictures, others }) => {
      const [main] = pictures;
      return main === undefined || pictures.length > 1 ? [] : others.map((other): [number, number] => [other, main]);
    }),
  );
}
