import type { MigrationInterface, QueryRunner } from 'typeorm';
import { ensureRoles } from '../roles.ts';

/** Tables that name no institution's business: readable in every scope, rows guarded by the application only. */
const REFERENCE_TABLES = `
create table institutions (
  id uuid primary key default gen_random_uuid(),
  slug text not null unique check (slug ~ '^[a-z0-9](-?[a-z0-9])*$'),
  name text not null,
  kind text not null check (kind in ('county-council', 'town-hall')),
  county text not null,
  settings jsonb not null default '{}',
  created_at timestamptz not null default now()
);
create table accounts (
  id uuid primary key default gen_random_uuid(),
  login text not null unique check (login = lower(login)),
  password_hash text,
  name text not null,
  email text,
  phone text,
  locale text not null default 'ro' check (locale in ('ro', 'hu', 'en')),
  failed_attempts integer not null default 0,
  locked_until timestamptz,
  created_at timestamptz not null default now(),
  disabled_at timestamptz
);
create table sessions (
  id_hash bytea primary key,
  account_id uuid not null references accounts (id),
  csrf text not null,
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  expires_at timestamptz not null
);
create index sessions_account on sessions (account_id);
create index sessions_expiry on sessions (expires_at);
create table applicant_requests (
  account_id uuid not null references accounts (id),
  institution_id uuid not null references institutions (id),
  request_id uuid not null,
  created_at timestamptz not null default now(),
  primary key (account_id, institution_id, request_id)
);
create table tracking_codes (
  code_hash bytea primary key,
  institution_id uuid not null references institutions (id),
  request_id uuid not null,
  revoked_at timestamptz
);
create index tracking_codes_request on tracking_codes (institution_id, request_id);
`;

const ORGANISATION_TABLES = `
create table offices (
  institution_id uuid not null references institutions (id),
  slug text not null,
  name jsonb not null,
  primary key (institution_id, slug)
);
create table memberships (
  institution_id uuid not null references institutions (id),
  account_id uuid not null,
  groups text[] not null default '{}',
  office_slug text,
  title text,
  roles text[] not null default '{}' check (roles <@ array['official', 'administrator']),
  primary key (institution_id, account_id),
  foreign key (institution_id, office_slug) references offices (institution_id, slug)
);
create index memberships_account on memberships (account_id);
create table request_types (
  institution_id uuid not null references institutions (id),
  id text not null,
  created_at timestamptz not null default now(),
  draft jsonb,
  draft_revision integer not null default 0,
  draft_by uuid,
  draft_at timestamptz,
  primary key (institution_id, id)
);
create table definitions (
  institution_id uuid not null references institutions (id),
  id uuid not null default gen_random_uuid(),
  request_type text not null,
  version integer not null check (version > 0),
  content jsonb not null,
  process_id text not null,
  version_tag text,
  published_by uuid,
  published_at timestamptz not null default now(),
  primary key (institution_id, id),
  unique (institution_id, request_type, version),
  foreign key (institution_id, request_type) references request_types (institution_id, id)
);
create index definitions_process on definitions (institution_id, process_id, published_at);
`;

