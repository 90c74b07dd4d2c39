import type { FastifyInstance } from 'fastify';
import { Problem } from '../problems.ts';

/**
 * Escapes that PostgreSQL cannot store in a text: the NUL character, and half of a surrogate pair. For texts without
 * escaped backslashes.
 */
const UNSTORABLE =
  /\\u0000|\\u[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F])|(?<!\\u[dD][89abAB][0-9a-fA-F]{2})\\u[dD][c-fC-F][0-9a-fA-F]{2}/;

/** Reads JSON bodies: no prototype tricks, no characters that are no text; an empty body counts as none. Plain text is no body format here. */
export function useJsonBody(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error');
  app.removeContentTypeParser(['application/json', 'text/plain']);
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    const text = String(body);
    if (text.trim() === '') return done(null, undefined);
    if (UNSTORABLE.test(text.replaceAll('\\\\', ''))) {
      return done(new Problem('body-malformed', 'The body contains characters that are no text'), undefined);
    }
    return parse(request, text, done);
  });
}
