// What a repository holds: the hub's own answer, with sizes and digests; or, from a plain mirror, what it has of the files one may want.

import { AppError } from '../../../shared/domain/app-error.ts';
import type { HubPlace } from '../../../shared/domain/models.ts';
import type { Listing } from '../../../shared/protocol/fetching.ts';
import { askHost, refusalOf } from './ask-host.ts';

const encodePath = (path: string): string => path.split('/').map(encodeURIComponent).join('/');
const rootOf = (host: string): string => host.replace(/\/+$/, '');

/** @see https://huggingface.co/docs/hub: `{host}/{repo}/resolve/{revision}/{file}`. */
export const fileUrl = ({ host, repo, revision }: HubPlace, path: string): string =>
  `${rootOf(host)}/${encodePath(repo)}/resolve/${encodeURIComponent(revision)}/${encodePath(path)}`;

const listingUrl = ({ host, repo, revision }: HubPlace): string =>
  `${rootOf(host)}/api/models/${encodePath(repo)}/revision/${encodeURIComponent(revision)}?blobs=true`;

interface Answer {
  readonly sha?: unknown;
  readonly siblings?: unknown;
  readonly cardData?: { readonly license?: unknown } | null;
}

/** @param candidates asked for one by one where the host has no listing.
 * @throws {AppError} as `askHost`; `download-wrong` where the revision is another than the commit asked for, or nothing of a model is there. */
export async function listRepository(place: HubPlace, candidates: readonly string[], signal: AbortSignal): Promise<Listing> {
  const response = await askHost(listingUrl(place), { signal });
  const refused = refusalOf(response, listingUrl(place));
  const answer = refused ? undefined : await asJson(response);
  if (refused?.code === 'login-needed' || refused?.retryable) throw refused;
  if (!answer) return probe(place, candidates, signal);
  const { sha, siblings, cardData } = answer;
  if (typeof sha !== 'string' || !Array.isArray(siblings))
    throw new AppError('download-wrong', { subject: place.host, reason: 'its list of files has neither a revision nor files' });
  if (/^[0-9a-f]{40}$/.test(place.revision) && sha !== place.revision)
    throw new AppError('model-changed', { subject: place.repo, reason: `asked for ${place.revision}, the host has ${sha}` });
  const files = siblings.flatMap((one: unknown) => fileOf(one) ?? []);
  const licence = cardData?.license;
  return { revision: sha, files, ...(typeof licence === 'string' && { licence }) };
}

async function asJson(response: Response): Promise<Answer | undefined> {
  try {
    const answer: unknown = await response.json();
    return typeof answer === 'object' && answer !== null ? answer : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined; // Its start page, most likely.
    throw error;
  }
}

function fileOf(one: unknown): Listing['files'][number] | undefined {
  // What any of it really is, is asked below.
  const { rfilename: path, size, lfs } = one as { rfilename?: unknown; size?: unknown; lfs?: { sha256?: unknown; oid?: unknown } | null };
  if (typeof path !== 'string') return undefined;
  const sha256 = [lfs?.sha256, lfs?.oid].find((digest): digest is string => typeof digest === 'string' && /^[0-9a-f]{64}$/.test(digest));
  return { path, ...(typeof size === 'number' && { bytes: size }), ...(sha256 !== undefined && { sha256 }) };
}

/** A mirror that only keeps the files. */
async function probe(place: HubPlace, candidates: readonly string[], signal: AbortSignal): Promise<Listing> {
  const found = await Promise.all(
    candidates.map(async (path) => {
      const response = await askHost(fileUrl(place, path), { signal, method: 'HEAD' });
      if (refusalOf(response, path) || /^text\/html/.test(response.headers.get('Content-Type') ?? '')) return [];
      const bytes = Number(response.headers.get('Content-Length') ?? Number.NaN);
      return [{ path, ...(Number.isFinite(bytes) && bytes > 0 && { bytes }) }];
    }),
  );
  const files = found.flat();
  if (files.length === 0)
    throw new AppError('address-failed', {
      subject: `${place.host} ${place.repo}`,
      reason: 'the host has no such repository, or none of its files',
    });
  return { revision: place.revision, files };
}
