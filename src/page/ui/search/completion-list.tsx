// The list under the field while someone types. The focus stays in the field, which names the active row.

import { fieldOf } from '../../../shared/domain/query/fields.ts';
import { formatNumber } from '../format.ts';
import { fieldWords, filterWords, queryWords } from '../query-words.ts';
import styles from './completion-list.module.css';
import { fieldIcons } from './field-icon.ts';
import type { Offer } from './use-completion.ts';

export const offerId = (list: string, at: number): string => `${list}-${at}`;

export function CompletionList({
  id,
  offers,
  active,
  ofWord,
  tabTakes,
  onTake,
}: {
  id: string;
  offers: readonly Offer[];
  /** −1: none. */
  active: number;
  /** A bare word is completed, not a filter's value: each row says which filter it is. */
  ofWord: boolean;
  /** The row that the Tab key takes; −1: none. */
  tabTakes: number;
  onTake: (offer: Offer) => void;
}) {
  return (
    <ul id={id} role="listbox" aria-label={queryWords.suggestions} className={styles.list}>
      {offers.map((offer, at) => {
        const Icon = fieldIcons[offer.field];
        return (
          <li
            key={`${offer.kind} ${offer.field} ${offer.kind === 'value' ? offer.value : ''}`}
            id={offerId(id, at)}
            role="option"
            aria-selected={at === active}
            className={styles.offer}
            onPointerDown={(event) => event.preventDefault()} // The field keeps the focus.
            onClick={() => onTake(offer)}
          >
            <Icon aria-hidden size={16} />
            <OfferText offer={offer} ofWord={ofWord} />
            {at === tabTakes && (
              <kbd aria-hidden className={styles.key}>
                Tab
              </kbd>
            )}
            {offer.photos !== undefined && (
              <span className={styles.count}>
                <span aria-hidden>{formatNumber(offer.photos)}</span>
                <span className={styles.spoken}>{queryWords.photosWith(offer.photos)}</span>
              </span>
            )}
          </li>
        );
      })}
    </ul>
  );
}

function OfferText({ offer, ofWord }: { offer: Offer; ofWord: boolean }) {
  if (offer.kind === 'value') {
    const said = filterWords({ field: offer.field, values: [offer.value] });
    const isPlain = said.toLowerCase().endsWith(offer.value.toLowerCase());
    return (
      <span className={styles.text}>
        <bdi>{ofWord ? said : offer.value}</bdi>
        {!ofWord && !isPlain && <span className={styles.about}> {said}</span>}
      </span>
    );
  }
  const isName = offer.kind === 'name';
  return (
    <span className={styles.text}>
      <span className={styles.name}>{isName ? `${offer.field}:` : fieldOf(offer.field).example}</span>{' '}
      <span className={styles.about}>
        {isName ? fieldWords[offer.field].about : `${queryWords.forExample}. ${fieldWords[offer.field].about}`}
      </span>
    </span>
  );
}
