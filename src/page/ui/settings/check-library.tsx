// Looks through everything that is stored, on demand, and says what came of it.

import { Button } from '../controls/button.tsx';
import page from '../controls/page.module.css';
import { useActions, useApp } from '../store-context.tsx';
import { verifyLine, words } from '../words.ts';

export function CheckLibrary() {
  const { progress, report } = useApp((state) => state.verification);
  const { checkLibrary, stopChecking } = useActions();
  const say = words.verification;
  return (
    <section className={page.section}>
      <h2>{say.title}</h2>
      <div className={page.card}>
        <div className={page.row}>
          <div>
            <span>{say.check}</span>
            <p>{say.detail}</p>
            {progress && (
              <p>
                <progress aria-label={say.title} value={progress.done} max={Math.max(1, progress.total)} />{' '}
                {say.progress(progress.done, progress.total)}
              </p>
            )}
            <p role="status">{report ? verifyLine(report) : ''}</p>
          </div>
          {progress ? <Button onClick={stopChecking}>{say.stop}</Button> : <Button onClick={() => void checkLibrary()}>{say.check}</Button>}
        </div>
      </div>
    </section>
  );
}
