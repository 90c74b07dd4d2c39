import type { Event, State } from '@circula/engine';
import type { PreparedStatement, Transaction } from '../persistence/transaction.ts';
import { currentTrace } from '../platform/tracing/spans.ts';
import type { StepRows } from './step-rows.ts';

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

const INSERT_INSTANCE = `
  insert into instances (institution_id, id, definition_id, process_id, business_key, status, state, revision,
    root_instance, parent_instance, parent_key, created_at, ended_at)
  values ($1, $2, $41, $42, $43, $4, $5, $6, $44, $45, $46, $3, $7) returning id`;

const UPDATE_INSTANCE = `
  update instances set status = $4, state = $5, revision = $6, ended_at = $7, suspended = $5::jsonb ? 'suspended'
   where institution_id = $1 and id = $2 and revision = $6 - 1 returning id`;

/**
 * One step in one statement: the instance, its journal, and every row the step opens or closes. Rows travel as arrays;
 * empty arrays cost next to nothing.
 */
const writeStatement = (instanceSql: string): string => `
with instance as (${instanceSql}),
journal_rows as (
  insert into journal (institution_id, instance_id, seq, at, type, element, key, event)
  select $1, $2, seq, to_timestamp(at / 1000.0), type, element, key, event::jsonb
    from unnest($8::bigint[], $9::float8[], $10::text[], $11::text[], $12::bigint[], $13::text[])
      as j (seq, at, type, element, key, event)),
opened_tasks as (
  insert into tasks (institution_id, instance_id, key, element, name, status, assignee, candidate_groups,
    candidate_users, form, due_date, follow_up_date, priority, headers, variables, created_at, trace_context)
  select $1, $2, t.key, t.element, t.name, case when t.assignee is null then 'created' else 'reserved' end, t.assignee,
    array(select jsonb_array_elements_text(t.groups)), array(select jsonb_array_elements_text(t.users)),
    t.form, t.due, t.follow_up, t.priority, t.headers, t.variables, $3, $40::text
    from jsonb_to_recordset($14::jsonb) as t (key bigint, element text, name text, assignee text, groups jsonb,
      users jsonb, form text, due timestamptz, follow_up timestamptz, priority integer, headers jsonb, variables jsonb)
  on conflict (institution_id, instance_id, key) do update set
    name = excluded.name, candidate_groups = excluded.candidate_groups, candidate_users = excluded.candidate_users,
    form = excluded.form, due_date = excluded.due_date, follow_up_date = excluded.follow_up_date,
    priority = excluded.priority, headers = excluded.headers, variables = excluded.variables,
    revision = tasks.revision + 1),
closed_tasks as (
  update tasks set status = c.status, completed_at = $3, completed_by = $17, revision = tasks.revision + 1
    from unnest($15::bigint[], $16::text[]) as c (key, status)
   where tasks.institution_id = $1 and tasks.instance_id = $2 and tasks.key = c.key and tasks.completed_at is null),
opened_timers as (
  insert into timers (institution_id, instance_id, key, element, due, trace_context)
  select $1, $2, key, element, to_timestamp(due / 1000.0), $40
    from unnest($18::bigint[], $19::text[], $20::float8[]) as t (key, element, due)
  on conflict (institution_id, instance_id, key) do update set
    due = excluded.due, attempts = 0, lease_until = null, lease_token = null, trace_context = excluded.trace_context),
closed_timers as (
  delete from timers where institution_id = $1 and instance_id = $2 and key = any ($21::bigint[])),
opened_jobs as (
  insert into jobs (institution_id, instance_id, key, kind, element, job_type, payload, retries, run_at, created_at,
    trace_context)
  select $1, $2, key, kind, element, job_type, payload::jsonb, retries, $3, $3, $40
    from unnest($22::bigint[], $23::text[], $24::text[], $25::text[], $26::text[], $27::integer[])
      as j (key, kind, element, job_type, payload, retries)
  on conflict (institution_id, instance_id, key) do update set
    payload = excluded.payload, retries = excluded.retries, run_at = excluded.run_at, attempts = 0, done_at = null,
    failed_at = null, lease_until = null, lease_token = null, trace_context = excluded.trace_context),
closed_jobs as (
  update jobs set done_at = $3, lease_until = null, lease_token = null
   where institution_id = $1 and instance_id = $2 and key = any ($28::bigint[]) and done_at is null),
opened_subscriptions as (
  insert into subscriptions (institution_id, instance_id, key, element, process_id, message, correlation_key, opened_at,
    trace_context)
  select $1, $2, key, element, $29, message, correlation_key, $3, $40
    from unnest($30::bigint[], $31::text[], $32::text[], $33::text[]) as s (key, element, message, correlation_key)
  on conflict (institution_id, instance_id, key) do update set
    message = excluded.message, correlation_key = excluded.correlation_key),
closed_subscriptions as (
  delete from subscriptions where institution_id = $1 and instance_id = $2 and key = any ($34::bigint[])),
opened_incidents as (
  insert into incidents (institution_id, instance_id, key, element, code, message, raised_at)
  select $1, $2, key, element, code, message, $3
    from unnest($35::bigint[], $36::text[], $37::text[], $38::text[]) as i (key, element, code, message)
  on conflict (institution_id, instance_id, key) do nothing),
closed_incidents as (
  update incidents set resolved_at = $3
   where institution_id = $1 and instance_id = $2 and key = any ($39::bigint[]) and resolved_at is null)
select id from instance`;