const RUNTIME_TABLES = `
create table instances (
  institution_id uuid not null references institutions (id),
  id uuid not null,
  definition_id uuid not null,
  process_id text not null,
  business_key text not null,
  status text not null check (status in ('active', 'completed', 'terminated', 'failed')),
  state jsonb not null,
  revision bigint not null,
  root_instance uuid not null,
  parent_instance uuid,
  parent_key bigint,
  created_at timestamptz not null,
  ended_at timestamptz,
  primary key (institution_id, id),
  foreign key (institution_id, definition_id) references definitions (institution_id, id)
);
create unique index instances_parent on instances (institution_id, parent_instance, parent_key);
create index instances_business_key on instances (institution_id, business_key);
create index instances_definition on instances (institution_id, definition_id, status);
create table journal (
  institution_id uuid not null references institutions (id),
  instance_id uuid not null,
  seq bigint not null,
  at timestamptz not null,
  type text not null,
  element text,
  key bigint,
  event jsonb not null,
  primary key (institution_id, instance_id, seq),
  foreign key (institution_id, instance_id) references instances (institution_id, id)
);
create table tasks (
  institution_id uuid not null references institutions (id),
  instance_id uuid not null,
  key bigint not null,
  element text not null,
  name text not null,
  status text not null check (status in ('created', 'reserved', 'completed', 'failed', 'cancelled')),
  assignee text,
  candidate_groups text[] not null,
  candidate_users text[] not null,
  form text,
  due_date timestamptz,
  follow_up_date timestamptz,
  priority integer not null,
  headers jsonb not null,
  draft jsonb,
  variables jsonb not null,
  revision integer not null default 1,
  created_at timestamptz not null,
  claimed_at timestamptz,
  completed_at timestamptz,
  completed_by text,
  primary key (institution_id, instance_id, key),
  foreign key (institution_id, instance_id) references instances (institution_id, id)
);
create index tasks_assignee on tasks (institution_id, assignee) where completed_at is null;
create index tasks_groups on tasks using gin (candidate_groups) where completed_at is null;
create table timers (
  institution_id uuid not null references institutions (id),
  instance_id uuid not null,
  key bigint not null,
  element text not null,
  due timestamptz not null,
  attempts integer not null default 0,
  lease_until timestamptz,
  lease_token uuid,
  primary key (institution_id, instance_id, key),
  foreign key (institution_id, instance_id) references instances (institution_id, id)
);
create index timers_due on timers (due);
create table jobs (
  institution_id uuid not null references institutions (id),
  instance_id uuid not null,
  key bigint not null,
  kind text not null check (kind in ('service', 'message', 'outward')),
  element text,
  job_type text not null,
  payload jsonb not null,
  retries integer not null,
  attempts integer not null default 0,
  run_at timestamptz not null,
  created_at timestamptz not null,
  lease_until timestamptz,
  lease_token uuid,
  done_at timestamptz,
  failed_at timestamptz,
  last_error text,
  primary key (institution_id, instance_id, key)
);
create index jobs_runnable on jobs (run_at) where done_at is null and failed_at is null;
create table subscriptions (
  institution_id uuid not null references institutions (id),
  instance_id uuid not null,
  key bigint not null,
  element text not null,
  process_id text not null,
  message text not null,
  correlation_key text,
  opened_at timestamptz not null,
  primary key (institution_id, instance_id, key),
  foreign key (institution_id, instance_id) references instances (institution_id, id)
);
create index subscriptions_message on subscriptions (institution_id, message, correlation_key);
create table messages (
  institution_id uuid not null references institutions (id),
  id uuid not null,
  message text not null,
  correlation_key text,
  message_id text,
  variables jsonb not null,
  published_at timestamptz not null,
  expires_at timestamptz not null,
  correlated text[] not null default '{}',
  primary key (institution_id, id)
);
create unique index messages_message_id on messages (institution_id, message, coalesce(correlation_key, ''), message_id);
create index messages_buffered on messages (institution_id, message, correlation_key, published_at);
create table start_events (
  institution_id uuid not null references institutions (id),
  definition_id uuid not null,
  process_id text not null,
  element text not null,
  message text,
  due timestamptz,
  cycle jsonb,
  attempts integer not null default 0,
  lease_until timestamptz,
  lease_token uuid,
  primary key (institution_id, definition_id, process_id, element),
  foreign key (institution_id, definition_id) references definitions (institution_id, id)
);
create index start_events_message on start_events (institution_id, message);
create index start_events_due on start_events (due) where due is not null;
create table incidents (
  institution_id uuid not null references institutions (id),
  instance_id uuid not null,
  key bigint not null,
  element text not null,
  code text not null,
  message text not null,
  raised_at timestamptz not null,
  resolved_at timestamptz,
  primary key (institution_id, instance_id, key)
);
create index incidents_open on incidents (institution_id, raised_at) where resolved_at is null;
`;

