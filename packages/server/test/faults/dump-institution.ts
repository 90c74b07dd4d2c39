import type { Transaction } from '../../src/persistence/unit-of-work.ts';

/** What an institution's processes have come to, without what may differ between equal runs: ids, times, leases. */
export async function dumpInstitution(tx: Transaction): Promise<string> {
  const named = 'join instances i on i.institution_id = x.institution_id and i.id = x.instance_id';
  const queries = [
    'select process_id, business_key, status, revision, state from instances',
    `select i.business_key, i.process_id, x.seq, x.type, x.element, x.key, x.event from journal x ${named}`,
    `select i.business_key, x.key, x.element, x.status, x.completed_by from tasks x ${named}`,
    `select i.business_key, x.key, x.element from timers x ${named}`,
    'select kind, element, job_type, key, done_at is not null as done, failed_at is not null as failed from jobs',
    `select i.business_key, x.key, x.element, x.message, x.correlation_key from subscriptions x ${named}`,
    'select message, correlation_key, message_id, correlated from messages',
    `select i.business_key, x.key, x.element, x.code, x.resolved_at is not null as resolved from incidents x ${named}`,
    'select register, number, subject from register_entries',
    'select seq, actor, action, subject from audit_entries',
    'select key, status, body from idempotency_keys',
    'select slug from offices',
  ];
  // One question for all: a dump is made after each of very many runs.
  const lists = queries.map((sql) => `(select coalesce(json_agg(q), '[]') from (${sql}) q)`);
  const [row] = await tx.query<{ dump: object[][] }>(`select json_build_array(${lists.join(',')}) as dump`);
  return queries
    .flatMap((sql, index) => [
      `-- ${sql}`,
      ...(row?.dump[index] ?? []).map((one) => neutral(JSON.stringify(one))).sort(),
    ])
    .join('\n');
}

/** Without ids and times. */
export const neutral = (text: string): string =>
  text
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, '<id>')
    .replace(/\b1[0-9]{12}\b/g, '<time>')
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '<time>');
