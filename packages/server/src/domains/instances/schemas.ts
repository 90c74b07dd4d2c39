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
  id: Type.String({ pattern: '^[0-9a-fA-F-]{36}:[1-9][0-9]{0,14}$' }),
});
export const JournalPage = Type.Object({ items: Type.Array(ref(JournalEntry)) }, { $id: 'JournalPage' });

export const instanceSchemas = [InstanceView, JournalEntry, JournalPage, Incident];
