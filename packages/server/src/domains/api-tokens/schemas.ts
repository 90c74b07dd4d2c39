import { type Static, Type } from 'typebox';
import { API_SCOPES } from '../../platform/session.ts';
import { Instant, nullable, oneOf, ref, Slug, Uuid } from '../schema.ts';

const Scope = oneOf(...API_SCOPES);

/** The name of a type of job, as a model writes it. */
export const JobType = Type.String({ minLength: 1, maxLength: 200, pattern: '^\\S+$' });

export const ApiToken = Type.Object(
  {
    id: Uuid,
    name: Type.String(),
    scopes: Type.Array(Scope),
    jobTypes: Type.Array(Type.String(), { description: 'Types of jobs it may take; none named: all' }),
    createdAt: Instant,
    createdBy: Uuid,
    expiresAt: nullable(Instant),
    lastUsedAt: nullable(Instant),
    revokedAt: nullable(Instant),
  },
  { $id: 'ApiToken' },
);
export type ApiToken = Static<typeof ApiToken>;

export const NewApiToken = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 100, pattern: '\\S' }),
    scopes: Type.Array(Scope, { minItems: 1, uniqueItems: true }),
    jobTypes: Type.Optional(Type.Array(JobType, { maxItems: 50, uniqueItems: true })),
    expiresAt: Type.Optional(Instant),
  },
  { additionalProperties: false },
);
export type NewApiToken = Static<typeof NewApiToken>;

export const CreatedApiToken = Type.Object(
  {
    token: Type.String({ description: 'For `Authorization: Bearer …`; shown this once' }),
    record: ref(ApiToken),
  },
  { $id: 'CreatedApiToken' },
);
export type CreatedApiToken = Static<typeof CreatedApiToken>;

export const ApiTokenParams = Type.Object({ institution: Slug, token: Uuid });

export const apiTokenSchemas = [ApiToken, CreatedApiToken];
