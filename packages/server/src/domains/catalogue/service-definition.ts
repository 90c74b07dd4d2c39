import { type Static, Type } from 'typebox';

/** A text in the three languages; none may be empty. */
const Words = Type.Object(
  {
    ro: Type.String({ minLength: 1, maxLength: 4000 }),
    hu: Type.String({ minLength: 1, maxLength: 4000 }),
    en: Type.String({ minLength: 1, maxLength: 4000 }),
  },
  { additionalProperties: false },
);
const Id = Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9_-]{0,79}$' });
const LegalBasis = Type.String({ minLength: 1, maxLength: 500 });
const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' });

/**
 * How the legal time limit of a service runs. Amounts are data with a legal basis and the day they took effect;
 * `excludeFirst` and `excludeLast` are the "free days" of the Civil Code, art. 2.553.
 */
export const DeadlineRule = Type.Object(
  {
    amount: Type.Integer({ minimum: 1, maximum: 3660 }),
    unit: Type.Unsafe<'working-days' | 'calendar-days'>({ type: 'string', enum: ['working-days', 'calendar-days'] }),
    excludeFirst: Type.Boolean(),
    excludeLast: Type.Boolean(),
    rollToWorkingDay: Type.Boolean(),
    start: Type.Literal('registration'),
    warnBeforeWorkingDays: Type.Integer({ minimum: 0, maximum: 60 }),
    onCompletionRequest: Type.Literal('suspend'),
    maximumExtension: Type.Optional(Type.Integer({ minimum: 0, maximum: 3660 })),
    onExpiry: Type.Optional(
      Type.Unsafe<'none' | 'escalate' | 'tacit-approval' | 'tacit-refusal'>({
        type: 'string',
        enum: ['none', 'escalate', 'tacit-approval', 'tacit-refusal'],
      }),
    ),
    legalBasis: LegalBasis,
    effectiveFrom: Day,
  },
  { additionalProperties: false },
);
export type DeadlineRule = Static<typeof DeadlineRule>;

/** The fee of a service: a DMN decision over FEEL expressions that read the answers. */
export const FeeRule = Type.Object(
  {
    decision: Id,
    inputs: Type.Record(
      Type.String({ pattern: '^[\\p{L}_][\\p{L}\\p{N}_ -]{0,79}$' }),
      Type.String({ maxLength: 2000 }),
    ),
    legalBasis: LegalBasis,
    effectiveFrom: Day,
  },
  { additionalProperties: false },
);
export type FeeRule = Static<typeof FeeRule>;

/** `service.json`: everything the public card, the clock, the register and the archive need to know of a request type. */
export const ServiceDefinition = Type.Object(
  {
    id: Type.String({ pattern: '^[a-z0-9][a-z0-9-]{0,79}$' }),
    name: Words,
    summary: Words,
    category: Type.String({ minLength: 1, maxLength: 80 }),
    keywords: Type.Array(Type.String({ maxLength: 80 }), { maxItems: 100 }),
    legalBasis: Type.Array(
      Type.Object(
        { text: LegalBasis, url: Type.Optional(Type.String({ pattern: '^https://', maxLength: 500 })) },
        { additionalProperties: false },
      ),
      { maxItems: 50 },
    ),
    audience: Type.String({ maxLength: 400 }),
    minutesToFill: Type.Integer({ minimum: 1, maximum: 600 }),
    form: Id,
    documents: Type.Array(
      Type.Object(
        { id: Id, name: Words, required: Type.Boolean(), note: Type.Optional(Words) },
        { additionalProperties: false },
      ),
      { maxItems: 50 },
    ),
    fee: Type.Union([FeeRule, Type.Null()]),
    deadline: DeadlineRule,
    process: Id,
    stages: Type.Array(Type.Object({ id: Id, name: Words, office: Id }, { additionalProperties: false }), {
      minItems: 1,
      maxItems: 50,
    }),
    outputs: Type.Array(Type.Object({ template: Id, name: Words }, { additionalProperties: false }), { maxItems: 20 }),
    register: Id,
    /** Variables (or paths such as `answers.parcel`) by whose values instances are found. */
    searchVariables: Type.Optional(
      Type.Array(
        Type.String({ pattern: '^[\\p{L}_][\\p{L}\\p{N}_-]*(\\.[\\p{L}_][\\p{L}\\p{N}_-]*)*$', maxLength: 200 }),
        {
          maxItems: 20,
        },
      ),
    ),
    /** Days for which the technical history of an ended instance without a file is kept; default: the institution's. */
    historyDays: Type.Optional(Type.Integer({ minimum: 1, maximum: 36_500 })),
    retentionYears: Type.Union([Type.Integer({ minimum: 1, maximum: 200 }), Type.Literal('permanent')]),
  },
  { additionalProperties: false },
);
export type ServiceDefinition = Static<typeof ServiceDefinition>;