const INSERT: PreparedStatement = { name: 'circula-first-step', text: writeStatement(INSERT_INSTANCE) };
const UPDATE: PreparedStatement = { name: 'circula-step', text: writeStatement(UPDATE_INSTANCE) };

/** Writes a step. The instance's row must be locked, or be new. */
export async function writeStep(
  tx: Transaction,
  head: InstanceHead,
  step: { state: State; events: readonly Event[]; rows: StepRows; actor: string | null },
): Promise<void> {
  const { state, events, rows } = step;
  const tasks = split(rows.tasks, (row): row is Extract<typeof row, { type: 'createTask' }> => 'type' in row);
  const timers = split(rows.timers, (row): row is NonNullable<typeof row> => row !== null);
  const jobs = split(rows.jobs, (row): row is Exclude<typeof row, 'closed'> => row !== 'closed');
  const subscriptions = split(rows.subscriptions, (row): row is NonNullable<typeof row> => row !== null);
  const incidents = split(rows.incidents, (row): row is NonNullable<typeof row> => row !== null);
  const params: unknown[] = [
    head.institution,
    head.instance,
    tx.now,
    state.status,
    JSON.stringify(state),
    head.revision + 1,
    state.endedAt === null ? null : new Date(state.endedAt),
    events.map((event) => event.seq),
    events.map((event) => event.at),
    events.map((event) => event.type),
    events.map((event) => event.element),
    events.map((event) => event.key),
    events.map((event) => JSON.stringify(event)),
    JSON.stringify(tasks.open.map(([, task]) => taskRecord(task))),
    tasks.closed.map(([key]) => key),
    tasks.closed.map(([, task]) => task.closed),
    step.actor,
    timers.open.map(([key]) => key),
    timers.open.map(([, timer]) => timer.element),
    timers.open.map(([, timer]) => timer.due),
    timers.closed.map(([key]) => key),
    jobs.open.map(([key]) => key),
    jobs.open.map(([, job]) => job.kind),
    jobs.open.map(([, job]) => job.element),
    jobs.open.map(([, job]) => job.jobType),
    jobs.open.map(([, job]) => JSON.stringify(job.payload)),
    jobs.open.map(([, job]) => job.retries),
    jobs.closed.map(([key]) => key),
    state.process,
    subscriptions.open.map(([key]) => key),
    subscriptions.open.map(([, subscription]) => subscription.element),
    subscriptions.open.map(([, subscription]) => subscription.message),
    subscriptions.open.map(([, subscription]) => subscription.correlationKey),
    subscriptions.closed.map(([key]) => key),
    incidents.open.map(([key]) => key),
    incidents.open.map(([, incident]) => incident.element),
    incidents.open.map(([, incident]) => incident.code),
    incidents.open.map(([, incident]) => incident.message),
    incidents.closed.map(([key]) => key),
    currentTrace(),
  ];
  const isNew = head.revision === 0;
  if (isNew) {
    const { definition, businessKey, root, parent } = head;
    params.push(definition, state.process, businessKey, root, parent?.instance ?? null, parent?.key ?? null);
  }
  const written = await tx.execute(isNew ? INSERT : UPDATE, params);
  if (written.length !== 1) throw new Error(`The instance ${head.instance} was not locked while it made a step.`);
}

function taskRecord(task: Extract<StepRows['tasks'] extends Map<number, infer R> ? R : never, { type: 'createTask' }>) {
  return {
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
  };
}

/** An expression of the model may give anything; what is no instant is no date. */
function instantOrNull(text: string | null): string | null {
  const time = text === null ? Number.NaN : Date.parse(text);
  return Number.isNaN(time) ? null : new Date(time).toISOString();
}

function split<V, O extends V>(
  rows: ReadonlyMap<number, V>,
  isOpen: (row: V) => row is O,
): { open: [number, O][]; closed: [number, Exclude<V, O>][] } {
  const open: [number, O][] = [];
  const closed: [number, Exclude<V, O>][] = [];
  for (const [key, row] of rows) {
    if (isOpen(row)) open.push([key, row]);
    else closed.push([key, row as Exclude<V, O>]);
  }
  return { open, closed };
}
