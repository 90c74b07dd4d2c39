import type { FastifyInstance } from 'fastify';
import { Problem } from '../problems.ts';

/** A JSON text that names the NUL character, which PostgreSQL cannot store in a text. */
const NUL = /(?:^|[^\\])(?:\\\\)*\\u0000/;

/** Reads JSON bodies: no prototype tricks, no NUL; an empty body counts as none. Plain text is no body format here. */
export function useJsonBody(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error');
  app.removeContentTypeParser(['application/json', 'text/plain']);
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    const text = String(body);
    if (text.trim() === '') return done(null, undefined);
    if (NUL.test(text)) return done(new Problem('body-malformed', 'The body contains a NUL character'), undefined);
    return parse(request, text, done);
  });
}
