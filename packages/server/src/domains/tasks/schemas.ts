import { type Static, Type } from 'typebox';
import { StaffMember } from '../institutions/index.ts';
import { Request, WaitsFor } from '../requests/index.ts';
import { Answers, Day, FormSchema, Instant, JsonObject, nullable, oneOf, ref, Slug, Text, Uuid } from '../schema.ts';

/** What is being checked about a task before it goes on. */
export const TaskTransition = oneOf('creating', 'assigning', 'updating', 'completing', 'canceling');

export const TaskStatus = oneOf('created', 'reserved', 'completed', 'failed', 'cancelled');

const summary = {
  id: Type.String({ description: '`instance:key`' }),
  instance: Uuid,
  key: Type.Integer(),
  name: Type.String(),
  element: Type.String(),
  status: TaskStatus,
  assignee: nullable(Type.String()),
  assigneeName: nullable(Type.String()),
  candidateGroups: Type.Array(Type.String()),
  requestId: nullable(Uuid),
  service: nullable(Type.String()),
  number: nullable(Type.Integer()),
  registeredOn: nullable(Day),
  serviceName: nullable(ref(Text)),
  applicantName: nullable(Type.String()),
  due: nullable(Day),
  workingDaysLeft: nullable(Type.Integer()),
  clock: oneOf('running', 'suspended', 'overdue', 'none'),
  priority: Type.Integer(),
  transition: nullable(TaskTransition),
  createdAt: Instant,
};

export const TaskSummary = Type.Object(summary, { $id: 'TaskSummary' });
export type TaskSummary = Static<typeof TaskSummary>;

export const Task = Type.Object(
  {
    ...summary,
    form: nullable(ref(FormSchema)),
    draft: nullable(ref(Answers)),
    variables: JsonObject,
    request: nullable(ref(Request)),
    staff: Type.Array(ref(StaffMember)),
    canClaim: Type.Boolean(),
    canRelease: Type.Boolean(),
    canComplete: Type.Boolean(),
    waitsFor: Type.Array(ref(WaitsFor)),
    denied: nullable(Type.String({ description: 'Why what was asked of the task last has been denied' })),
    revision: Type.Integer(),
  },
  { $id: 'Task' },
);
export type Task = Static<typeof Task>;

export const TaskList = Type.Object(
  {
    items: Type.Array(ref(TaskSummary)),
    counts: Type.Object(
      { mine: Type.Integer(), office: Type.Integer(), all: Type.Integer() },
      { description: 'Counted up to 500, which stands for that many or more' },
    ),
    total: Type.Integer({
      description: 'How many the view and the search hold, over all pages; counted up to 500, in a search up to 100',
    }),
    capped: Type.Boolean({ description: 'There are more than `total`' }),
  },
  { $id: 'TaskList' },
);
export type TaskList = Static<typeof TaskList>;

export const TaskAnswersInput = Type.Object({ answers: JsonObject }, { additionalProperties: false });

export const TaskCompleted = Type.Object(
  {
    done: Type.Boolean({
      description: 'False: the answers are kept, and something is checked before the task is done',
    }),
    next: nullable(ref(TaskSummary)),
  },
  { $id: 'TaskCompleted' },
);
export type TaskCompleted = Static<typeof TaskCompleted>;

export const TaskParams = Type.Object({
  institution: Slug,
  task: Type.String({ pattern: '^[0-9a-fA-F-]{36}:[1-9][0-9]{0,14}$' }),
});
export const TaskListQuery = Type.Object(
  {
    view: Type.Optional(oneOf('mine', 'office', 'all')),
    q: Type.Optional(Type.String({ maxLength: 200 })),
    sort: Type.Optional(oneOf('due', '-due', 'created', '-created', 'number', 'priority')),
    page: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 10,
        description: 'What lies further behind is reached by another order or search',
      }),
    ),
  },
  { additionalProperties: false },
);

export const taskSchemas = [TaskSummary, Task, TaskList, TaskCompleted];
