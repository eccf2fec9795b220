// The button in the search field that makes picture files part of the query.

import { ScanSearch } from 'lucide-react';
import { useRef } from 'react';
import { filesOfPicker } from '../../state/ingest.ts';
import { Button } from '../controls/button.tsx';
import { useActions } from '../store-context.tsx';
import { words } from '../words.ts';

export function PicturePicker() {
  const { searchWithFiles } = useActions();
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        accept="image/*,.heic,.heif,.hif,.tif,.tiff,.jxl,.dng,.cr2,.cr3,.nef,.arw,.raf,.orf,.rw2,.pef"
        aria-label={words.pickPicture}
        onChange={({ currentTarget }) => void searchWithFiles(filesOfPicker(currentTarget).map(({ file }) => file))}
      />
      <Button
        kind="quiet"
        size="icon-small"
        aria-label={words.searchWithPicture}
        title={words.searchWithPictureDetail}
        onClick={() => input.current?.click()}
      >
        <ScanSearch aria-hidden />
      </Button>
    </>
  );
}
