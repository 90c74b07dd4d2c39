import type { Event, State } from '@circula/engine';
import type { StepRows, TaskChange, TaskRow } from './step-rows.ts';

/** Where the instance stands besides its state. */
export interface InstanceHead {
  readonly institution: string;
  readonly instance: string;
  readonly definition: string;
  readonly businessKey: string;
  /** The instance at the top of the tree of calls; itself when nobody called it. */
  readonly root: string;
  readonly parent: { readonly instance: string; readonly key: number } | null;
  /** How many steps it has made; 0: not yet stored. */
  readonly revision: number;
}

/** One step of an instance, to be written. */
export interface WrittenStep {
  readonly head: InstanceHead;
  readonly state: State;
  readonly events: readonly Event[];
  readonly rows: StepRows;
  readonly actor: string | null;
  /** W3C trace context to remember with what is opened. */
  readonly trace: string | null;
}

/**
 * What steps write into one table. Rows travel as one array for each column; in `sql`, `given` is the row source `unnest(…)`
 * over them, `$1` the institution and `$2` the time of the transaction. `only` adds that a column names the instance where
 * there is only one: then even a database without statistics looks nowhere else.
 */
export interface StepTable {
  /** Of the statement's name, so that each combination of tables has its own. */
  readonly letter: string;
  /** SQL types of the columns. */
  readonly types: readonly string[];
  /** The rows, column by column in the order of `types`. */
  readonly rows: (steps: readonly WrittenStep[]) => readonly (readonly unknown[])[];
  readonly sql: (given: string, only: (column: string) => string) => string;
}

type Open<V> = Exclude<V, null | 'closed' | { readonly closed: unknown }>;
type Closed<V> = Exclude<V, Open<V>>;

const isClosed = <V>(row: V): row is Closed<V> =>
  row === null || row === 'closed' || (typeof row === 'object' && 'closed' in (row as object));

/** The rows that are opened in one of the maps of StepRows: instance, key, row, trace context. */
function opened<V>(
  steps: readonly WrittenStep[],
  of: (rows: StepRows) => ReadonlyMap<number, V>,
): [string, number, Open<V>, string | null][] {
  const found: [string, number, Open<V>, string | null][] = [];
  for (const { head, rows, trace } of steps) {
    for (const [key, row] of of(rows)) if (!isClosed(row)) found.push([head.instance, key, row as Open<V>, trace]);
  }
  return found;
}

/** And those that are closed, with who did it. */
function closed<V>(
  steps: readonly WrittenStep[],
  of: (rows: StepRows) => ReadonlyMap<number, V>,
): [string, number, Closed<V>, string | null][] {
  const found: [string, number, Closed<V>, string | null][] = [];
  for (const { head, rows, actor } of steps) {
    for (const [key, row] of of(rows)) if (isClosed(row)) found.push([head.instance, key, row, actor]);
  }
  return found;
}

const keysOf = (rows: readonly (readonly [string, number, ...unknown[]])[]) =>
  [rows.map(([instance]) => instance), rows.map(([, key]) => key)] as const;

/**
 * That a column of instants has no value, in words that no partial index of open rows answers: rows are looked up by
 * their key, however many are open.
 */
export const isNull = (column: string): string => `coalesce(${column}, 'infinity') = 'infinity'`;

const KEYS = ['uuid', 'bigint'] as const;

/** New instances. */
export const NEW_INSTANCES: StepTable = {
  letter: 'n',
  types: ['uuid', 'uuid', 'text', 'text', 'text', 'jsonb', 'bigint', 'uuid', 'uuid', 'bigint', 'float8'],
  rows: (steps) => [
    steps.map(({ head }) => head.instance),
    steps.map(({ head }) => head.definition),
    steps.map(({ state }) => state.process),
    steps.map(({ head }) => head.businessKey),
    steps.map(({ state }) => state.status),
    steps.map(({ state }) => JSON.stringify(state)),
    steps.map(({ head }) => head.revision + 1),
    steps.map(({ head }) => head.root),
    steps.map(({ head }) => head.parent?.instance ?? null),
    steps.map(({ head }) => head.parent?.key ?? null),
    steps.map(({ state }) => state.endedAt),
  ],
  sql: (
    given,
  ) => `insert into instances (institution_id, id, definition_id, process_id, business_key, status, state, revision,
      root_instance, parent_instance, parent_key, created_at, ended_at)
    select $1, id, definition, process, business_key, status, state, revision, root, parent, parent_key, $2,
        to_timestamp(ended / 1000.0)
      from ${given} as i (id, definition, process, business_key, status, state, revision, root, parent, parent_key, ended)
    returning id`,
};

