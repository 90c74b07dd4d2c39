import { randomUUID } from 'node:crypto';

/**
 * The rows of one completed task, written by hand: the instance's state, five entries of the journal, a task closed and
 * a task opened, in one prepared statement that commits by itself. No locks, no roles, no rules, no engine: what the
 * database can give at most for these rows.
 */
const ONE = `
with instance as (update instances set state = $3, revision = revision + 1 where institution_id = $1 and id = $2),
  closed as (update tasks set status = 'completed', completed_at = now(), completed_by = 'bench', revision = revision + 1
    where institution_id = $1 and instance_id = $2 and key = $4),
  opened as (insert into tasks (institution_id, instance_id, key, element, name, status, candidate_groups, candidate_users,
      priority, headers, variables, created_at)
    values ($1, $2, $5, 'work', 'Work', 'created', '{office}', '{}', 50, '{}', $6, now()))
insert into journal (institution_id, instance_id, seq, at, type, element, key, event) values
  ($1, $2, $7, now(), 'waitClosed', 'work', $4, $8), ($1, $2, $7 + 1, now(), 'elementCompleted', 'work', $4, $9),
  ($1, $2, $7 + 2, now(), 'flowTaken', 'f2', 1, $10), ($1, $2, $7 + 3, now(), 'elementEntered', 'work', $5, $11),
  ($1, $2, $7 + 4, now(), 'waitOpened', 'work', $5, $12)`;

/** The same for many instances at once; rows travel as arrays. */
const MANY = `
with given as (select * from unnest($2::uuid[], $3::jsonb[], $4::bigint[], $5::bigint[]) as g (id, state, key, seq)),
  instance as (update instances set state = g.state, revision = revision + 1 from given g
    where institution_id = $1 and instances.id = g.id),
  closed as (update tasks set status = 'completed', completed_at = now(), completed_by = 'bench', revision = revision + 1
    from given g where institution_id = $1 and instance_id = g.id and tasks.key = g.key),
  opened as (insert into tasks (institution_id, instance_id, key, element, name, status, candidate_groups, candidate_users,
      priority, headers, variables, created_at)
    select $1, id, key + 1, 'work', 'Work', 'created', '{office}', '{}', 50, '{}', $6, now() from given)
insert into journal (institution_id, instance_id, seq, at, type, element, key, event)
  select $1, g.id, g.seq + e.nr - 1, now(), e.type, e.element, g.key, e.event from given g
    cross join unnest($7::text[], $8::text[], $9::jsonb[]) with ordinality as e (type, element, event, nr)`;

const TYPES = ['waitClosed', 'elementCompleted', 'flowTaken', 'elementEntered', 'waitOpened'];

/** An instance as far as the limit knows it. */
export interface Standing {
  readonly id: string;
  readonly state: string;
  key: number;
  seq: number;
}

/** A connection of the superuser, whom no row-level security slows down; statements of one name are prepared once. */
export interface Connection {
  query(name: string, text: string, values: unknown[]): Promise<Record<string, unknown>[]>;
}

/** Writes the rows of a completed task of one instance, then the next, until `end` (of performance.now); answers how many. */
export async function writeOneByOne(
  connection: Connection,
  institution: string,
  instances: readonly Standing[],
  end: number,
): Promise<number> {
  let done = 0;
  for (; performance.now() < end; done += 1) {
    const instance = instances[done % instances.length] as Standing;
    const { id, state, key, seq } = instance;
    const values = [institution, id, state, key, key + 1, '{}', seq, ...TYPES.map((type) => eventOf(type, seq, key))];
    await connection.query('one', ONE, values);
    instance.key += 1;
    instance.seq += TYPES.length;
  }
  return done;
}

/** The same, many instances in one transaction. */
export async function writeMany(
  connection: Connection,
  institution: string,
  instances: readonly Standing[],
  end: number,
): Promise<number> {
  let done = 0;
  for (; performance.now() < end; done += instances.length) {
    const values = [
      institution,
      instances.map(({ id }) => id),
      instances.map(({ state }) => state),
      instances.map(({ key }) => key),
      instances.map(({ seq }) => seq),
      '{}',
      TYPES,
      TYPES.map(() => 'work'),
      TYPES.map((type) => eventOf(type, 1, 1)),
    ];
    await connection.query('many', MANY, values);
    for (const instance of instances) {
      instance.key += 1;
      instance.seq += TYPES.length;
    }
  }
  return done;
}

const eventOf = (type: string, seq: number, key: number): string =>
  JSON.stringify({
    type,
    seq,
    at: 1_795_602_481_115,
    element: 'work',
    key,
    parent: 1,
    status: 'active',
    actor: 'bench',
  });

/** Copies of an instance that has just begun, for the limit alone: `count` rows of instances with an open task each. */
export async function copyInstances(
  connection: Connection,
  institution: string,
  original: string,
  count: number,
): Promise<Standing[]> {
  const ids = Array.from({ length: count }, () => randomUUID());
  await connection.query(
    'copy-instances',
    `insert into instances (institution_id, id, definition_id, process_id, business_key, status, state, revision,
        root_instance, created_at)
     select institution_id, copy, definition_id, process_id, business_key, status, state, revision, copy, created_at
       from instances, unnest($3::uuid[]) as copy where institution_id = $1 and id = $2`,
    [institution, original, ids],
  );
  const rows = await connection.query('look', 'select state from instances where institution_id = $1 and id = $2', [
    institution,
    original,
  ]);
  await connection.query(
    'copy-tasks',
    `insert into tasks (institution_id, instance_id, key, element, name, status, candidate_groups, candidate_users,
        priority, headers, variables, created_at)
     select $1, copy, 1, 'work', 'Work', 'created', '{office}', '{}', 50, '{}', '{}', now() from unnest($2::uuid[]) as copy`,
    [institution, ids],
  );
  const state = JSON.stringify(rows[0]?.state);
  return ids.map((id) => ({ id, state, key: 1, seq: 1 }));
}
