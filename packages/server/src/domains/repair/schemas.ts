import { type Static, Type } from 'typebox';
import { JobResult } from '../job-result.ts';
import { JsonObject, nullable, ref, Uuid } from '../schema.ts';

const key = Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER });
const element = Type.String({ minLength: 1, maxLength: 255 });
const instance = Uuid;
const job = Type.String({ pattern: '^[0-9a-fA-F-]{36}:[0-9]{1,15}$', description: '`instance:key`' });
const incident = job;
const definition = Uuid;
const variables = JsonObject;
const closed = { additionalProperties: false } as const;

const Modification = {
  variables: Type.Optional(variables),
  activate: Type.Optional(
    Type.Array(Type.Object({ element, variables: Type.Optional(variables), scope: Type.Optional(key) }, closed), {
      maxItems: 50,
    }),
  ),
  move: Type.Optional(
    Type.Array(Type.Object({ from: key, to: element, variables: Type.Optional(variables) }, closed), { maxItems: 50 }),
  ),
  terminate: Type.Optional(Type.Array(key, { maxItems: 50 })),
  drop: Type.Optional(Type.Array(Type.Object({ flow: element, scope: Type.Optional(key) }, closed), { maxItems: 50 })),
};

const Mapping = Type.Object(
  { source: element, target: element, update: Type.Optional(Type.Boolean()) },
  { additionalProperties: false },
);
const migration = { definition, mappings: Type.Optional(Type.Array(Mapping, { maxItems: 500 })) };

const kind = <const T extends string>(type: T) => Type.Unsafe<T>({ type: 'string', const: type });

/** What may be done by hand, one thing at a time. Field names say on what. */
export const RepairAction = Type.Union(
  [
    Type.Object({ type: kind('retryIncident'), incident }, closed),
    Type.Object({ type: kind('assignIncident'), incident, owner: nullable(Uuid) }, closed),
    Type.Object({ type: kind('retryJob'), job }, closed),
    Type.Object(
      { type: kind('completeJob'), job, variables: Type.Optional(variables), result: Type.Optional(ref(JobResult)) },
      closed,
    ),
    Type.Object({ type: kind('cancelJob'), job }, closed),
    Type.Object({ type: kind('resend'), job }, closed),
    Type.Object({ type: kind('cancelInstance'), instance }, closed),
    Type.Object({ type: kind('suspendInstance'), instance }, closed),
    Type.Object({ type: kind('resumeInstance'), instance }, closed),
    Type.Object({ type: kind('setVariables'), instance, scope: Type.Optional(key), variables }, closed),
    Type.Object({ type: kind('modifyInstance'), instance, ...Modification }, closed),
    Type.Object({ type: kind('migrateInstance'), instance, ...migration }, closed),
    Type.Object({ type: kind('suspendDefinition'), definition }, closed),
    Type.Object({ type: kind('resumeDefinition'), definition }, closed),
    Type.Object({ type: kind('suspendInstitution') }, closed),
    Type.Object({ type: kind('resumeInstitution') }, closed),
  ],
  { $id: 'RepairAction' },
);
export type RepairAction = Static<typeof RepairAction>;

const dryRun = Type.Optional(
  Type.Boolean({ default: false, description: 'Does everything, tells what came of it, and takes it back' }),
);
const reason = Type.String({ minLength: 3, maxLength: 200, description: 'For journal and audit; no personal data' });

export const Repairs = Type.Object(
  { reason, dryRun, actions: Type.Array(ref(RepairAction), { minItems: 1, maxItems: 500 }) },
  { additionalProperties: false },
);

/** The same for many instances, chosen by what they are. */
export const BulkRepair = Type.Object(
  {
    reason,
    dryRun,
    action: Type.Union([
      Type.Object({ type: kind('retryIncident') }, closed),
      Type.Object({ type: kind('cancelInstance') }, closed),
      Type.Object({ type: kind('suspendInstance') }, closed),
      Type.Object({ type: kind('resumeInstance') }, closed),
      Type.Object({ type: kind('migrateInstance'), ...migration }, closed),
    ]),
    where: Type.Object(
      {
        definition: Type.Optional(definition),
        element: Type.Optional(element),
        incidentCode: Type.Optional(Type.String({ maxLength: 100 })),
      },
      closed,
    ),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500, default: 100 })),
    after: Type.Optional(Type.String({ maxLength: 60, description: 'The `next` of the call before' })),
  },
  { additionalProperties: false },
);
export type BulkRepair = Static<typeof BulkRepair>;

export const RepairResult = Type.Object(
  {
    subject: Type.String({
      description: 'On what: `instance:…`, `job:…`, `incident:…`, `definition:…`, `institution`',
    }),
    done: Type.Boolean(),
    problem: nullable(JsonObject),
    events: Type.Array(Type.Object({ type: Type.String(), element: Type.String() }), {
      description: 'What happened in the instance, at most 200 steps',
    }),
    status: nullable(Type.String({ description: 'Of the instance afterwards' })),
  },
  { $id: 'RepairResult' },
);
export type RepairResult = Static<typeof RepairResult>;

export const RepairReport = Type.Object(
  {
    dryRun: Type.Boolean(),
    results: Type.Array(ref(RepairResult)),
    next: nullable(Type.String({ description: 'Where a bulk repair goes on; null at the end' })),
  },
  { $id: 'RepairReport' },
);
export type RepairReport = Static<typeof RepairReport>;

export const repairSchemas = [RepairAction, RepairResult, RepairReport];
