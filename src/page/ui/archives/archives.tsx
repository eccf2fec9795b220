// What stands over every screen while the library, or photos of it, go out or come in as one file.

import { useApp } from '../store-context.tsx';
import { ImportDialog } from './import-dialog.tsx';
import { JobCard } from './job-card.tsx';
import { OriginalsDialog } from './originals-dialog.tsx';

export function Archives() {
  const { asked, job } = useApp((state) => state.archives);
  return (
    <>
      {job && <JobCard job={job} />}
      {asked?.kind === 'import' && <ImportDialog file={asked.file} />}
      {asked?.kind === 'originals' && <OriginalsDialog photoIds={asked.photoIds} />}
    </>
  );
}
