import { type Static, Type } from 'typebox';
import { DeadlineView } from '../deadlines/index.ts';
import { DocumentInfo } from '../documents/index.ts';
import { InstitutionSummary } from '../institutions/index.ts';
import { Fee, Payment } from '../payments/index.ts';
import { Answers, Day, FormSchema, Instant, JsonObject, nullable, oneOf, ref, Slug, Text, Uuid } from '../schema.ts';

export const RequestStatus = oneOf('draft', 'submitted', 'completed', 'rejected', 'withdrawn');

export const FileInfo = Type.Object(
  {
    id: Uuid,
    field: Type.String(),
    name: Type.String(),
    mediaType: Type.String(),
    bytes: Type.Integer(),
    sha256: Type.String(),
  },
  { $id: 'FileInfo' },
);
export type FileInfo = Static<typeof FileInfo>;

/** One multipart part named `file`, as clients send it; validated is its SHA-256, which stands in for the bytes. */
export const FileUpload = Type.Unsafe<unknown>({
  type: 'object',
  required: ['file'],
  properties: { file: { type: 'string', contentMediaType: 'application/octet-stream' } },
});

export const StageView = Type.Object(
  {
    id: Type.String(),
    name: ref(Text),
    office: nullable(ref(Text)),
    state: oneOf('done', 'current', 'next'),
    at: nullable(Instant),
  },
  { $id: 'StageView' },
);
export type StageView = Static<typeof StageView>;

export const HistoryItem = Type.Object(
  {
    at: Instant,
    type: Type.String(),
    text: Type.String({ description: 'Key of the text; pages hold the words' }),
    element: nullable(Type.String()),
    elementName: nullable(Type.String()),
    actorTitle: Type.Optional(nullable(Type.String())),
    office: Type.Optional(nullable(ref(Text))),
    params: Type.Optional(JsonObject),
  },
  { $id: 'HistoryItem' },
);
export type HistoryItem = Static<typeof HistoryItem>;

export const PendingTask = Type.Object(
  {
    key: Type.Integer(),
    name: Type.String(),
    form: nullable(ref(FormSchema)),
    variables: JsonObject,
    draft: nullable(ref(Answers)),
    note: nullable(Type.String({ description: 'What the office asks, in its own words' })),
    since: Instant,
  },
  { $id: 'PendingTask' },
);
export type PendingTask = Static<typeof PendingTask>;

export const WaitsFor = Type.Object(
  {
    kind: oneOf('applicant', 'official', 'system', 'nobody'),
    element: nullable(Type.String()),
    name: nullable(Type.String()),
    groups: Type.Array(Type.String()),
    assignee: nullable(Type.String({ description: 'Title of the official who took it' })),
    since: nullable(Instant),
  },
  { $id: 'WaitsFor' },
);
export type WaitsFor = Static<typeof WaitsFor>;

export const Request = Type.Object(
  {
    id: Uuid,
    institution: ref(InstitutionSummary),
    service: Slug,
    serviceName: ref(Text),
    version: Type.Integer(),
    definition: Uuid,
    channel: Type.String(),
    status: RequestStatus,
    answers: ref(Answers),
    applicantName: Type.String(),
    files: Type.Array(ref(FileInfo)),
    fee: nullable(ref(Fee)),
    payment: nullable(ref(Payment)),
    number: nullable(Type.Integer()),
    register: nullable(Type.String()),
    registeredOn: nullable(Day),
    deadline: nullable(ref(DeadlineView)),
    stage: nullable(Type.String()),
    stages: Type.Array(ref(StageView)),
    outcome: nullable(Type.String()),
    instance: nullable(Uuid),
    trackingCode: nullable(Type.String()),
    documents: Type.Array(ref(DocumentInfo)),
    pendingTask: nullable(ref(PendingTask)),
    waitsFor: Type.Array(ref(WaitsFor)),
    history: Type.Array(ref(HistoryItem)),
    form: ref(FormSchema),
    createdAt: Instant,
    updatedAt: Instant,
    revision: Type.Integer(),
  },
  { $id: 'Request' },
);
export type Request = Static<typeof Request>;

export const RequestSummary = Type.Object(
  {
    id: Uuid,
    institution: ref(InstitutionSummary),
    service: Slug,
    serviceName: ref(Text),
    status: RequestStatus,
    number: nullable(Type.Integer()),
    registeredOn: nullable(Day),
    due: nullable(Day),
    workingDaysLeft: nullable(Type.Integer()),
    clock: oneOf('running', 'suspended', 'ended', 'none'),
    stage: nullable(Type.String()),
    stageName: nullable(ref(Text)),
    applicantName: Type.Optional(Type.String()),
    needsAnswer: Type.Boolean({ description: 'The applicant has something to do' }),
    createdAt: Instant,
    updatedAt: Instant,
  },
  { $id: 'RequestSummary' },
);
export type RequestSummary = Static<typeof RequestSummary>;

export const FieldProblem = Type.Object(
  {
    field: Type.String(),
    code: Type.String(),
    message: Type.String(),
    params: Type.Optional(JsonObject),
  },
  { $id: 'FieldProblem' },
);
export type FieldProblem = Static<typeof FieldProblem>;

export const RequestInput = Type.Object(
  { service: Slug, answers: Type.Optional(JsonObject) },
  { additionalProperties: false },
);
export const AnswersInput = Type.Object(
  {
    answers: JsonObject,
    revision: Type.Optional(Type.Integer({ minimum: 1 })),
  },
  { additionalProperties: false },
);
export const AnswersOnly = Type.Object({ answers: JsonObject }, { additionalProperties: false });
export const AnswersCheck = Type.Object(
  { problems: Type.Array(ref(FieldProblem)), fee: nullable(ref(Fee)) },
  { $id: 'AnswersCheck' },
);
export type AnswersCheck = Static<typeof AnswersCheck>;

export const WithdrawInput = Type.Object(
  { reason: Type.Optional(Type.String({ maxLength: 2000 })) },
  { additionalProperties: false },
);

export const Diagram = Type.Object(
  {
    xml: Type.String(),
    active: Type.Array(Type.String()),
    completed: Type.Array(Type.String()),
    incidents: Type.Array(Type.String()),
  },
  { $id: 'Diagram' },
);
export type Diagram = Static<typeof Diagram>;

export const RequestParams = Type.Object({ institution: Slug, request: Uuid });
export const RequestTaskParams = Type.Object({ institution: Slug, request: Uuid, key: Type.Integer({ minimum: 1 }) });
export const FileParams = Type.Object({ institution: Slug, request: Uuid, file: Uuid });
export const RequestListQuery = Type.Object(
  {
    q: Type.Optional(Type.String({ maxLength: 200 })),
    status: Type.Optional(RequestStatus),
    page: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 10,
        description: 'What lies further behind is reached by narrowing the list',
      }),
    ),
  },
  { additionalProperties: false },
);

export const RequestsFound = Type.Object({
  items: Type.Array(ref(RequestSummary)),
  total: Type.Integer({ description: 'How many there are over all pages; counted up to 500, in a search up to 100' }),
  capped: Type.Boolean({ description: 'There are more than `total`' }),
});

export const requestSchemas = [
  FileInfo,
  StageView,
  HistoryItem,
  PendingTask,
  WaitsFor,
  Request,
  RequestSummary,
  FieldProblem,
  AnswersCheck,
  Diagram,
];
