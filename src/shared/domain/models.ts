// Models as the person and scripts see them: what there is, what is here, and how an install goes on.

import type { SpaceId } from './photo.ts';

/** Where files are fetched from: any host with the hub's paths. */
export interface HubPlace {
  /** `https://huggingface.co`, or a mirror of it; it may have a path. */
  readonly host: string;
  /** `owner/name`. */
  readonly repo: string;
  /** A commit, a tag or a branch. */
  readonly revision: string;
}

export interface ModelInfo {
  readonly id: string;
  readonly name: string;
  readonly family: string;
  readonly goodAt: string;
  readonly weakAt: string;
  /** BCP 47 tags; `mul` for many. */
  readonly languages: readonly string[];
  readonly licence: string;
  /** `free`: for any use. Of the others the licence is accepted before the first byte. */
  readonly terms: 'free' | 'research-only' | 'non-commercial' | 'unclear';
  /** `ships`: with the app. `known`: can be installed. `partly`: its download was interrupted. `not-yet`: see `missing`. */
  readonly state: 'ships' | 'installed' | 'partly' | 'known' | 'not-yet';
  /** What the app lacks to run it. */
  readonly missing?: string;
  readonly suggested: boolean;
  readonly dim: number;
  /** To fetch for the files that run unless others are asked for; how sure that is stands in docs/models.md. */
  readonly downloadBytes: number;
  /** On this device. */
  readonly storedBytes: number;
  /** `memory`: storage was full, and it is gone when the page is closed. */
  readonly kept?: 'storage' | 'memory';
  /** Hosts that an install asks, redirects included; `*.name` for all below a name. */
  readonly hosts: readonly string[];
  readonly space: SpaceId;
  /** Photos with a vector in its space. */
  readonly indexed: number;
  readonly active: boolean;
  /** As measured here. */
  readonly measured?: Measured;
  readonly quality: readonly { readonly test: string; readonly percent: number; readonly source: string; readonly verified: boolean }[];
}

export interface Measured {
  readonly imagesPerSecond: number;
  readonly textMs: number;
  readonly device: string;
  readonly dtype: string;
}

export interface InstallProgress {
  readonly phase: 'asking' | 'downloading' | 'checking' | 'testing';
  /** The file that moves. */
  readonly file?: string;
  readonly loadedBytes: number;
  readonly totalBytes: number;
  /** 0 until measured. */
  readonly bytesPerSecond: number;
  readonly secondsLeft?: number;
}

export interface FolderReport {
  readonly name: string;
  /** Paths that must be there and are not; with any, it cannot be installed. */
  readonly missing: readonly string[];
  /** Paths that are not used. */
  readonly extra: readonly string[];
  /** Of each tower, as in file names: fp32, fp16, q8 … */
  readonly dtypes: { readonly image: readonly string[]; readonly text: readonly string[] };
  readonly bytes: number;
}

/** What the person agreed to. */
export interface InstallConsent {
  /** Origins that may be asked, or `https://*.name`. */
  readonly hosts: readonly string[];
  /** The licence was shown and accepted. */
  readonly licence: boolean;
}

export const hubHost = 'https://huggingface.co';
/** The hub's own, and where it sends for large files. */
export const hubHosts: readonly string[] = [hubHost, 'https://*.huggingface.co', 'https://*.hf.co'];