/** Instances that make another step. */
export const KNOWN_INSTANCES: StepTable = {
  letter: 'k',
  types: ['uuid', 'text', 'jsonb', 'bigint', 'float8'],
  rows: (steps) => [
    steps.map(({ head }) => head.instance),
    steps.map(({ state }) => state.status),
    steps.map(({ state }) => JSON.stringify(state)),
    steps.map(({ head }) => head.revision),
    steps.map(({ state }) => state.endedAt),
  ],
  sql: (given, only) => `update instances set status = i.status, state = i.state, revision = i.revision + 1,
      ended_at = to_timestamp(i.ended / 1000.0), suspended = i.state ? 'suspended'
    from ${given} as i (id, status, state, revision, ended)
   where institution_id = $1 and instances.id = i.id${only('instances.id')} and instances.revision = i.revision returning instances.id`,
};

/** Everything beside the instances. */
export const STEP_TABLES: readonly StepTable[] = [
  {
    letter: 'j',
    types: ['uuid', 'bigint', 'float8', 'text', 'text', 'bigint', 'jsonb'],
    rows: (steps) => {
      const all = steps.flatMap(({ head, events }) => events.map((event) => ({ instance: head.instance, event })));
      return [
        all.map(({ instance }) => instance),
        all.map(({ event }) => event.seq),
        all.map(({ event }) => event.at),
        all.map(({ event }) => event.type),
        all.map(({ event }) => event.element),
        all.map(({ event }) => event.key),
        all.map(({ event }) => JSON.stringify(event)),
      ];
    },
    sql: (given) => `insert into journal (institution_id, instance_id, seq, at, type, element, key, event)
      select $1, instance, seq, to_timestamp(at / 1000.0), type, element, key, event
        from ${given} as j (instance, seq, at, type, element, key, event)`,
  },
  {
    letter: 't',
    types: ['jsonb'],
    rows: (steps) => [
      opened(steps, (rows) => rows.tasks).flatMap(([instance, , task, trace]) =>
        isChange(task) ? [] : [JSON.stringify({ ...taskRecord(instance, task), trace })],
      ),
    ],
    sql: (
      given,
    ) => `insert into tasks (institution_id, instance_id, key, element, name, status, assignee, candidate_groups,
        candidate_users, form, due_date, follow_up_date, priority, headers, variables, transition, denied, created_at,
        trace_context)
      select $1, t.instance, t.key, t.element, t.name, case when t.assignee is null then 'created' else 'reserved' end,
          t.assignee, t.groups, t.users, t.form, t.due, t.follow_up, t.priority, t.headers, t.variables, t.transition,
          t.denied, $2, t.trace
        from ${given} as given (task)
          cross join lateral jsonb_to_record(given.task) as t (instance uuid, key bigint, element text, name text,
            assignee text, groups text[], users text[], form text, due timestamptz, follow_up timestamptz,
            priority integer, headers jsonb, variables jsonb, transition text, denied text, trace text)
      on conflict (institution_id, instance_id, key) do update set
        name = excluded.name, candidate_groups = excluded.candidate_groups, candidate_users = excluded.candidate_users,
        form = excluded.form, due_date = excluded.due_date, follow_up_date = excluded.follow_up_date,
        priority = excluded.priority, headers = excluded.headers, variables = excluded.variables,
        transition = excluded.transition, denied = excluded.denied, revision = tasks.revision + 1`,
  },
  {
    letter: 'u',
    types: [...KEYS, 'jsonb', 'text', 'text'],
    rows: (steps) => {
      const changes = opened(steps, (rows) => rows.tasks).flatMap(([instance, key, task]) =>
        isChange(task) ? [[instance, key, task] as const] : [],
      );
      return [
        ...keysOf(changes),
        changes.map(([, , task]) => JSON.stringify(changedColumns(task))),
        changes.map(([, , task]) => task.transition),
        changes.map(([, , task]) => task.denied),
      ];
    },
    sql: (given, only) => `update tasks set
        assignee = case when c.new ? 'assignee' then c.new ->> 'assignee' else tasks.assignee end,
        status = case when not c.new ? 'assignee' then tasks.status
                      when c.new ->> 'assignee' is null then 'created' else 'reserved' end,
        claimed_at = case when not c.new ? 'assignee' then claimed_at
                          when c.new ->> 'assignee' is null then null else $2 end,
        candidate_groups = case when c.new ? 'groups' then array(select jsonb_array_elements_text(c.new -> 'groups'))
                                else candidate_groups end,
        candidate_users = case when c.new ? 'users' then array(select jsonb_array_elements_text(c.new -> 'users'))
                               else candidate_users end,
        due_date = case when c.new ? 'due' then (c.new ->> 'due')::timestamptz else due_date end,
        follow_up_date = case when c.new ? 'follow_up' then (c.new ->> 'follow_up')::timestamptz else follow_up_date end,
        priority = coalesce((c.new ->> 'priority')::integer, priority),
        transition = c.transition, denied = c.denied, revision = tasks.revision + 1
      from ${given} as c (instance, key, new, transition, denied)
     where institution_id = $1 and instance_id = c.instance${only('instance_id')} and tasks.key = c.key and ${isNull('completed_at')}`,
  },
  {
    letter: 'T',
    types: [...KEYS, 'text', 'text'],
    rows: (steps) => {
      const tasks = closed(steps, (rows) => rows.tasks);
      return [...keysOf(tasks), tasks.map(([, , task]) => task.closed), tasks.map(([, , , actor]) => actor)];
    },
    sql: (
      given,
      only,
    ) => `update tasks set status = c.status, completed_at = $2, transition = null, revision = tasks.revision + 1,
        completed_by = case when transition = 'completing' then coalesce(assignee, c.actor) else c.actor end
      from ${given} as c (instance, key, status, actor)
     where institution_id = $1 and instance_id = c.instance${only('instance_id')} and tasks.key = c.key and ${isNull('completed_at')}`,
  },
  {
    letter: 'd',
    types: [...KEYS, 'text', 'float8', 'text'],
    rows: (steps) => {
      const timers = opened(steps, (rows) => rows.timers);
      return [
        ...keysOf(timers),
        timers.map(([, , timer]) => timer.element),
        timers.map(([, , timer]) => timer.due),
        timers.map(([, , , trace]) => trace),
      ];
    },
    sql: (given) => `insert into timers (institution_id, instance_id, key, element, due, trace_context)
      select $1, instance, key, element, to_timestamp(due / 1000.0), trace
        from ${given} as t (instance, key, element, due, trace)
      on conflict (institution_id, instance_id, key) do update set
        due = excluded.due, attempts = 0, lease_until = null, lease_token = null,
        trace_context = excluded.trace_context`,
  },
  {
    letter: 'D',
    types: KEYS,
    rows: (steps) => keysOf(closed(steps, (rows) => rows.timers)),
    sql: (given, only) => `delete from timers using ${given} as c (instance, key)
     where institution_id = $1 and instance_id = c.instance${only('instance_id')} and timers.key = c.key`,
  },
  {
    letter: 'w',
    types: [...KEYS, 'text', 'text', 'text', 'jsonb', 'integer', 'text'],
    rows: (steps) => {
      const jobs = opened(steps, (rows) => rows.jobs);
      return [
        ...keysOf(jobs),
        jobs.map(([, , job]) => job.kind),
        jobs.map(([, , job]) => job.element),
        jobs.map(([, , job]) => job.jobType),
        jobs.map(([, , job]) => JSON.stringify(job.payload)),
        jobs.map(([, , job]) => job.retries),
        jobs.map(([, , , trace]) => trace),
      ];
    },
    sql: (
      given,
    ) => `insert into jobs (institution_id, instance_id, key, kind, element, job_type, payload, retries, run_at, created_at, trace_context)
      select $1, instance, key, kind, element, job_type, payload, retries, $2, $2, trace
        from ${given} as j (instance, key, kind, element, job_type, payload, retries, trace)
      on conflict (institution_id, instance_id, key) do update set
        kind = excluded.kind, element = excluded.element, job_type = excluded.job_type, payload = excluded.payload,
        retries = excluded.retries, run_at = excluded.run_at, attempts = 0, done_at = null,
        failed_at = null, lease_until = null, lease_token = null, trace_context = excluded.trace_context`,
  },
  {
    letter: 'W',
    types: KEYS,
    rows: (steps) => keysOf(closed(steps, (rows) => rows.jobs)),
    sql: (
      given,
      only,
    ) => `update jobs set done_at = $2, lease_until = null, lease_token = null from ${given} as c (instance, key)
     where institution_id = $1 and instance_id = c.instance${only('instance_id')} and jobs.key = c.key and ${isNull('done_at')}`,
  },
  {
    letter: 's',
    types: [...KEYS, 'text', 'text', 'text', 'text', 'text'],
    rows: (steps) => {
      const waiting = new Map(steps.map(({ head, state }) => [head.instance, state.process]));
      const subscriptions = opened(steps, (rows) => rows.subscriptions);
      return [
        ...keysOf(subscriptions),
        subscriptions.map(([, , subscription]) => subscription.element),
        subscriptions.map(([instance]) => waiting.get(instance)),
        subscriptions.map(([, , subscription]) => subscription.message),
        subscriptions.map(([, , subscription]) => subscription.correlationKey),
        subscriptions.map(([, , , trace]) => trace),
      ];
    },
    sql: (
      given,
    ) => `insert into subscriptions (institution_id, instance_id, key, element, process_id, message, correlation_key, opened_at, trace_context)
      select $1, instance, key, element, process, message, correlation_key, $2, trace
        from ${given} as s (instance, key, element, process, message, correlation_key, trace)
      on conflict (institution_id, instance_id, key) do update set
        message = excluded.message, correlation_key = excluded.correlation_key`,
  },
  {
    letter: 'S',
    types: KEYS,
    rows: (steps) => keysOf(closed(steps, (rows) => rows.subscriptions)),
    sql: (given, only) => `delete from subscriptions using ${given} as c (instance, key)
     where institution_id = $1 and instance_id = c.instance${only('instance_id')} and subscriptions.key = c.key`,
  },
  {
    letter: 'i',
    types: [...KEYS, 'text', 'text', 'text'],
    rows: (steps) => {
      const incidents = opened(steps, (rows) => rows.incidents);
      return [
        ...keysOf(incidents),
        incidents.map(([, , incident]) => incident.element),
        incidents.map(([, , incident]) => incident.code),
        incidents.map(([, , incident]) => incident.message),
      ];
    },
    sql: (given) => `insert into incidents (institution_id, instance_id, key, element, code, message, raised_at)
      select $1, instance, key, element, code, message, $2 from ${given} as i (instance, key, element, code, message)
      on conflict (institution_id, instance_id, key) do nothing`,
  },
  {
    letter: 'I',
    types: KEYS,
    rows: (steps) => keysOf(closed(steps, (rows) => rows.incidents)),
    sql: (given, only) => `update incidents set resolved_at = $2 from ${given} as c (instance, key)
     where institution_id = $1 and instance_id = c.instance${only('instance_id')} and incidents.key = c.key and ${isNull('resolved_at')}`,
  },
];

const isChange = (task: TaskRow | TaskChange): task is TaskChange => 'changes' in task;

function changedColumns({ changes }: TaskChange) {
  const { assignee, candidateGroups, candidateUsers, dueDate, followUpDate, priority } = changes;
  return {
    assignee,
    groups: candidateGroups,
    users: candidateUsers,
    due: dueDate === undefined ? undefined : instantOrNull(dueDate),
    follow_up: followUpDate === undefined ? undefined : instantOrNull(followUpDate),
    priority,
  };
}

function taskRecord(instance: string, task: TaskRow) {
  return {
    instance,
    key: task.key,
    element: task.element,
    name: task.name,
    assignee: task.assignee,
    groups: task.candidateGroups,
    users: task.candidateUsers,
    form: task.form,
    due: instantOrNull(task.dueDate),
    follow_up: instantOrNull(task.followUpDate),
    priority: task.priority,
    headers: task.headers,
    variables: task.variables,
    transition: task.transition ?? null,
    denied: task.denied ?? null,
  };
}

/** An expression of the model may give anything; what is no instant is no date. */
function instantOrNull(text: string | null): string | null {
  const time = text === null ? Number.NaN : Date.parse(text);
  return Number.isNaN(time) ? null : new Date(time).toISOString();
}
