import { type Static, Type } from 'typebox';
import { Day, nullable, oneOf, ref, Text } from '../schema.ts';

export const DeadlineStep = Type.Object(
  {
    code: Type.String({ description: '`rule`, why the day counts or not, or `due`' }),
    day: nullable(Day),
    text: ref(Text),
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
