import type { Problem } from '@circula/client';

/** What a person can do about a failed call; pages choose their words by it. */
export type ApiErrorKind =
  | 'offline'
  | 'signed-out'
  | 'forbidden'
  | 'missing'
  | 'conflict'
  | 'invalid'
  | 'busy'
  | 'broken';

/** A call that did not succeed: the line broke (`problem` null) or the server answered with a problem (RFC 9457). */
export class ApiError extends Error {
  readonly kind: ApiErrorKind;
  readonly problem: Problem | null;

  constructor(kind: ApiErrorKind, problem: Problem | null) {
    super(problem?.title ?? kind);
    this.name = 'ApiError';
    this.kind = kind;
    this.problem = problem;
  }
}

/** The kind of an HTTP status that is not a success. */
export function kindOfStatus(status: number): ApiErrorKind {
  switch (status) {
    case 401:
      return 'signed-out';
    case 403:
      return 'forbidden';
    case 404:
    case 410:
      return 'missing';
    case 409:
    case 412:
      return 'conflict';
    case 400:
    case 413:
    case 415:
    case 422:
      return 'invalid';
    case 429:
    case 502:
    case 503:
    case 504:
      return 'busy';
    default:
      return 'broken';
  }
}

/** Any thrown value as an `ApiError`: what is not one already is a broken line or a bug, and is not blamed on the person. */
export function asApiError(thrown: unknown): ApiError {
  if (thrown instanceof ApiError) return thrown;
  return new ApiError(thrown instanceof TypeError ? 'offline' : 'broken', null);
}
