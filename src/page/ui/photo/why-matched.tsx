// Why the photo is among the results it was opened from: its match against the line for good ones, and what each part of the query did.

import { Fragment } from 'react';
import type { Why, WhyTerm } from '../../../shared/domain/library.ts';
import type { PhotoId } from '../../../shared/domain/photo.ts';
import type { QueryImage } from '../../state/query-images.ts';
import { whyWords } from '../photo-words.ts';
import { useApp } from '../store-context.tsx';
import { useThumbnail } from '../use-thumbnail.ts';
import { MatchBar } from './match-bar.tsx';
import { useWhy } from './use-why.ts';
import styles from './why-matched.module.css';

export function WhyMatched({ photoId }: { photoId: PhotoId }) {
  const why = useWhy(photoId);
  if (!why) return null;
  const { score, cut, terms, named } = why;
  const verdict = verdictOf(why);
  return (
    <section className={styles.why} aria-label={whyWords.title}>
      <h3 className={styles.title}>{whyWords.title}</h3>
      <p className={styles.verdict}>{verdict}</p>
      {score !== undefined && cut !== undefined && (
        <>
          <MatchBar label={whyWords.score} says={verdict} score={score} line={cut} />
          <p className={styles.line} aria-hidden>
            {whyWords.line}
          </p>
        </>
      )}
      {named.length > 0 && (
        <p>
          {whyWords.named}{' '}
          {named.map((word, at) => (
            <Fragment key={word}>
              {at > 0 && ', '}
              <mark className={styles.word}>{word}</mark>
            </Fragment>
          ))}
          .
        </p>
      )}
      {cut !== undefined && (terms.length > 1 || terms.some(({ sign }) => sign < 0)) && (
        <ul role="list" className={styles.terms} aria-label={whyWords.parts}>
          {/* Two terms can read the same: only their place tells them apart. */}
          {terms.map((term, at) => (
            <Term key={at} term={term} line={term.alikeFrom ?? cut} />
          ))}
        </ul>
      )}
    </section>
  );
}

function verdictOf({ score, cut, named }: Why): string {
  if (cut === undefined) return whyWords.listed;
  if (score === undefined) return whyWords.noVector;
  if (score >= cut) return whyWords.good;
  return named.length > 0 ? whyWords.below : whyWords.unlikely;
}

/** Above its own line a term belongs to the photo; well below, it does not. */
function effectOf({ sign, similarity }: WhyTerm, line: number): string {
  if (similarity === undefined) return whyWords.unknown;
  if (sign < 0) return similarity > line ? whyWords.hurts : whyWords.hurtsNot;
  if (similarity >= line) return whyWords.helps;
  return similarity >= line / 2 ? whyWords.helpsLittle : whyWords.helpsNot;
}

function Term({ term, line }: { term: WhyTerm; line: number }) {
  const { sign, similarity, photoId, text } = term;
  const file = useApp(({ search }) => search.answered?.query.images.find((image) => image.file?.name === text && photoId === undefined));
  const isPicture = photoId !== undefined || file !== undefined;
  const name = isPicture ? whyWords.picture : `“${text}”`;
  const effect = effectOf(term, line);
  return (
    <li className={styles.term}>
      <span className={styles.name}>
        {photoId !== undefined && <Photo photoId={photoId} />}
        {file?.url !== undefined && <Picture file={file} />}
        <span dir="auto">{sign < 0 ? whyWords.without(name) : name}</span>
      </span>
      <span className={styles.effect}>{effect}</span>
      {similarity !== undefined && <MatchBar label={name} says={effect} score={similarity} line={line} unwanted={sign < 0} />}
    </li>
  );
}

const Picture = ({ file }: { file: QueryImage }) => <img src={file.url} alt="" className={styles.picture} />;
function Photo({ photoId }: { photoId: PhotoId }) {
  const { thumbnail } = useThumbnail(photoId);
  return thumbnail?.url ? <img src={thumbnail.url} alt="" className={styles.picture} /> : <span className={styles.picture} />;
}
