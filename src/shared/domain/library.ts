// What the library answers: reports, hits, problems, figures. The console hands these out as they are.

import type { ErrorCode } from './app-error.ts';
import type { PhotoId, SpaceId } from './photo.ts';
import type { FieldName } from './query/fields.ts';

/** What became of the files of one call. Every file is in exactly one of the four. */
export interface Report {
  readonly added: number;
  /** Already in the library; at most its new path was noted. */
  readonly known: number;
  readonly failed: readonly { readonly name: string; readonly code: ErrorCode }[];
  /** Not pictures at all, by content and by name. */
  readonly skipped: number;
  /** Of those known: raw files and films of photos that came with them. Absent where there are none, as the two below. */
  readonly beside?: number;
  /** Of those skipped: files that told something of photos beside them. */
  readonly sidecar?: number;
  /** Of those skipped: photos that lay in the bin of an export. */
  readonly binned?: number;
}

/** What a look through the library found. Empty `lost` and no `repaired`: everything is as it was written. */
export interface VerifyReport {
  /** Photos whose pictures and vectors were looked at. */
  readonly checked: number;
  /** Thumbnails, previews and vectors that were damaged and have been made again. */
  readonly repaired: number;
  /** Ids of photos of which something could not be made again: no picture of them is left to make it from. They stay in the library with the rest. */
  readonly lost: readonly PhotoId[];
}
export interface VerifyProgress {
  /** In photos. */
  readonly done: number;
  readonly total: number;
}

/** What became of an archive of a library. */
export interface ImportReport {
  /** Photos that were not here. */
  readonly added: number;
  /** Photos that were: they got the tags, paths and vectors that they lacked. */
  readonly known: number;
  /** What was not taken over: a member of the archive, a line or a picture in it, and why. */
  readonly refused: readonly { readonly entry: string; readonly code: ErrorCode }[];
  /** How much more was refused than is named. */
  readonly refusedMore: number;
  /** Saved searches that were not here. */
  readonly searches: number;
  /** Choices of the browser that the archive came from, as that browser wrote them; absent where there are none. */
  readonly settings?: unknown;
}

/** How far a long piece of work on an archive is, in photos; `bytes` written so far, where it writes. */
export interface ArchiveProgress {
  readonly done: number;
  readonly total: number;
  readonly bytes?: number;
}

export interface Hit {
  readonly photoId: PhotoId;
  readonly name: string;
  /** From 1. */
  readonly rank: number;
  /** Cosine similarity to the query vector, −1..1; absent where only words matched. */
  readonly score?: number;
}

export interface Answer {
  readonly hits: readonly Hit[];
  /** How many photos score `cut` or more, or have every word that is looked for. */
  readonly good: number;
  /** The score that good matches of this query reach; absent where nothing is ranked. Every query has its own. */
  readonly cut?: number;
  /** What each filter of the query does, in their order; absent where it has none. */
  readonly leftOut?: readonly LeftOut[];
  /** Photos that the query names as examples and that are not here, or have no vector yet: it is answered without them. */
  readonly missing?: readonly PhotoId[];
  /** How many photos pass the filters. */
  readonly total: number;
  /** How many photos are indexed so far. */
  readonly of: number;
  /** Milliseconds spent, in the library worker. */
  readonly ms: { readonly embed: number; readonly rank: number; readonly total: number };
}

/** What one filter of a query leaves out, of the photos that could be found without any. */
export interface LeftOut {
  /** As it is printed: `-is:screenshot`. */
  readonly filter: string;
  /** Photos that do not meet it, whatever the other filters say. */
  readonly photos: number;
  /** Photos that meet all the others: they come back without it. */
  readonly back: number;
}

