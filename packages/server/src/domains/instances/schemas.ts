import { type Static, Type } from 'typebox';
import { Instant, JsonObject, nullable, oneOf, ref, Slug, Uuid } from '../schema.ts';

export const InstanceView = Type.Object(
  {
    id: Uuid,
    definition: Uuid,
    businessKey: nullable(Type.String()),
    status: Type.String(),
    revision: Type.Integer(),
    waits: Type.Array(JsonObject),
    variables: JsonObject,
    createdAt: Instant,
    endedAt: nullable(Instant),
  },
  { $id: 'InstanceView' },
);
export type InstanceView = Static<typeof InstanceView>;

export const JournalEntry = Type.Object(
  {
    seq: Type.Integer(),
    at: Instant,
    type: Type.String(),
    element: nullable(Type.String()),
    key: nullable(Type.Integer()),
    event: JsonObject,
  },
  { $id: 'JournalEntry' },
);
export type JournalEntry = Static<typeof JournalEntry>;

export const Incident = Type.Object(
  {
    id: Type.String({ description: '`instance:key`' }),
    instance: Uuid,
    key: Type.Integer(),
    element: Type.String(),
    code: Type.String(),
    message: Type.String(),
    requestId: nullable(Uuid),
    number: nullable(Type.Integer()),
    owner: nullable(Type.String({ format: 'uuid', description: 'Account of who looks after it' })),
    status: oneOf('open', 'resolved'),
    raisedAt: Instant,
    resolvedAt: nullable(Instant),
  },
  { $id: 'Incident' },
);
export type Incident = Static<typeof Incident>;

export const InstanceParams = Type.Object({ institution: Slug, instance: Uuid });
export const IncidentParams = Type.Object({
  institution: Slug,
  id: Type.String({ pattern: '^[0-9a-fA-F-]{36}:[0-9]{1,15}$' }),
});
export const JournalPage = Type.Object(
  { items: Type.Array(ref(JournalEntry)), next: nullable(Type.String()) },
  { $id: 'JournalPage' },
);

/** One place where an instance waits: who has it, since when, why, until when. The reasons are the engine's. */
export const InstanceWait = Type.Object(
  {
    instance: Uuid,
    key: Type.Integer(),
    element: Type.String(),
    reason: oneOf(
      'task',
      'job',
      'message',
      'signal',
      'timer',
      'incident',
      'condition',
      'call',
      'join',
      'activation',
      'events',
      'happened',
      'reset',
      'data',
      'transition',
    ),
    holder: nullable(
      Type.String({
        description:
          'Owner or candidates of a task, worker or type of a job, message, signal, owner of an incident, called process, flows that a join lacks',
      }),
    ),
    since: nullable(Instant),
    until: nullable(Instant),
    incident: nullable(Type.String({ description: 'Why it cannot go on' })),
  },
  { $id: 'InstanceWait' },
);
export type InstanceWait = Static<typeof InstanceWait>;

export const InstanceSummary = Type.Object(
  {
    id: Uuid,
    definition: Uuid,
    process: Type.String(),
    businessKey: Type.String(),
    status: Type.String(),
    suspended: Type.Boolean(),
    parent: nullable(Uuid),
    createdAt: Instant,
    endedAt: nullable(Instant),
    waits: Type.Array(ref(InstanceWait), { description: 'At most 20' }),
  },
  { $id: 'InstanceSummary' },
);
export type InstanceSummary = Static<typeof InstanceSummary>;

const paging = {
  cursor: Type.Optional(Type.String({ maxLength: 300, description: 'The `next` of the page before' })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
};

export const InstanceQuery = Type.Object(
  {
    state: Type.Optional(oneOf('active', 'suspended', 'incident', 'completed', 'terminated', 'failed')),
    process: Type.Optional(Type.String({ maxLength: 255, description: 'BPMN id of the process' })),
    definition: Type.Optional(Uuid),
    element: Type.Optional(
      Type.String({
        maxLength: 255,
        description:
          'BPMN id of where it waits for a task, a job, a message, a signal or a timer, or stands with an incident; of a call, ask for where the called instance waits',
      }),
    ),
    businessKey: Type.Optional(Type.String({ maxLength: 500 })),
    variable: Type.Optional(
      Type.String({
        maxLength: 500,
        pattern: '^[^:]+:.*$',
        description:
          '`name:value`, or `name:from..to` for numbers, both included and either left out, of a variable that the request type declares searchable',
      }),
    ),
    olderThan: Type.Optional(Type.String({ format: 'date-time', description: 'Begun before this instant' })),
    youngerThan: Type.Optional(Type.String({ format: 'date-time', description: 'Begun at this instant or after' })),
    ...paging,
  },
  { additionalProperties: false },
);
export type InstanceQuery = Static<typeof InstanceQuery>;

export const InstancePage = Type.Object(
  {
    items: Type.Array(ref(InstanceSummary)),
    next: nullable(Type.String({ description: 'Cursor of what follows; null at the end, and only there' })),
  },
  { $id: 'InstancePage' },
);

export const JournalQuery = Type.Object(
  {
    cursor: paging.cursor,
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000, default: 1_000 })),
  },
  { additionalProperties: false },
);
export type JournalQuery = Static<typeof JournalQuery>;

export const IncidentQuery = Type.Object({ ...paging }, { additionalProperties: false });

export const JobSummary = Type.Object(
  {
    id: Type.String({ description: '`instance:key`' }),
    instance: Uuid,
    kind: oneOf('service', 'message', 'outward', 'steps'),
    type: Type.String(),
    element: nullable(Type.String()),
    state: oneOf('waiting', 'locked', 'failed', 'done'),
    owner: nullable(Type.String({ description: 'The worker outside that took it last' })),
    retries: Type.Integer(),
    attempts: Type.Integer(),
    runAt: Instant,
    lockedUntil: nullable(Instant),
    lastError: nullable(Type.String()),
    createdAt: Instant,
    doneAt: nullable(Instant),
  },
  { $id: 'JobSummary' },
);
export type JobSummary = Static<typeof JobSummary>;

export const JobQuery = Type.Object(
  {
    state: Type.Optional(oneOf('open', 'failed', 'done')),
    type: Type.Optional(Type.String({ maxLength: 200 })),
    instance: Type.Optional(Uuid),
    ...paging,
  },
  { additionalProperties: false },
);
export type JobQuery = Static<typeof JobQuery>;

export const JobPage = Type.Object(
  { items: Type.Array(ref(JobSummary)), next: nullable(Type.String()) },
  { $id: 'JobPage' },
);

export const instanceSchemas = [
  InstanceView,
  JournalEntry,
  JournalPage,
  Incident,
  InstanceWait,
  InstanceSummary,
  InstancePage,
  JobSummary,
  JobPage,
];
