import { type Static, Type } from 'typebox';
import { InstitutionSummary } from '../institutions/index.ts';
import { Instant, nullable, oneOf, ref, Slug, Text, Uuid } from '../schema.ts';

const Unit = oneOf('working-days', 'calendar-days');

export const ServiceSummary = Type.Object(
  {
    id: Slug,
    name: ref(Text),
    summary: ref(Text),
    category: Type.String(),
    minutesToFill: Type.Integer(),
    deadline: Type.Object({ amount: Type.Integer(), unit: Unit }),
    feeFrom: Type.Optional(Type.Number({ description: 'Smallest fee in lei, when the service has one' })),
  },
  { $id: 'ServiceSummary' },
);
export type ServiceSummary = Static<typeof ServiceSummary>;

export const Service = Type.Object(
  {
    id: Slug,
    definition: Uuid,
    version: Type.Integer(),
    institution: ref(InstitutionSummary),
    name: ref(Text),
    summary: ref(Text),
    category: Type.String(),
    keywords: Type.Array(Type.String()),
    legalBasis: Type.Array(Type.Object({ text: Type.String(), url: Type.Optional(Type.String()) })),
    audience: Type.String(),
    minutesToFill: Type.Integer(),
    form: Type.String({ description: 'Id of the application form' }),
    forms: Type.Unsafe<{ [id: string]: { [name: string]: unknown } }>({
      type: 'object',
      additionalProperties: { $ref: 'FormSchema#' },
    }),
    documents: Type.Array(
      Type.Object({ id: Type.String(), name: ref(Text), required: Type.Boolean(), note: Type.Optional(ref(Text)) }),
    ),
    fee: nullable(
      Type.Object({
        legalBasis: Type.String(),
        effectiveFrom: Type.String(),
        from: Type.Optional(Type.Number({ description: 'Smallest fee in lei' })),
      }),
    ),
    deadline: Type.Object({
      amount: Type.Integer(),
      unit: Unit,
      excludeFirst: Type.Boolean(),
      excludeLast: Type.Boolean(),
      rollToWorkingDay: Type.Boolean(),
      start: Type.String(),
      warnBeforeWorkingDays: Type.Integer(),
      onCompletionRequest: Type.String(),
      legalBasis: Type.String(),
      effectiveFrom: Type.String(),
    }),
    process: Type.String(),
    stages: Type.Array(Type.Object({ id: Type.String(), name: ref(Text), office: Type.String() })),
    outputs: Type.Array(Type.Object({ template: Type.String(), name: ref(Text) })),
    register: Type.String(),
    retentionYears: Type.Unsafe<number | 'permanent'>({ type: ['integer', 'string'] }),
  },
  { $id: 'Service' },
);
export type Service = Static<typeof Service>;

export const Diagnostic = Type.Object(
  {
    code: Type.String(),
    severity: oneOf('error', 'warning'),
    message: Type.String(),
    file: nullable(Type.String()),
    element: nullable(Type.String()),
    line: nullable(Type.Integer()),
    column: nullable(Type.Integer()),
    params: Type.Optional(
      Type.Unsafe<{ [name: string]: string | number }>({
        type: 'object',
        additionalProperties: { type: ['string', 'number'] },
      }),
    ),
  },
  { $id: 'Diagnostic' },
);
export type Diagnostic = Static<typeof Diagnostic>;

/** The files of a request type: path inside its folder to text. */
const filesShape = {
  type: 'object',
  additionalProperties: { type: 'string', maxLength: 2_097_152 },
  maxProperties: 200,
};
export const Files = Type.Unsafe<{ [path: string]: string }>({ $id: 'Files', ...filesShape });
/** The same, for bodies: what is validated refers to no other schema. */
const FilesInput = Type.Unsafe<{ [path: string]: string }>(filesShape);

export const RequestTypeSummary = Type.Object(
  {
    id: Slug,
    name: nullable(ref(Text)),
    version: nullable(Type.Integer()),
    publishedAt: nullable(Instant),
    openRequests: Type.Integer(),
    hasDraft: Type.Boolean(),
  },
  { $id: 'RequestTypeSummary' },
);
export type RequestTypeSummary = Static<typeof RequestTypeSummary>;

export const Draft = Type.Object(
  {
    files: ref(Files),
    revision: Type.Integer(),
    basedOn: nullable(Type.Integer({ description: 'Version the draft started from' })),
    savedAt: Instant,
    savedBy: nullable(Type.String()),
    diagnostics: Type.Array(ref(Diagnostic)),
  },
  { $id: 'Draft' },
);
export type Draft = Static<typeof Draft>;

export const RequestTypeVersion = Type.Object(
  {
    version: Type.Integer(),
    definition: Uuid,
    publishedAt: Instant,
    publishedBy: nullable(Type.String()),
    openRequests: Type.Integer(),
  },
  { $id: 'RequestTypeVersion' },
);
export type RequestTypeVersion = Static<typeof RequestTypeVersion>;

export const RequestType = Type.Object(
  { id: Slug, versions: Type.Array(ref(RequestTypeVersion)), draft: nullable(ref(Draft)) },
  { $id: 'RequestType' },
);
export type RequestType = Static<typeof RequestType>;

export const DraftInput = Type.Object(
  {
    files: FilesInput,
    revision: Type.Integer({ minimum: 0, description: 'Revision the change was made on; 0 for the first save' }),
  },
  { additionalProperties: false },
);

export const DraftSaved = Type.Object(
  { revision: Type.Integer(), diagnostics: Type.Array(ref(Diagnostic)) },
  { $id: 'DraftSaved' },
);

export const CheckInput = Type.Object({ files: FilesInput }, { additionalProperties: false });
export const CheckResult = Type.Object({ diagnostics: Type.Array(ref(Diagnostic)) }, { $id: 'CheckResult' });
export const PublishInput = Type.Object({ revision: Type.Integer({ minimum: 1 }) }, { additionalProperties: false });
export const Published = Type.Object(
  { version: Type.Integer(), definition: Uuid, diagnostics: Type.Array(ref(Diagnostic)) },
  { $id: 'Published' },
);
export const VersionFiles = Type.Object({ version: Type.Integer(), files: ref(Files) }, { $id: 'VersionFiles' });

export const ServiceParams = Type.Object({ institution: Slug, service: Slug });
export const RequestTypeParams = Type.Object({ institution: Slug, type: Slug });

export const VersionParams = Type.Object({
  institution: Slug,
  type: Slug,
  version: Type.Integer({ minimum: 1, maximum: 1_000_000 }),
});

export const catalogueSchemas = [
  ServiceSummary,
  Service,
  Diagnostic,
  Files,
  RequestTypeSummary,
  Draft,
  RequestTypeVersion,
  RequestType,
  DraftSaved,
  CheckResult,
  Published,
  VersionFiles,
];