/** Why a photo is where it is in an answer. */
export interface Why {
  /** As in its hit: cosine to all that is wanted, less what the unwanted takes; absent where nothing is ranked, or it has no vector yet. */
  readonly score?: number;
  /** As in the answer; absent where nothing is ranked. */
  readonly cut?: number;
  /** The query's terms but its filters, then its pictures. */
  readonly terms: readonly WhyTerm[];
  /** The words of the query that stand in its names, folders, title, caption, tags, keywords, albums or people; as looked for: in lower case, without accents. */
  readonly named: readonly string[];
}
export interface WhyTerm {
  /** Words as typed; `like:ID` of a photo; the name of a file. */
  readonly text: string;
  /** Where the term is a photo of the library. */
  readonly photoId?: PhotoId;
  readonly sign: 1 | -1;
  /** 0 or more. */
  readonly weight: number;
  /** Cosine of the photo to this term alone; absent where either has no vector. */
  readonly similarity?: number;
  /** From which similarity on a photo is like the term, and loses of its score where the term is unwanted. Words and pictures have their own. */
  readonly alikeFrom?: number;
}

/** A search that a person keeps. Text and pictures are what it is known by. */
export interface SavedSearch {
  /** As docs/query-language.md has it, without white space at its ends. */
  readonly text: string;
  /** Ids of photos that belong to it, each with `-` before it if it is unwanted. */
  readonly like: readonly string[];
  /** Ms since 1970. */
  readonly savedAt: number;
}

/** What a filter can be completed with: a value that photos of the library have. */
export interface FilterValue {
  readonly field: FieldName;
  /** As it stands behind the colon, without quotes. */
  readonly value: string;
  /** How many photos the filter finds with it. */
  readonly photos: number;
}

export type SortOrder = 'relevance' | 'newest' | 'oldest';

/** A file that is not in the index, why, and whether trying again can help. */
export interface Problem {
  /** Names the row, for retry and dismissal: as `problemKey` says of a file that is no photo yet; the id of a photo that has no vector. */
  readonly key: string;
  readonly photoId?: PhotoId;
  readonly name: string;
  readonly path: string;
  readonly code: ErrorCode;
  readonly retryable: boolean;
}

export interface Stats {
  readonly photos: number;
  readonly indexed: number;
  readonly pending: number;
  readonly failed: number;
  /** The active space. */
  readonly space: SpaceId;
  readonly spaces: readonly { readonly id: SpaceId; readonly dim: number; readonly count: number }[];
  readonly bytes: {
    readonly thumbnails: number;
    readonly previews: number;
    readonly vectors: number;
    readonly models: number;
    readonly originals: number;
  };
}

/** Where the ingest stands. One value, sent whole at each change, so that a page that joins late is right at once. */
export interface IngestState {
  readonly phase: 'idle' | 'running' | 'paused';
  /** Photos of this run that are indexed, failed, known or skipped. */
  readonly done: number;
  readonly total: number;
  /** Indexed a second over the last seconds; 0 until measured. */
  readonly perSecond: number;
  /** Seconds that what is left takes, by its kinds and sizes; absent until enough is measured. */
  readonly secondsLeft?: number;
  readonly problems: number;
  /** Not pictures, of this run. */
  readonly skipped: number;
  /** Storage is full: so many files wait for room, 0 where only vectors do. Absent while there is room. */
  readonly waiting?: number;
}
export const idle: IngestState = { phase: 'idle', done: 0, total: 0, perSecond: 0, problems: 0, skipped: 0 };

/** The library in grid order, as columns: one entry a photo, newest first. Transferred, never shared. */
export interface Timeline {
  readonly count: number;
  /** 32 bytes a photo: the digest behind its id. */
  readonly ids: Uint8Array<ArrayBuffer>;
  /** Width ÷ height of the upright picture. */
  readonly aspects: Float32Array<ArrayBuffer>;
  /** Local wall-clock time of the photo as if it were UTC, in ms; NaN where unknown. So months are what the camera's clock said. */
  readonly takenMs: Float64Array<ArrayBuffer>;
  /** 0xRRGGBB, the picture's mean: what a tile shows until its thumbnail is there. */
  readonly colours: Uint32Array<ArrayBuffer>;
  /** Bit 0 favourite, bit 1 pending, bit 2 failed in the active space. */
  readonly flags: Uint8Array<ArrayBuffer>;
}
export const timelineFlag = { favourite: 1, pending: 2, failed: 4 } as const;
