// What stands in README.txt of every archive: for whoever finds the file in twenty years.

export const readme = `A photo library, exported from Afterimage
=========================================

To get it back: open Afterimage, Settings, "Import a library", and choose this file.
Nothing in here needs Afterimage to be read:

manifest.json        what is in here: version, numbers, and the space (the model) of each file of vectors
photos/N.ndjson      one photo a line, as JSON: names, dates, places, tags; and where its pictures lie in the two packs of the same number
thumbnails/N.tar     small pictures, JPEG, each named by the photo's id; any program that unpacks tar opens it
previews/N.tar       larger ones; absent if they were left out
vectors/N.npy        float32 [photos x dimensions], each row of unit length: numpy.load opens it
vectors/N.csv        whose row it is, line by line, and the CRC-32 of its bytes
searches.json        saved searches
settings.json        choices of the browser it came from
folders.json         names of folders that were kept; the right to read them cannot be taken along
removed.ndjson       ids of photos that were removed, so that a rescan does not bring them back

A photo's id is the SHA-256 of its original file. The originals themselves are not in here.
`;
