import type { FastifyReply } from 'fastify';

/** Every answer that is not a success: code → HTTP status and title. Codes are part of the API and never change meaning. */
export const PROBLEMS = {
  'body-invalid': [400, 'The request does not have the expected shape'],
  'body-malformed': [400, 'The body is not well-formed'],
  'address-malformed': [400, 'The address is not well-formed'],
  'header-invalid': [400, 'A header has an unusable value'],
  'not-authenticated': [401, 'Log in first'],
  'invalid-credentials': [401, 'Login or password is wrong'],
  'csrf-token-invalid': [403, 'The page is out of date: reload it and try again'],
  'origin-refused': [403, 'The request comes from another site'],
  forbidden: [403, 'You may not do this'],
  'not-found': [404, 'Not found'],
  'method-not-allowed': [405, 'This address does not take this method'],
  conflict: [409, 'Something has changed meanwhile'],
  'revision-conflict': [409, 'Somebody else has changed this meanwhile'],
  'login-taken': [409, 'This login is already in use'],
  'task-taken': [409, 'Somebody else works on this task'],
  'task-on-its-way': [409, 'Something is being checked about this task'],
  'task-not-claimed': [409, 'Claim the task first'],
  'task-closed': [409, 'This task is already finished'],
  'request-not-draft': [409, 'The request has already been submitted'],
  'request-closed': [409, 'The request is already closed'],
  'deadline-refused': [409, 'The term cannot be changed like this'],
  'fee-unpaid': [409, 'The fee has not been paid'],
  'fee-already-paid': [409, 'The fee has already been paid'],
  'fee-not-due': [409, 'No fee is due'],
  'instance-ended': [409, 'The process has already ended'],
  'step-impossible': [409, 'The process is not at this point'],
  'job-not-locked': [409, 'The lock of this job is no longer yours'],
  'definition-suspended': [409, 'This request type is suspended for now'],
  'draft-missing': [409, 'There is no draft to publish'],
  'body-too-large': [413, 'The body is too large'],
  'file-too-large': [413, 'The file is too large'],
  'media-type-unsupported': [415, 'This media type is not supported'],
  'file-type-refused': [415, 'Files of this kind are not accepted'],
  'answers-invalid': [422, 'Some answers need to be corrected'],
  'model-invalid': [422, 'The model has errors'],
  'files-missing': [422, 'Required files are missing'],
  'too-many-files': [422, 'Too many files'],
  'idempotency-key-reused': [422, 'This idempotency key was used for another request'],
  'signature-invalid': [400, 'The signature does not match'],
  'account-locked': [429, 'Too many attempts: try again later'],
  'rate-limited': [429, 'Too many requests: slow down'],
  'payment-unavailable': [503, 'Fees cannot be paid online here yet'],
  overloaded: [503, 'Too much is going on: try again in a moment'],
  'internal-error': [500, 'Something went wrong on our side'],
  'temporarily-unavailable': [503, 'The service is temporarily unavailable'],
} as const satisfies Record<string, readonly [status: number, title: string]>;

export type ProblemCode = keyof typeof PROBLEMS;

/** One fault inside a problem: which field, element or line, and what is wrong there. */
export interface ProblemDetail {
  /** Path of the field in the request, as `answers.surface` or `files[0].name`. */
  readonly field?: string;
  /** Id of the element of a model. */
  readonly element?: string;
  /** Line in the file of a model, from 1. */
  readonly line?: number;
  readonly code: string;
  readonly message: string;
  readonly params?: Readonly<Record<string, string | number>>;
}

/** An expected failure of a use case, answered as `application/problem+json` (RFC 9457). Rolls the transaction back. */
export class Problem extends Error {
  readonly code: ProblemCode;
  readonly status: number;
  readonly errors: readonly ProblemDetail[] | undefined;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    code: ProblemCode,
    detail = '',
    more: { errors?: readonly ProblemDetail[]; headers?: Readonly<Record<string, string>> } = {},
  ) {
    super(detail === '' ? PROBLEMS[code][1] : detail);
    this.name = 'Problem';
    this.code = code;
    this.status = PROBLEMS[code][0];
    this.errors = more.errors;
    this.headers = more.headers ?? {};
  }

  /** The name by which Fastify, and pages with error handlers of their own, look for the status. */
  get statusCode(): number {
    return this.status;
  }

  /** The body of the answer. */
  toJSON(): ProblemBody {
    return {
      type: `urn:circula:problem:${this.code}`,
      title: PROBLEMS[this.code][1],
      status: this.status,
      code: this.code,
      detail: this.message,
      ...(this.errors ? { errors: this.errors } : {}),
    };
  }
}

export interface ProblemBody {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: ProblemCode;
  readonly detail: string;
  readonly errors?: readonly ProblemDetail[];
}

/** The one answer for what is missing and for what belongs to another institution. */
export const notFound = (): Problem => new Problem('not-found');

/** Sends a problem as the answer. */
export function sendProblem(reply: FastifyReply, problem: Problem): FastifyReply {
  return reply
    .code(problem.status)
    .headers(problem.headers)
    .type('application/problem+json; charset=utf-8')
    .serializer((body: unknown) => JSON.stringify(body))
    .send(problem.toJSON());
}
