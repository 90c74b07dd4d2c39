import { Type } from 'typebox';
import { InstitutionSummary } from '../institutions/index.ts';
import { ref } from '../schema.ts';

const Locale = Type.Union([Type.Literal('ro'), Type.Literal('hu'), Type.Literal('en')]);

export const Session = Type.Object(
  {
    account: Type.Union([
      Type.Object({
        id: Type.String({ format: 'uuid' }),
        login: Type.String(),
        name: Type.String(),
        locale: Locale,
        email: Type.Union([Type.String(), Type.Null()]),
      }),
      Type.Null(),
    ]),
    csrfToken: Type.String({ description: 'For X-CSRF-Token on mutating calls; empty when nobody is logged in' }),
    memberships: Type.Array(
      Type.Object({
        institution: ref(InstitutionSummary),
        groups: Type.Array(Type.String()),
        roles: Type.Array(Type.Union([Type.Literal('official'), Type.Literal('administrator')])),
        office: Type.Union([Type.String(), Type.Null()]),
        title: Type.Union([Type.String(), Type.Null()]),
      }),
    ),
  },
  { $id: 'Session' },
);

export const Credentials = Type.Object(
  { login: Type.String({ minLength: 1, maxLength: 254 }), password: Type.String({ minLength: 1, maxLength: 256 }) },
  { additionalProperties: false },
);

export const NewAccount = Type.Object(
  {
    login: Type.String({ format: 'email', maxLength: 254 }),
    password: Type.String({ minLength: 10, maxLength: 256 }),
    name: Type.String({ minLength: 1, maxLength: 200, pattern: '\\S' }),
    locale: Locale,
  },
  { additionalProperties: false },
);
