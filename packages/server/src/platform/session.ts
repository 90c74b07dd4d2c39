import type { FastifyRequest } from 'fastify';
import { notFound, Problem } from '../problems.ts';

/** Who is logged in. `name` and contact data never go to a log. */
export interface Account {
  readonly id: string;
  readonly login: string;
  readonly name: string;
  readonly locale: 'ro' | 'hu' | 'en';
  readonly email: string | null;
}

export type Role = 'official' | 'administrator';

/** A post of a person in an institution. */
export interface Membership {
  readonly institution: InstitutionSummary;
  readonly groups: readonly string[];
  readonly roles: readonly Role[];
  readonly office: string | null;
  readonly title: string | null;
}

export interface InstitutionSummary {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly kind: 'county-council' | 'town-hall';
  readonly county: string;
}

/** What a machine may do with its token; every scope is named by at least one route. */
export const API_SCOPES = ['jobs:work', 'messages:publish', 'instances:read'] as const;
export type ApiScope = (typeof API_SCOPES)[number];

/** A program that calls with an API token of the institution in the address. */
export interface Machine {
  /** Id of the token. */
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly ApiScope[];
  /** Types of jobs it may take; none named: all. */
  readonly jobTypes: readonly string[];
}

/** The state of a login, read afresh from the database for every request, so that withdrawn rights end at once. */
export interface Session {
  readonly account: Account;
  readonly csrfToken: string;
  readonly memberships: readonly Membership[];
}

/**
 * Who may call a route; every route declares one as `config.access`, and a server with an undeclared route does not
 * start. The platform checks it before the body is read:
 * - `public`: anyone;
 * - `account`: anyone who is logged in; what they may see of an institution is up to the use case;
 * - `official`, `administrator`: a member with that role of the `:institution` in the address;
 * - `{ groups }`: an official who is in one of these groups;
 * - `{ scope }`: a machine with an API token of the institution for this scope; with `or`, also a member with that role.
 * A stranger to the institution gets 404 as if nothing were there; a colleague without the right gets 403.
 */
export type Access =
  | 'public'
  | 'account'
  | Role
  | { readonly groups: readonly string[] }
  | { readonly scope: ApiScope; readonly or?: Role };

declare module 'fastify' {
  interface FastifyRequest {
    /** Null when nobody is logged in. */
    session: Session | null;
    /** Short for `session.account`. */
    account: Account | null;
    /** The program that calls with an API token; null when none does. People and machines are never both. */
    machine: Machine | null;
    /** The institution of the address (`:institution`, its slug); null on routes without one. */
    institution: InstitutionSummary | null;
  }
  interface FastifyContextConfig {
    access?: Access;
    /** False on a POST whose answer is not kept under the caller's Idempotency-Key. Default true. */
    idempotent?: boolean;
  }
}

/** The logged-in account; 401 without one. */
export function requireAccount(request: FastifyRequest): Account {
  if (!request.account) throw new Problem('not-authenticated');
  return request.account;
}

/** The institution of the address; 404 when there is none of that name. */
export function requireInstitution(request: FastifyRequest): InstitutionSummary {
  if (!request.institution) throw notFound();
  return request.institution;
}

/** The caller's membership of the address's institution, or null for strangers (citizens among them). */
export function membershipOf(request: FastifyRequest): Membership | null {
  const id = request.institution?.id;
  return request.session?.memberships.find((membership) => membership.institution.id === id) ?? null;
}

/** A member with the role: 401 for the anonymous, 404 for strangers, 403 for colleagues without it. */
export function requireRole(request: FastifyRequest, role: Role): Membership {
  requireAccount(request);
  requireInstitution(request);
  const membership = membershipOf(request);
  if (!membership) throw notFound();
  if (!membership.roles.includes(role)) throw new Problem('forbidden');
  return membership;
}

/** An official in at least one of the groups: 401, 404 and 403 as for `requireRole`. */
export function requireGroup(request: FastifyRequest, ...groups: readonly string[]): Membership {
  const membership = requireRole(request, 'official');
  if (!groups.some((group) => membership.groups.includes(group))) throw new Problem('forbidden');
  return membership;
}

/** The machine that calls; 401 without one. */
export function requireMachine(request: FastifyRequest): Machine {
  if (!request.machine) throw new Problem('not-authenticated');
  return request.machine;
}

/** Who acts, for journals and the audit: an account's id, or `token:` and the id of an API token. */
export function actorOf(request: FastifyRequest): string {
  return request.machine ? `token:${request.machine.id}` : requireAccount(request).id;
}

/** A machine with the scope, or a member with the role that may do the same: 403 for a token without the scope. */
function requireScope(request: FastifyRequest, access: { readonly scope: ApiScope; readonly or?: Role }): void {
  if (request.machine === null) {
    if (access.or === undefined) throw new Problem('not-authenticated');
    requireRole(request, access.or);
  } else if (!request.machine.scopes.includes(access.scope)) throw new Problem('forbidden');
}

/** Carries out a route's `access`. */
export function checkAccess(request: FastifyRequest, access: Access): void {
  if (access === 'public') return;
  if (access === 'account') requireAccount(request);
  else if (typeof access === 'string') requireRole(request, access);
  else if ('scope' in access) requireScope(request, access);
  else requireGroup(request, ...access.groups);
}
