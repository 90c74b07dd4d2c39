import type { FastifyInstance } from 'fastify';
import type { Assets } from './assets.ts';
import type { Api } from './visit.ts';

/** What every page of the portal works with. */
export interface Portal {
  readonly api: Api;
  readonly assets: Assets;
}

/** Adds the routes of one page (or of a few that belong together) to the portal. */
export type PageRoutes = (app: FastifyInstance, portal: Portal) => void;

/** An institution's page and what hangs under it, as paths. */
export interface InstitutionPath {
  Params: { institution: string };
}

/** A request's pages. */
export interface RequestPath {
  Params: { institution: string; request: string };
}

/** The address of a request's page; `rest` begins with `/` or is empty. */
export function requestAddress(at: { institution: string; request: string }, rest = ''): string {
  return `/i/${encodeURIComponent(at.institution)}/r/${encodeURIComponent(at.request)}${rest}`;
}

/** A path of this portal to go to after logging in; anything else, another host for example, becomes `fallback`. */
export function localPath(value: string | null | undefined, fallback: string): string {
  return value && /^\/(?![/\\])[\x21-\x7e]*$/.test(value) ? value : fallback;
}
