// What a query is once read: a list of terms. docs/query-language.md says how each is written.

import type { PhotoId } from '../photo.ts';
import type { FieldName } from './fields.ts';

export type Sign = 1 | -1;

/** Words that are embedded as they stand, as one phrase. */
export interface WordsTerm {
  readonly kind: 'words';
  /** Not empty, and without white space at its ends. */
  readonly text: string;
  readonly sign: Sign;
  /** 0 to 1,000, in thousandths. */
  readonly weight: number;
}

/** A photo of the library as an example. */
export interface PictureTerm {
  readonly kind: 'picture';
  readonly photoId: PhotoId;
  readonly sign: Sign;
  readonly weight: number;
}

/** A condition that a photo meets or not. Any one of its values will do. */
export interface FilterTerm {
  readonly kind: 'filter';
  readonly field: FieldName;
  /** As written; at least one, none empty. */
  readonly values: readonly string[];
  readonly negated: boolean;
}

export type Term = WordsTerm | PictureTerm | FilterTerm;
export type Query = readonly Term[];
