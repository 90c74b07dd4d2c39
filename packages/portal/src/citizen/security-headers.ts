import type { FastifyReply, FastifyRequest } from 'fastify';

/** Which of the three applications answers: they differ in what they may load. */
export type Area = 'page' | 'desk' | 'designer';

/** Content-Security-Policy by area. No area allows inline or evaluated script; only the drawing tools set inline styles. */
function policy(area: Area, checkoutOrigins: readonly string[]): string {
  const drawing = area !== 'page';
  return [
    "default-src 'none'",
    "script-src 'self'",
    drawing ? "style-src 'self' 'unsafe-inline'" : "style-src 'self'",
    drawing ? "img-src 'self' data: blob:" : "img-src 'self' data:",
    drawing ? "font-src 'self' data:" : "font-src 'self'",
    "connect-src 'self'",
    drawing ? "frame-src 'self' blob:" : "frame-src 'none'",
    drawing ? "worker-src 'self' blob:" : "worker-src 'none'",
    "manifest-src 'self'",
    "base-uri 'none'",
    // Browsers apply form-action to redirects as well, so the payment provider must be named.
    `form-action ${["'self'", ...checkoutOrigins].join(' ')}`,
    "frame-ancestors 'none'",
  ].join('; ');
}

/** Sets what every answer of the portal carries. Pages hold personal data, so nothing but assets may be kept by caches. */
export function setSecurityHeaders(reply: FastifyReply, area: Area, checkoutOrigins: readonly string[]): void {
  reply.header('content-security-policy', policy(area, checkoutOrigins));
  reply.header('referrer-policy', 'same-origin');
  reply.header('x-content-type-options', 'nosniff');
  reply.header('x-frame-options', 'DENY');
  reply.header('cross-origin-opener-policy', 'same-origin');
  reply.header('permissions-policy', 'camera=(self), geolocation=(), microphone=()');
  reply.header('cache-control', 'private, no-store');
}

/**
 * True when another site made the browser send this post. The API's token is the real defence; this one also protects
 * what has no session yet, logging in. Old browsers send neither header and are let through to the token.
 */
export function isCrossSite(request: FastifyRequest): boolean {
  const site = request.headers['sec-fetch-site'];
  if (typeof site === 'string') return site !== 'same-origin' && site !== 'none';
  const origin = request.headers.origin;
  if (typeof origin !== 'string') return false;
  return URL.canParse(origin) ? new URL(origin).host !== request.host : true;
}
