import type { FastifyInstance } from 'fastify';
import { isTracing, type OpenSpan, openSpan } from './spans.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Its span; null while nobody traces. */
    span: OpenSpan | null;
  }
}

/** What asks all the time and tells nothing. */
const UNTOLD = new Set(['/livez', '/readyz']);

/** A span for every request, under the trace of a caller that sends a `traceparent`; named by the pattern of its route. */
export function useRequestSpans(app: FastifyInstance): void {
  app.decorateRequest('span', null);
  if (!isTracing()) return;
  app.addHook('onRequest', (request, _reply, done) => {
    const route = request.routeOptions.url ?? 'unknown';
    if (UNTOLD.has(route)) return done();
    const { method, headers } = request;
    request.span = openSpan(`${method} ${route}`, {
      kind: 'server',
      attributes: { 'http.request.method': method, 'http.route': route },
      headers,
    });
    if (request.span === null) done();
    else request.span.run(done);
  });
  app.addHook('onResponse', async ({ span, institution }, { statusCode }) => {
    if (span === null) return;
    span.set({ 'http.response.status_code': statusCode });
    if (institution) span.set({ 'circula.institution': institution.id });
    if (statusCode >= 500) span.fail(statusCode);
    span.end();
  });
}
