// Names the space that a model's vectors live in. Two vectors may be compared exactly when their spaces have the same name.

import type { SpaceId } from '../../shared/domain/photo.ts';

export interface SpaceParts {
  /** `local`, or the remote provider's id. */
  readonly provider: string;
  readonly model: string;
  /** Of the model's files: another training, or another conversion, is another space. */
  readonly revision: string;
  /** Counts changes of how pictures and words are made ready that move the vectors. */
  readonly preprocessing: number;
  readonly dim: number;
}

/** `local/starter/9c1f…/p1/512`. Each part is escaped, so that no two sets of parts give the same name. */
export const spaceIdOf = ({ provider, model, revision, preprocessing, dim }: SpaceParts): SpaceId =>
  [provider, model, revision, `p${preprocessing}`, `${dim}`].map(encodeURIComponent).join('/') as SpaceId; // The one place that makes them.
