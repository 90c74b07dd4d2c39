import type { ErrorObject } from 'ajv';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { notFound, Problem, sendProblem } from '../problems.ts';
import { validationDetails } from './validation.ts';

/** Tells apart what only the database's own package knows. */
export interface ErrorTraits {
  /** Worth a later try: the database is away, restarting or full. */
  readonly isUnavailable: (error: unknown) => boolean;
  /** A deadlock or the like that survived its retries. */
  readonly isTransient: (error: unknown) => boolean;
}

/** Answers every error as a problem; what is unexpected is logged without personal data and answered without internals. */
export function useErrorAnswers(app: FastifyInstance, traits: ErrorTraits): void {
  app.setErrorHandler<FastifyError>((error, request, reply) => answer(error, request, reply, traits));
}

/** The same answer for every address that leads nowhere. */
export function answerNotFound(_request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return sendProblem(reply, notFound());
}

/** The answer to what Fastify cannot even route. */
export function answerFrameworkError(error: FastifyError, _request: unknown, reply: unknown): void {
  // The other is a part of the address that is longer than any that there is.
  const problem = error.code === 'FST_ERR_BAD_URL' ? new Problem('address-malformed') : notFound();
  sendProblem(reply as FastifyReply, problem);
}

function answer(error: FastifyError, request: FastifyRequest, reply: FastifyReply, traits: ErrorTraits): FastifyReply {
  const problem = asProblem(error, traits);
  // To turn a request away is no failure, and a stack for each would add to the load: the line of the request says it.
  if (problem.status >= 500 && problem.code !== 'overloaded') {
    request.log.error({ failure: describe(error) }, 'request failed');
  }
  return sendProblem(reply, problem);
}

function asProblem(error: FastifyError, traits: ErrorTraits): Problem {
  if (error instanceof Problem) return error;
  if (error.validation) {
    const where = error.validationContext === 'body' ? '' : ` (${error.validationContext})`;
    const errors = validationDetails(error.validation as unknown as ErrorObject[]);
    return new Problem('body-invalid', `The request does not have the expected shape${where}`, { errors });
  }
  if (traits.isUnavailable(error) || traits.isTransient(error)) {
    return new Problem('temporarily-unavailable', '', { headers: { 'retry-after': '5' } });
  }
  switch (error.statusCode) {
    case 404:
      return notFound();
    case 405:
      return new Problem('method-not-allowed');
    case 413:
      return new Problem(error.code === 'FST_REQ_FILE_TOO_LARGE' ? 'file-too-large' : 'body-too-large');
    case 415:
    case 406:
      return new Problem('media-type-unsupported');
    case 429:
      return new Problem('rate-limited');
    case undefined:
      return error instanceof SyntaxError ? new Problem('body-malformed') : new Problem('internal-error');
    default:
      return error.statusCode < 500 ? new Problem('body-malformed') : new Problem('internal-error');
  }
}

/** What a log may say of an error: messages are left out, since databases and parsers quote values in them. */
export function describe(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { name: typeof error };
  const extra = error as Error & { code?: unknown; table?: unknown; constraint?: unknown; cause?: unknown };
  return {
    name: error.name,
    ...(typeof extra.code === 'string' ? { code: extra.code } : {}),
    ...(typeof extra.table === 'string' ? { table: extra.table } : {}),
    ...(typeof extra.constraint === 'string' ? { constraint: extra.constraint } : {}),
    frames: (error.stack ?? '')
      .split('\n')
      .filter((line) => /^\s+at /.test(line))
      .map((line) => line.trim()),
    ...(extra.cause === undefined ? {} : { cause: describe(extra.cause) }),
  };
}
