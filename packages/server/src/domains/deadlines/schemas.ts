import { type Static, Type } from 'typebox';
import { Day, nullable, oneOf, ref } from '../schema.ts';

export const DeadlineStep = Type.Object(
  {
    code: Type.String({ description: 'Which rule moved the day; texts belong to the pages' }),
    day: Type.String(),
    params: Type.Optional(Type.Unsafe<{ [name: string]: unknown }>({ type: 'object', additionalProperties: true })),
  },
  { $id: 'DeadlineStep' },
);
export type DeadlineStep = Static<typeof DeadlineStep>;

export const DeadlineView = Type.Object(
  {
    due: nullable(Day),
    startedOn: Day,
    status: oneOf('running', 'suspended', 'ended'),
    workingDaysLeft: nullable(Type.Integer({ description: 'Negative when the day has passed' })),
    warnAt: nullable(Type.String({ format: 'date-time' })),
    explanation: Type.Array(ref(DeadlineStep)),
  },
  { $id: 'DeadlineView' },
);
export type DeadlineView = Static<typeof DeadlineView>;

export const deadlineSchemas = [DeadlineStep, DeadlineView];
