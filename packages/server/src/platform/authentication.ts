import { timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Problem } from '../problems.ts';
import { type Access, checkAccess, type InstitutionSummary, type Session } from './session.ts';

/** Where sessions and institutions are looked up. */
export interface Directory {
  /** Both in one question; null for what does not exist, has expired or is not asked for. */
  identify(asked: {
    readonly token: string | null;
    readonly institutionSlug: string | null;
  }): Promise<{ session: Session | null; institution: InstitutionSummary | null }>;
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
 * Who asks, and may they? Runs before the body is read: finds the session of the cookie, refuses requests of other
 * sites, checks the CSRF token of mutating calls, and the route's `access`.
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
    if (/%00/.test(request.url)) throw new Problem('body-malformed', 'The address contains a NUL character');
    const mutates = !SAFE_METHODS.has(request.method);
    if (mutates) refuseOtherOrigins(request, publicUrl);
    const params = request.params as Record<string, string | undefined>;
    const found = await directory.identify({
      token: sessionToken(request),
      institutionSlug: params.institution ?? null,
    });
    request.session = found.session;
    request.account = found.session?.account ?? null;
    request.institution = found.institution;
    if (mutates && found.session) checkCsrfToken(request, found.session.csrfToken);
    checkAccess(request, access);
  });
}

/** The session token of the cookie, or null. */
export function sessionToken(request: FastifyRequest): string | null {
  return request.cookies[SECURE_COOKIE] ?? request.cookies[PLAIN_COOKIE] ?? null;
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