const OFFICE_TABLES = `
create table requests (
  institution_id uuid not null references institutions (id),
  id uuid not null default gen_random_uuid(),
  service text not null,
  definition_id uuid not null,
  applicant_account uuid not null,
  channel text not null,
  status text not null check (status in ('draft', 'submitted', 'completed', 'rejected', 'withdrawn')),
  answers jsonb not null default '{}',
  number integer,
  register text,
  registered_at timestamptz,
  instance_id uuid,
  tracking_code_enc bytea,
  stage text,
  office text,
  outcome text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  revision integer not null default 1,
  primary key (institution_id, id),
  foreign key (institution_id, definition_id) references definitions (institution_id, id),
  foreign key (institution_id, instance_id) references instances (institution_id, id)
);
create index requests_applicant on requests (institution_id, applicant_account, created_at);
create index requests_instance on requests (institution_id, instance_id);
create index requests_status on requests (institution_id, status, created_at);
create table blobs (
  institution_id uuid not null references institutions (id),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  bytes bytea not null,
  size bigint not null,
  created_at timestamptz not null default now(),
  primary key (institution_id, sha256)
);
create table request_files (
  institution_id uuid not null references institutions (id),
  id uuid not null default gen_random_uuid(),
  request_id uuid not null,
  field text not null,
  name text not null,
  media_type text not null,
  bytes bigint not null,
  sha256 text not null,
  uploaded_by uuid not null,
  created_at timestamptz not null default now(),
  primary key (institution_id, id),
  foreign key (institution_id, request_id) references requests (institution_id, id),
  foreign key (institution_id, sha256) references blobs (institution_id, sha256)
);
create index request_files_request on request_files (institution_id, request_id);
create table documents (
  institution_id uuid not null references institutions (id),
  id uuid not null default gen_random_uuid(),
  request_id uuid not null,
  kind text not null,
  title text not null,
  version integer not null default 1,
  sha256 text not null,
  media_type text not null,
  created_at timestamptz not null default now(),
  visible_to_applicant boolean not null default false,
  primary key (institution_id, id),
  unique (institution_id, request_id, kind, version),
  foreign key (institution_id, request_id) references requests (institution_id, id),
  foreign key (institution_id, sha256) references blobs (institution_id, sha256)
);
create table payments (
  institution_id uuid not null references institutions (id),
  id uuid not null default gen_random_uuid(),
  request_id uuid not null,
  amount_minor bigint not null check (amount_minor >= 0),
  currency text not null,
  status text not null,
  provider text not null,
  provider_ref text,
  return_url text,
  created_at timestamptz not null default now(),
  paid_at timestamptz,
  primary key (institution_id, id),
  foreign key (institution_id, request_id) references requests (institution_id, id)
);
create index payments_request on payments (institution_id, request_id);
create table register_counters (
  institution_id uuid not null references institutions (id),
  register text not null,
  year integer not null,
  last_number integer not null default 0,
  primary key (institution_id, register, year)
);
create table register_entries (
  institution_id uuid not null references institutions (id),
  register text not null,
  year integer not null,
  number integer not null check (number > 0),
  direction text not null check (direction in ('incoming', 'outgoing', 'internal')),
  request_id uuid,
  registered_at timestamptz not null,
  subject text not null,
  primary key (institution_id, register, year, number),
  foreign key (institution_id, request_id) references requests (institution_id, id)
);
create index register_entries_request on register_entries (institution_id, request_id);
create table deadlines (
  institution_id uuid not null references institutions (id),
  request_id uuid not null,
  rule jsonb not null,
  started_on date not null,
  due date,
  warn_at timestamptz,
  overdue_at timestamptz,
  status text not null check (status in ('running', 'suspended', 'ended')),
  suspended_at timestamptz,
  remaining_days integer,
  primary key (institution_id, request_id),
  foreign key (institution_id, request_id) references requests (institution_id, id)
);
create index deadlines_due on deadlines (institution_id, due);
create table deadline_events (
  institution_id uuid not null references institutions (id),
  request_id uuid not null,
  seq integer not null,
  at timestamptz not null,
  type text not null,
  detail jsonb not null default '{}',
  primary key (institution_id, request_id, seq),
  foreign key (institution_id, request_id) references requests (institution_id, id)
);
create table notifications (
  institution_id uuid not null references institutions (id),
  id uuid not null default gen_random_uuid(),
  account_id uuid not null,
  request_id uuid,
  kind text not null,
  params jsonb not null default '{}',
  created_at timestamptz not null default now(),
  read_at timestamptz,
  emailed_at timestamptz,
  primary key (institution_id, id),
  foreign key (institution_id, request_id) references requests (institution_id, id)
);
create index notifications_account on notifications (institution_id, account_id, created_at);
create table idempotency_keys (
  institution_id uuid not null references institutions (id),
  account_id uuid not null,
  key text not null,
  request_hash bytea not null,
  status integer,
  headers jsonb,
  body text,
  created_at timestamptz not null,
  primary key (institution_id, account_id, key)
);
create index idempotency_keys_age on idempotency_keys (created_at);
create table audit_heads (
  institution_id uuid primary key references institutions (id),
  seq bigint not null,
  hash bytea not null
);
create table audit_entries (
  institution_id uuid not null references institutions (id),
  seq bigint not null,
  at timestamptz not null,
  actor text not null,
  action text not null,
  subject text not null,
  detail jsonb not null,
  previous_hash bytea not null,
  hash bytea not null,
  primary key (institution_id, seq)
);
create index audit_entries_subject on audit_entries (institution_id, subject);
`;

