import { type Static, Type } from 'typebox';
import { Instant, nullable, oneOf, ref, Uuid } from '../schema.ts';

export const RegisterEntry = Type.Object(
  {
    register: Type.String(),
    year: Type.Integer(),
    number: Type.Integer(),
    direction: oneOf('incoming', 'outgoing'),
    requestId: nullable(Uuid),
    registeredAt: Instant,
    subject: Type.String(),
  },
  { $id: 'RegisterEntry' },
);
export type RegisterEntry = Static<typeof RegisterEntry>;

export const RegisterPage = Type.Object(
  { items: Type.Array(ref(RegisterEntry)), total: Type.Integer(), registers: Type.Array(Type.String()) },
  { $id: 'RegisterPage' },
);

export const RegisterQuery = Type.Object(
  {
    year: Type.Optional(Type.Integer({ minimum: 1900, maximum: 9999 })),
    register: Type.Optional(Type.String({ maxLength: 80 })),
    page: Type.Optional(Type.Integer({ minimum: 1, maximum: 100_000 })),
  },
  { additionalProperties: false },
);

export const registrySchemas = [RegisterEntry, RegisterPage];
