import { type Static, Type } from 'typebox';
import { nullable, ref, Slug, Text, Uuid } from '../schema.ts';

export const InstitutionSummary = Type.Object(
  {
    id: Uuid,
    slug: Slug,
    name: Type.String(),
    kind: Type.Unsafe<'county-council' | 'town-hall'>({ type: 'string', enum: ['county-council', 'town-hall'] }),
    county: Type.String(),
  },
  { $id: 'InstitutionSummary' },
);
export type InstitutionSummary = Static<typeof InstitutionSummary>;

export const Office = Type.Object({ slug: Slug, name: ref(Text) }, { $id: 'Office' });
export type Office = Static<typeof Office>;

export const Institution = Type.Object(
  {
    id: Uuid,
    slug: Slug,
    name: Type.String(),
    kind: Type.Unsafe<'county-council' | 'town-hall'>({ type: 'string', enum: ['county-council', 'town-hall'] }),
    county: Type.String(),
    offices: Type.Array(ref(Office)),
    contact: Type.Object({
      address: nullable(Type.String()),
      phone: nullable(Type.String()),
      email: nullable(Type.String()),
      website: nullable(Type.String()),
    }),
  },
  { $id: 'Institution' },
);
export type Institution = Static<typeof Institution>;

export const StaffMember = Type.Object(
  {
    accountId: Uuid,
    name: Type.String(),
    title: Type.String(),
    office: nullable(Type.String()),
    groups: Type.Array(Type.String()),
  },
  { $id: 'StaffMember' },
);
export type StaffMember = Static<typeof StaffMember>;

export const InstitutionParams = Type.Object({ institution: Slug });

export const institutionSchemas = [InstitutionSummary, Office, Institution, StaffMember];