const tablesOf = (ddl: string): string[] => [...ddl.matchAll(/^create table (\w+)/gm)].map((match) => match[1] ?? '');

/** Journal and audit are written once; the application role can neither change nor delete a row of them. */
const APPEND_ONLY = new Set(['journal', 'audit_entries', 'register_entries', 'deadline_events']);

/** What the background role may do in all institutions: find what is due and take the lease, clear what has expired. */
const WORKER_GRANTS = `
grant select on institutions to circula_worker;
grant select, update (attempts, lease_until, lease_token) on timers, start_events, jobs to circula_worker;
grant select (institution_id, created_at), delete on idempotency_keys to circula_worker;
grant select (institution_id, published_at), delete on messages to circula_worker;
grant select (expires_at), delete on sessions to circula_worker;
create policy worker_claims on timers to circula_worker using (true);
create policy worker_claims on start_events to circula_worker using (true);
create policy worker_claims on jobs to circula_worker using (true);
create policy worker_clears on idempotency_keys to circula_worker using (true);
create policy worker_clears on messages to circula_worker using (true);
`;

/** The whole schema of the first release. Timestamps are instants (timestamptz, UTC); money is in minor units. */
export class Initial implements MigrationInterface {
  // TypeORM orders migrations by the thirteen digits at the end.
  name = 'Initial0000000000001';

  async up(queryRunner: QueryRunner): Promise<void> {
    await ensureRoles(queryRunner);
    const institutionTables = [ORGANISATION_TABLES, RUNTIME_TABLES, OFFICE_TABLES];
    for (const ddl of [REFERENCE_TABLES, ...institutionTables]) await queryRunner.query(ddl);
    for (const table of tablesOf(REFERENCE_TABLES)) {
      await queryRunner.query(`grant select, insert, update, delete on ${table} to circula_app`);
    }
    await queryRunner.query('grant select on migrations to circula_app');
    for (const table of tablesOf(institutionTables.join('\n'))) {
      const rights = APPEND_ONLY.has(table) ? 'select, insert' : 'select, insert, update, delete';
      await queryRunner.query(`
        alter table ${table} enable row level security;
        alter table ${table} force row level security;
        create policy institution on ${table} to circula_app
          using (institution_id = nullif(current_setting('circula.institution', true), '')::uuid)
          with check (institution_id = nullif(current_setting('circula.institution', true), '')::uuid);
        grant ${rights} on ${table} to circula_app;`);
    }
    // A person sees their own memberships everywhere: it is how the session learns where they work.
    await queryRunner.query(`
      create policy own_memberships on memberships for select to circula_app
        using (account_id = nullif(current_setting('circula.account', true), '')::uuid)`);
    await queryRunner.query(WORKER_GRANTS);
  }

  async down(): Promise<void> {
    throw new Error('The first migration has no way back: restore a backup instead.');
  }
}
