import { timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Problem } from '../problems.ts';
import { type Access, checkAccess, type InstitutionSummary, type Machine, type Session } from './session.ts';

/** Where sessions and institutions are looked up. */
export interface Directory {
  /** All in one question; null for what does not exist, has expired or is not asked for. */
  identify(asked: {
    /** Of a person's session. */
    readonly token: string | null;
    /** Of a machine; counts only at the institution that made it. */
    readonly apiToken: string | null;
    readonly institutionSlug: string | null;
  }): Promise<{ session: Session | null; machine: Machine | null; institution: InstitutionSummary | null }>;
}

/** One row of the access matrix. */
export interface RouteAccess {
  readonly method: string;
  readonly url: string;
  readonly access: Access;
}

declare module 'fastify' {
  interface FastifyInstance {
    /** Every API route with who may call it. */
    accessMatrix: RouteAccess[];
  }
}

const SECURE_COOKIE = '__Host-circula';
const PLAIN_COOKIE = 'circula';
const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Who asks, and may they? Runs before the body is read: finds the session of the cookie or the machine of the bearer
 * token, refuses requests of other sites, checks the CSRF token of mutating calls, and the route's `access`. Whoever
 * sends a bearer token is that machine and nobody else: a cookie beside it counts for nothing.
 */
export function useAuthentication(app: FastifyInstance, directory: Directory, publicUrl: string | null): void {
  app.addHook('onRoute', (route) => {
    const access = route.config?.access;
    if (access === undefined)
      throw new Error(`The route ${String(route.method)} ${route.url} does not say who may call it.`);
    for (const method of [route.method].flat()) app.accessMatrix.push({ method, url: route.url, access });
  });
  app.addHook('onRequest', async (request) => {
    const access = request.routeOptions.config.access;
    if (access === undefined) return; // No route: the answer is "not found", whoever asks.
    // No name and no search holds a NUL, and PostgreSQL cannot compare with one.
    if (/%00/.test(request.url)) throw new Problem('address-malformed', 'The address contains a NUL character');
    const mutates = !SAFE_METHODS.has(request.method);
    if (mutates) refuseOtherOrigins(request, publicUrl);
    const params = request.params as Record<string, string | undefined>;
    const apiToken = bearerToken(request);
    const found = await directory.identify({
      token: apiToken === null ? sessionToken(request) : null,
      apiToken,
      institutionSlug: params.institution ?? null,
    });
    request.session = found.session;
    request.account = found.session?.account ?? null;
    request.machine = found.machine;
    request.institution = found.institution;
    if (apiToken !== null && found.machine === null) throw new Problem('not-authenticated', 'The token is not valid');
    if (mutates && found.session) checkCsrfToken(request, found.session.csrfToken);
    checkAccess(request, access);
  });
}

/** The session token of the cookie, or null. */
export function sessionToken(request: FastifyRequest): string | null {
  return request.cookies[SECURE_COOKIE] ?? request.cookies[PLAIN_COOKIE] ?? null;
}

/** The token of an `Authorization: Bearer` header, or null. Other schemes are refused: nobody here reads them. */
function bearerToken(request: FastifyRequest): string | null {
  const header = request.headers.authorization;
  if (header === undefined) return null;
  const [, token] = /^Bearer ([\x21-\x7e]{1,200})$/i.exec(header) ?? [];
  if (token === undefined) throw new Problem('header-invalid', 'Authorization takes a Bearer token only');
  return token;
}

/** Gives the browser the session; the cookie ends with the browser, the session by its own rules. */
export function setSessionCookie(
  request: FastifyRequest,
  reply: FastifyReply,
  token: string,
  publicUrl: string | null,
): void {
  const secure = isSecureContext(request, publicUrl);
  reply.setCookie(secure ? SECURE_COOKIE : PLAIN_COOKIE, token, { path: '/', httpOnly: true, sameSite: 'lax', secure });
}

export function clearSessionCookie(reply: FastifyReply): void {
  reply.clearCookie(SECURE_COOKIE, { path: '/', httpOnly: true, sameSite: 'lax', secure: true });
  reply.clearCookie(PLAIN_COOKIE, { path: '/', httpOnly: true, sameSite: 'lax' });
}

/** Browsers take `__Host-` cookies over https, and over http from the own machine. */
function isSecureContext(request: FastifyRequest, publicUrl: string | null): boolean {
  if (publicUrl?.startsWith('https:') || request.protocol === 'https') return true;
  return ['localhost', '127.0.0.1', '::1', '[::1]'].includes(request.hostname);
}

function refuseOtherOrigins(request: FastifyRequest, publicUrl: string | null): void {
  const origin = request.headers.origin;
  if (origin === undefined) return; // Not a browser's cross-site call; those always name their origin.
  const own = URL.canParse(origin) && (new URL(origin).host === request.host || origin === publicUrl);
  if (!own) throw new Problem('origin-refused');
}

function checkCsrfToken(request: FastifyRequest, expected: string): void {
  const given = Buffer.from(String(request.headers['x-csrf-token'] ?? ''));
  const wanted = Buffer.from(expected);
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) throw new Problem('csrf-token-invalid');
}
