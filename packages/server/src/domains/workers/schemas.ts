import { type Static, Type } from 'typebox';
import { JobResult } from '../job-result.ts';
import { Instant, JsonObject, ref, Slug, Uuid } from '../schema.ts';

const LockSeconds = Type.Integer({
  minimum: 1,
  maximum: 3600,
  default: 60,
  description: 'Seconds that the lock holds; after them another worker may take the job',
});

export const ExternalJob = Type.Object(
  {
    id: Type.String({ description: '`instance:key`; stable over retries: give it to receivers as idempotency key' }),
    type: Type.String(),
    lockToken: Type.String({ format: 'uuid', description: 'Whoever settles the job shows it' }),
    lockedUntil: Instant,
    instance: Uuid,
    element: Type.String(),
    businessKey: Type.String(),
    headers: Type.Record(Type.String(), Type.String()),
    variables: JsonObject,
    retries: Type.Integer({ description: 'Attempts that are left, this one included' }),
    attempt: Type.Integer({ description: 'From 1; grows with every delivery' }),
    createdAt: Instant,
    traceparent: Type.Union([Type.String(), Type.Null()], {
      description: 'W3C trace context of the command that asked for the job, for the trace to go on; null: not traced',
    }),
  },
  { $id: 'ExternalJob' },
);
export type ExternalJob = Static<typeof ExternalJob>;

export const FetchJobs = Type.Object(
  {
    worker: Type.String({ minLength: 1, maxLength: 100, pattern: '\\S', description: 'Shown to people as the owner' }),
    types: Type.Array(Type.String({ minLength: 1, maxLength: 200 }), { minItems: 1, maxItems: 20, uniqueItems: true }),
    maxJobs: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 1 })),
    lockSeconds: Type.Optional(LockSeconds),
    waitSeconds: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: 30,
        default: 0,
        description: 'Seconds to wait for a job when there is none',
      }),
    ),
    variables: Type.Optional(
      Type.Array(Type.String({ maxLength: 200 }), { maxItems: 200, description: 'Names to hand out; default: all' }),
    ),
    matching: Type.Optional(
      Type.Unsafe<{ [name: string]: unknown }>({
        ...JsonObject,
        maxProperties: 20,
        description: 'Only jobs whose variables contain these values',
      }),
    ),
  },
  { additionalProperties: false },
);
export type FetchJobs = Static<typeof FetchJobs>;

const lockToken = Uuid;

export const ExtendJob = Type.Object(
  { lockToken, lockSeconds: Type.Optional(LockSeconds) },
  { additionalProperties: false },
);

export const CompleteJob = Type.Object(
  { lockToken, variables: Type.Optional(JsonObject), result: Type.Optional(ref(JobResult)) },
  { additionalProperties: false },
);

export const FailJob = Type.Object(
  {
    lockToken,
    message: Type.String({ minLength: 1, maxLength: 500, description: 'For people; no personal data' }),
    retries: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: 100,
        description: 'Attempts that are left; default: one fewer; 0: incident',
      }),
    ),
    retryAfterSeconds: Type.Optional(
      Type.Integer({ minimum: 0, maximum: 86_400, description: 'Default: doubled with every attempt, up to a minute' }),
    ),
  },
  { additionalProperties: false },
);
export type FailJob = Static<typeof FailJob>;

export const ThrowError = Type.Object(
  {
    lockToken,
    code: Type.String({ minLength: 1, maxLength: 200, description: 'Code of the BPMN error' }),
    message: Type.Optional(Type.String({ maxLength: 500 })),
    variables: Type.Optional(JsonObject),
  },
  { additionalProperties: false },
);
export type ThrowError = Static<typeof ThrowError>;

export const JobLock = Type.Object({ lockedUntil: Instant }, { $id: 'JobLock' });

export const FetchedJobs = Type.Object({ jobs: Type.Array(ref(ExternalJob)) }, { $id: 'FetchedJobs' });

export const JobParams = Type.Object({
  institution: Slug,
  job: Type.String({ pattern: '^[0-9a-fA-F-]{36}:[1-9][0-9]{0,14}$' }),
});

export const workerSchemas = [ExternalJob, FetchedJobs, JobLock, JobResult];
