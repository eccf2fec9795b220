// What went wrong, and what to do, for each way a thing can fail. The compiler asks for the missing one.

import type { ErrorCode } from '../../shared/domain/app-error.ts';

export interface ErrorWords {
  /** What happened: no full stop, so that a file's name can go before it. */
  readonly what: string;
  /** What to do, as whole sentences. */
  readonly todo: string;
}

export const errorWords: Record<ErrorCode, ErrorWords> = {
  'unsupported-format': {
    what: 'Not a picture, or of a kind that cannot be read yet',
    todo: 'If it opens elsewhere, save it as JPEG or PNG there and add that.',
  },
  'damaged-file': { what: 'The file is damaged or cut short', todo: 'Copy it again from where it came from, then add it once more.' },
  'decode-hung': {
    what: 'Reading the picture took too long',
    todo: 'Try again. If it stays so, it may be damaged: open it elsewhere, save it as JPEG, and add that.',
  },
  'empty-file': { what: 'The file is empty', todo: 'Copy it again from where it came from, then add it once more.' },
  'file-too-large': { what: 'The file is larger than any photo', todo: 'Add the picture by itself, or a smaller copy of it.' },
  'address-refused': {
    what: 'Its website does not let other pages read the picture',
    todo: 'Open it in a new tab, save the picture there, and drop the file here.',
  },
  'address-unreachable': { what: 'The website did not answer', todo: 'Check the address and the connection, then try again.' },
  'address-failed': {
    what: 'The website has no picture at this address, or does not give it',
    todo: 'Open the address in a new tab to see what it says.',
  },
  'address-moved': {
    what: 'The address leads to another website',
    todo: 'Open it in a new tab, and add the address at which it ends.',
  },
  'not-a-library': {
    what: 'Not a library that was exported from Afterimage',
    todo: 'Choose the file that “Export the library” saved. An archive of photos can be dropped on the window instead.',
  },
  'newer-archive': {
    what: 'Exported by a newer version of Afterimage',
    todo: 'Reload the page to get the newest version, then import it again.',
  },
  'refused-entry': {
    what: 'Not what belongs into an exported library',
    todo: 'The rest is imported. If it matters, export the library again.',
  },
  'unknown-space': {
    what: 'Indexed by a model that is not known here',
    todo: 'The photos are imported, and indexed with the model in use.',
  },
  'damaged-archive': {
    what: 'The archive is damaged or cut short',
    todo: 'Download it again. If it opens elsewhere, unpack it there and add the folder.',
  },
  'unsupported-archive': {
    what: 'It is packed in a way that cannot be read here',
    todo: 'Unpack the archive and add the folder.',
  },
  'nested-archive': {
    what: 'It is an archive inside another, or of a kind that cannot be opened here',
    todo: 'Unpack it and add the folder. ZIP archives can be added as they are.',
  },
  'encrypted-file': { what: 'It is locked with a password', todo: 'Unpack the archive with its password and add the folder.' },
  'too-many-pixels': { what: 'The picture is too large to open in a browser', todo: 'Add a smaller copy of it.' },
  'unreadable-file': {
    what: 'The browser could not read the file',
    todo: 'It may have been moved, its disk taken out, or access may have ended. Try again when it is back, or add it from where it is now.',
  },
  'permission-needed': {
    what: 'The browser wants to be asked again before the folder is read',
    todo: 'Press “Reconnect” beside it in Settings.',
  },
  interrupted: { what: 'Its turn had not come when the page was closed', todo: 'Add it again; nothing is indexed twice.' },
  cancelled: { what: 'Stopped before its turn', todo: 'Add it again if you want it.' },
  'not-found': { what: 'It is not in the library', todo: 'It may have been removed in another tab.' },
  'invalid-argument': { what: 'That was not understood', todo: 'Change it and try again.' },
  'model-unfit': {
    what: 'These files are not a model that runs here',
    todo: 'The details name what is missing or not known. Models laid out for transformers.js, of the kinds CLIP and SigLIP, can be installed.',
  },
  'model-changed': {
    what: 'The file is not the one that its host had listed',
    todo: 'Try again. If it stays so, the host has changed the model: ask whoever runs it, or choose another host.',
  },
  'download-wrong': {
    what: 'Something else came instead of the file, such as a web page',
    todo: 'Check the address of the host. Behind a hotel’s or office’s sign-in page, sign in first.',
  },
  'download-cut': { what: 'The download broke off', todo: 'Try again: it goes on where it stopped.' },
  'login-needed': {
    what: 'The host wants you to sign in, which this app never does',
    todo: 'Download the model’s folder in your browser, and install it from there.',
  },
  'consent-needed': { what: 'You have not agreed to this host yet', todo: 'Agree to it, and nobody else is asked.' },
  'licence-needed': { what: 'The model’s licence has to be accepted first', todo: 'Read it, and accept it if it fits what you do.' },
  'storage-full': { what: 'There is no room left for the library', todo: 'Free some space on this device, then try again.' },
  'storage-failed': { what: 'The browser’s storage did not answer', todo: 'Reload the page. If it stays so, restart the browser.' },
  'storage-newer': {
    what: 'This library was made by a newer version of Afterimage',
    todo: 'Reload the page to get that version. Nothing in the library was changed.',
  },
  'storage-blocked': {
    what: 'Another tab uses an older version of the library',
    todo: 'Close the other Afterimage tabs, then reload this one.',
  },
  'worker-crashed': { what: 'A part of the app stopped and is starting again', todo: 'Nothing is lost; the work goes on by itself.' },
  'worker-lost': { what: 'A part of the app stopped several times in a row', todo: 'Reload the page. What was indexed is safe.' },
  'version-mismatch': { what: 'The app was updated while it was open', todo: 'Reload the page to use the new version.' },
  'model-unavailable': { what: 'The model could not be loaded', todo: 'Check the connection for the first visit, then reload the page.' },
  'model-failed': { what: 'The model gave no usable answer', todo: 'Try again. If it stays so, reload the page.' },
  internal: { what: 'Something went wrong in the app', todo: 'Try again. If it stays so, reload the page.' },
};
