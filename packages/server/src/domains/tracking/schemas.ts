import { type Static, Type } from 'typebox';
import { Day, Instant, nullable, oneOf, ref, Text } from '../schema.ts';

/** What the public page shows: where the file is, never whose it is. */
export const Tracking = Type.Object(
  {
    institution: Type.Object({ name: Type.String(), slug: Type.String() }),
    service: Type.String(),
    serviceName: ref(Text),
    number: Type.Integer(),
    date: Day,
    stage: nullable(Type.Object({ id: Type.String(), name: ref(Text) })),
    office: nullable(ref(Text)),
    due: nullable(Day),
    workingDaysLeft: nullable(Type.Integer()),
    clock: oneOf('running', 'suspended', 'overdue', 'ended'),
    status: oneOf('submitted', 'completed', 'rejected', 'withdrawn'),
    steps: Type.Array(
      Type.Object({
        id: Type.String(),
        name: ref(Text),
        office: nullable(ref(Text)),
        state: oneOf('done', 'current', 'next'),
        at: nullable(Instant),
      }),
    ),
    nextAction: nullable(oneOf('answer-completion', 'collect-document')),
    requestPath: Type.String({ description: 'Path of the applicant’s own page, which asks for log-in' }),
  },
  { $id: 'Tracking' },
);
export type Tracking = Static<typeof Tracking>;

export const TrackingParams = Type.Object({ code: Type.String({ minLength: 1, maxLength: 200 }) });

export const trackingSchemas = [Tracking];
