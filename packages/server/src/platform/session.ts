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
 * - `{ groups }`: an official who is in one of these groups.
 * A stranger to the institution gets 404 as if nothing were there; a colleague without the right gets 403.
 */
export type Access = 'public' | 'account' | Role | { readonly groups: readonly string[] };

declare module 'fastify' {
  interface FastifyRequest {
    /** Null when nobody is logged in. */
    session: Session | null;
    /** Short for `session.account`. */
    account: Account | null;
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

/** Carries out a route's `access`. */
export function checkAccess(request: FastifyRequest, access: Access): void {
  if (access === 'public') return;
  if (access === 'account') requireAccount(request);
  else if (typeof access === 'string') requireRole(request, access);
  else requireGroup(request, ...access.groups);
}
