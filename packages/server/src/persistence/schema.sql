-- Written from a migrated database; a test compares it. To renew it: UPDATE_SCHEMA=1.

-- tables
table accounts (
  id uuid not null default gen_random_uuid(),
  login text not null,
  password_hash text,
  name text not null,
  email text,
  phone text,
  locale text not null default 'ro'::text,
  failed_attempts integer not null default 0,
  locked_until timestamp with time zone,
  created_at timestamp with time zone not null default now(),
  disabled_at timestamp with time zone
);
table api_tokens (
  institution_id uuid not null,
  id uuid not null default gen_random_uuid(),
  token_hash bytea not null,
  name text not null,
  scopes text[] not null,
  job_types text[] not null default '{}'::text[],
  created_at timestamp with time zone not null,
  created_by uuid not null,
  expires_at timestamp with time zone,
  last_used_at timestamp with time zone,
  revoked_at timestamp with time zone,
  revoked_by uuid
);
table applicant_requests (
  account_id uuid not null,
  institution_id uuid not null,
  request_id uuid not null,
  created_at timestamp with time zone not null default now()
);
table audit_anchors (
  institution_id uuid not null,
  day date not null,
  seq bigint not null,
  hash bytea not null,
  at timestamp with time zone not null,
  public_key bytea not null,
  signature bytea not null
);
table audit_entries (
  institution_id uuid not null,
  seq bigint not null,
  at timestamp with time zone not null,
  actor text not null,
  action text not null,
  subject text not null,
  detail jsonb,
  previous_hash bytea not null,
  hash bytea not null,
  format smallint not null default 1,
  on_behalf_of text,
  payload_hash bytea
);
table audit_heads (
  institution_id uuid not null,
  seq bigint not null,
  hash bytea not null
);
table audit_payloads (
  institution_id uuid not null,
  seq bigint not null,
  salt bytea not null,
  content jsonb not null
);
table blobs (
  institution_id uuid not null,
  sha256 text not null,
  bytes bytea not null,
  size bigint not null,
  created_at timestamp with time zone not null default now()
);
table deadline_events (
  institution_id uuid not null,
  request_id uuid not null,
  seq integer not null,
  at timestamp with time zone not null,
  type text not null,
  detail jsonb not null default '{}'::jsonb
);
table deadlines (
  institution_id uuid not null,
  request_id uuid not null,
  rule jsonb not null,
  started_on date not null,
  due date,
  warn_at timestamp with time zone,
  overdue_at timestamp with time zone,
  status text not null,
  suspended_at timestamp with time zone,
  remaining_days integer
);
table definitions (
  institution_id uuid not null,
  id uuid not null default gen_random_uuid(),
  request_type text not null,
  version integer not null,
  content jsonb not null,
  process_id text not null,
  version_tag text,
  published_by uuid,
  published_at timestamp with time zone not null default now(),
  suspended_at timestamp with time zone,
  history_days integer
);
table documents (
  institution_id uuid not null,
  id uuid not null default gen_random_uuid(),
  request_id uuid not null,
  kind text not null,
  title text not null,
  version integer not null default 1,
  sha256 text not null,
  media_type text not null,
  created_at timestamp with time zone not null default now(),
  visible_to_applicant boolean not null default false
);
table idempotency_keys (
  institution_id uuid not null,
  account_id uuid not null,
  key text not null,
  request_hash bytea not null,
  status integer,
  headers jsonb,
  body text,
  created_at timestamp with time zone not null
);
table incidents (
  institution_id uuid not null,
  instance_id uuid not null,
  key bigint not null,
  element text not null,
  code text not null,
  message text not null,
  raised_at timestamp with time zone not null,
  resolved_at timestamp with time zone,
  owner uuid
);
table instance_values (
  institution_id uuid not null,
  instance_id uuid not null,
  name text not null,
  text_value text not null,
  number_value numeric,
  instance_created_at timestamp with time zone not null default '9999-12-31 00:00:00+00'::timestamp with time zone,
  number double precision default (number_value)::double precision
);
table instance_waits (
  institution_id uuid,
  instance_id uuid,
  key bigint,
  element text,
  reason text,
  since timestamp with time zone,
  until timestamp with time zone,
  holder text
);
table instances (
  institution_id uuid not null,
  id uuid not null,
  definition_id uuid not null,
  process_id text not null,
  business_key text not null,
  status text not null,
  state jsonb not null,
  revision bigint not null,
  root_instance uuid not null,
  parent_instance uuid,
  parent_key bigint,
  created_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  forgotten_at timestamp with time zone,
  in_file boolean not null default false,
  suspended boolean not null default false
);
table institutions (
  id uuid not null default gen_random_uuid(),
  slug text not null,
  name text not null,
  kind text not null,
  county text not null,
  settings jsonb not null default '{}'::jsonb,
  created_at timestamp with time zone not null default now(),
  suspended_at timestamp with time zone
);
table jobs (
  institution_id uuid not null,
  instance_id uuid not null,
  key bigint not null,
  kind text not null,
  element text,
  job_type text not null,
  payload jsonb not null,
  retries integer not null,
  attempts integer not null default 0,
  run_at timestamp with time zone not null,
  created_at timestamp with time zone not null,
  lease_until timestamp with time zone,
  lease_token uuid,
  done_at timestamp with time zone,
  failed_at timestamp with time zone,
  last_error text,
  worker text,
  trace_context text
);
table journal (
  institution_id uuid not null,
  instance_id uuid not null,
  seq bigint not null,
  at timestamp with time zone not null,
  type text not null,
  element text,
  key bigint,
  event jsonb not null
);
table memberships (
  institution_id uuid not null,
  account_id uuid not null,
  groups text[] not null default '{}'::text[],
  office_slug text,
  title text,
  roles text[] not null default '{}'::text[]
);
table messages (
  institution_id uuid not null,
  id uuid not null,
  message text not null,
  correlation_key text,
  message_id text,
  variables jsonb not null,
  published_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  correlated text[] not null default '{}'::text[]
);
table migrations (
  id integer not null default nextval('migrations_id_seq'::regclass),
  "timestamp" bigint not null,
  name character varying not null
);
table notifications (
  institution_id uuid not null,
  id uuid not null default gen_random_uuid(),
  account_id uuid not null,
  request_id uuid,
  kind text not null,
  params jsonb not null default '{}'::jsonb,
  created_at timestamp with time zone not null default now(),
  read_at timestamp with time zone,
  emailed_at timestamp with time zone
);
table offices (
  institution_id uuid not null,
  slug text not null,
  name jsonb not null
);
table payments (
  institution_id uuid not null,
  id uuid not null default gen_random_uuid(),
  request_id uuid not null,
  amount_minor bigint not null,
  currency text not null,
  status text not null,
  provider text not null,
  provider_ref text,
  return_url text,
  created_at timestamp with time zone not null default now(),
  paid_at timestamp with time zone
);
table register_counters (
  institution_id uuid not null,
  register text not null,
  year integer not null,
  last_number integer not null default 0
);
table register_entries (
  institution_id uuid not null,
  register text not null,
  year integer not null,
  number integer not null,
  direction text not null,
  request_id uuid,
  registered_at timestamp with time zone not null,
  subject text not null
);
table request_files (
  institution_id uuid not null,
  id uuid not null default gen_random_uuid(),
  request_id uuid not null,
  field text not null,
  name text not null,
  media_type text not null,
  bytes bigint not null,
  sha256 text not null,
  uploaded_by uuid not null,
  created_at timestamp with time zone not null default now()
);
table request_types (
  institution_id uuid not null,
  id text not null,
  created_at timestamp with time zone not null default now(),
  draft jsonb,
  draft_revision integer not null default 0,
  draft_by uuid,
  draft_at timestamp with time zone
);
table request_words (
  institution_id uuid not null,
  request_id uuid not null,
  word text not null,
  status text not null,
  filed_at timestamp with time zone not null,
  filed_number integer not null
);
table requests (
  institution_id uuid not null,
  id uuid not null default gen_random_uuid(),
  service text not null,
  definition_id uuid not null,
  applicant_account uuid not null,
  channel text not null,
  status text not null,
  answers jsonb not null default '{}'::jsonb,
  number integer,
  register text,
  registered_at timestamp with time zone,
  instance_id uuid,
  tracking_code_enc bytea,
  stage text,
  office text,
  outcome text,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  revision integer not null default 1
);
table schema_floor (
  single boolean not null default true,
  floor integer not null
);
table sessions (
  id_hash bytea not null,
  account_id uuid not null,
  csrf text not null,
  created_at timestamp with time zone not null,
  last_seen_at timestamp with time zone not null,
  expires_at timestamp with time zone not null
);
table start_events (
  institution_id uuid not null,
  definition_id uuid not null,
  process_id text not null,
  element text not null,
  message text,
  due timestamp with time zone,
  cycle jsonb,
  attempts integer not null default 0,
  lease_until timestamp with time zone,
  lease_token uuid
);
table subscriptions (
  institution_id uuid not null,
  instance_id uuid not null,
  key bigint not null,
  element text not null,
  process_id text not null,
  message text not null,
  correlation_key text,
  opened_at timestamp with time zone not null,
  trace_context text
);
table tasks (
  institution_id uuid not null,
  instance_id uuid not null,
  key bigint not null,
  element text not null,
  name text not null,
  status text not null,
  assignee text,
  candidate_groups text[] not null,
  candidate_users text[] not null,
  form text,
  due_date timestamp with time zone,
  follow_up_date timestamp with time zone,
  priority integer not null,
  headers jsonb not null,
  draft jsonb,
  variables jsonb not null,
  revision integer not null default 1,
  created_at timestamp with time zone not null,
  claimed_at timestamp with time zone,
  completed_at timestamp with time zone,
  completed_by text,
  trace_context text,
  request_id uuid,
  legal_due date not null default '9999-12-31'::date,
  filed_at timestamp with time zone not null default '9999-12-31 00:00:00+00'::timestamp with time zone,
  filed_number integer not null default 0,
  for_applicant boolean not null default false,
  transition text,
  denied text,
  offered_to bigint default hash_array_extended(((candidate_groups || ARRAY['|'::text]) || candidate_users), (0)::bigint)
);
table timers (
  institution_id uuid not null,
  instance_id uuid not null,
  key bigint not null,
  element text not null,
  due timestamp with time zone not null,
  attempts integer not null default 0,
  lease_until timestamp with time zone,
  lease_token uuid,
  opened_at timestamp with time zone not null default now(),
  trace_context text
);
table tracking_codes (
  code_hash bytea not null,
  institution_id uuid not null,
  request_id uuid not null,
  revoked_at timestamp with time zone
);

-- constraints
accounts: accounts_locale_check CHECK ((locale = ANY (ARRAY['ro'::text, 'hu'::text, 'en'::text])));
accounts: accounts_login_check CHECK ((login = lower(login)));
accounts: accounts_login_key UNIQUE (login);
accounts: accounts_pkey PRIMARY KEY (id);
api_tokens: api_tokens_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES institutions(id);
api_tokens: api_tokens_institution_id_token_hash_key UNIQUE (institution_id, token_hash);
api_tokens: api_tokens_pkey PRIMARY KEY (institution_id, id);
applicant_requests: applicant_requests_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id);
applicant_requests: applicant_requests_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES institutions(id);
applicant_requests: applicant_requests_pkey PRIMARY KEY (account_id, institution_id, request_id);
audit_anchors: audit_anchors_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES institutions(id);
audit_anchors: audit_anchors_pkey PRIMARY KEY (institution_id, day);
audit_entries: audit_entries_content CHECK (
CASE format
    WHEN 1 THEN (detail IS NOT NULL)
    ELSE ((detail IS NULL) AND (payload_hash IS NOT NULL))
END);
audit_entries: audit_entries_format_check CHECK ((format = ANY (ARRAY[1, 2])));
audit_entries: audit_entries_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES institutions(id);
audit_entries: audit_entries_pkey PRIMARY KEY (institution_id, seq);
audit_heads: audit_heads_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES institutions(id);
audit_heads: audit_heads_pkey PRIMARY KEY (institution_id);
audit_payloads: audit_payloads_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES institutions(id);
audit_payloads: audit_payloads_institution_id_seq_fkey FOREIGN KEY (institution_id, seq) REFERENCES audit_entries(institution_id, seq);
audit_payloads: audit_payloads_pkey PRIMARY KEY (institution_id, seq);
blobs: blobs_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES institutions(id);
blobs: blobs_pkey PRIMARY KEY (institution_id, sha256);
blobs: blobs_sha256_check CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text));
deadline_events: deadline_events_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES institutions(id);
deadline_events: deadline_events_institution_id_request_id_fkey FOREIGN KEY (institution_id, request_id) REFERENCES requests(institution_id, id);
deadline_events: deadline_events_pkey PRIMARY KEY (institution_id, request_id, seq);
deadlines: deadlines_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES institutions(id);
deadlines: deadlines_institution_id_request_id_fkey FOREIGN KEY (institution_id, request_id) REFERENCES requests(institution_id, id);
deadlines: deadlines_pkey PRIMARY KEY (institution_id, request_id);
deadlines: deadlines_status_check CHECK ((status = ANY (ARRAY['running'::text, 'suspended'::text, 'ended'::text])));
definitions: definitions_history_days_check CHECK ((history_days > 0));
definitions: definitions_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES institutions(id);
definitions: definitions_institution_id_request_type_fkey FOREIGN KEY (institution_id, request_type) REFERENCES request_types(institution_id, id);
definitions: definitions_institution_id_request_type_version_key UNIQUE (institution_id, request_type, version);
definitions: definitions_pkey PRIMARY KEY (institution_id, id);
definitions: definitions_version_check CHECK ((version > 0));
documents: documents_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES institutions(id);
documents: documents_institution_id_request_id_fkey FOREIGN KEY (institution_id, request_id) REFERENCES requests(institution_id, id);
documents: documents_institution_id_request_id_kind_version_key UNIQUE (institution_id, request_id, kind, version);
documents: documents_institution_id_sha256_fkey FOREIGN KEY (institution_id, sha256) REFERENCES blobs(institution_id, sha256);
documents: documents_pkey PRIMARY KEY (institution_id, id);
idempotency_keys: idempotency_keys_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES institutions(id);
idempotency_keys: idempotency_keys_pkey PRIMARY KEY (institution_id, account_id, key);
incidents: incidents_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES institutions(id);
incidents: incidents_pkey PRIMARY KEY (institution_id, instance_id, key);
instance_values: instance_values_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES institutions(id);
instance_values: instance_values_institution_id_instance_id_fkey FOREIGN KEY (institution_id, instance_id) REFERENCES instances(institution_id, id);
instance_values: instance_values_pkey PRIMARY KEY (institution_id, instance_id, name);
instances: instances_institution_id_definition_id_fkey FOREIGN KEY (institution_id, definition_id) REFERENCES definitions(institution_id, id);
instances: instances_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES institutions(id);
instances: instances_pkey PRIMARY KEY (institution_id, id);
instances: instances_status_check CHECK ((status = ANY (ARRAY['active'::text, 'completed'::text, 'terminated'::text, 'failed'::text])));
institutions: institutions_kind_check CHECK ((kind = ANY (ARRAY['county-council'::text, 'town-hall'::text])));
institutions: institutions_pkey PRIMARY KEY (id);
institutions: institutions_slug_check CHECK ((slug ~ '^[a-z0-9](-?[a-z0-9])*$'::text));
institutions: institutions_slug_key UNIQUE (slug);
jobs: jobs_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES institutions(id);
jobs: jobs_kind_check CHECK ((kind = ANY (ARRAY['service'::text, 'message'::text, 'outward'::text, 'steps'::text])));
jobs: jobs_pkey PRIMARY KEY (institution_id, instance_id, key);
journal: journal_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES institutions(id);
journal: journal_institution_id_instance_id_fkey FOREIGN KEY (institution_id, instance_id) REFERENCES instances(institution_id, id);
journal: journal_pkey PRIMARY KEY (institution_id, instance_id, seq);
memberships: memberships_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES institutions(id);
memberships: memberships_institution_id_office_slug_fkey FOREIGN KEY (institution_id, office_slug) REFERENCES offices(institution_id, slug);
memberships: memberships_pkey PRIMARY KEY (institution_id, account_id);
memberships: memberships_roles_check CHECK ((roles <@ ARRAY['official'::text, 'administrator'::text]));
messages: messages_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES institutions(id);
messages: messages_pkey PRIMARY KEY (institution_id, id);
migrations: "PK_8c82d7f526340ab734260ea46be" PRIMARY KEY (id);
notifications: notifications_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES institutions(id);
notifications: notifications_institution_id_request_id_fkey FOREIGN KEY (institution_id, request_id) REFERENCES requests(institution_id, id);
notifications: notifications_pkey PRIMARY KEY (institution_id, id);
offices: offices_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES institutions(id);
offices: offices_pkey PRIMARY KEY (institution_id, slug);
payments: payments_amount_minor_check CHECK ((amount_minor >= 0));
payments: payments_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES institutions(id);
payments: payments_institution_id_request_id_fkey FOREIGN KEY (institution_id, request_id) REFERENCES requests(institution_id, id);
payments: payments_pkey PRIMARY KEY (institution_id, id);
register_counters: register_counters_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES institutions(id);
register_counters: register_counters_pkey PRIMARY KEY (institution_id, register, year);
register_entries: register_entries_direction_check CHECK ((direction = ANY (ARRAY['incoming'::text, 'outgoing'::text, 'internal'::text])));
register_entries: register_entries_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES institutions(id);
register_entries: register_entries_institution_id_request_id_fkey FOREIGN KEY (institution_id, request_id) REFERENCES requests(institution_id, id);
register_entries: register_entries_number_check CHECK ((number > 0));
register_entries: register_entries_pkey PRIMARY KEY (institution_id, register, year, number);
request_files: request_files_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES institutions(id);
request_files: request_files_institution_id_request_id_fkey FOREIGN KEY (institution_id, request_id) REFERENCES requests(institution_id, id);
request_files: request_files_institution_id_sha256_fkey FOREIGN KEY (institution_id, sha256) REFERENCES blobs(institution_id, sha256);
request_files: request_files_pkey PRIMARY KEY (institution_id, id);
request_types: request_types_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES institutions(id);
request_types: request_types_pkey PRIMARY KEY (institution_id, id);
request_words: request_words_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES institutions(id);
request_words: request_words_institution_id_request_id_fkey FOREIGN KEY (institution_id, request_id) REFERENCES requests(institution_id, id);
request_words: request_words_pkey PRIMARY KEY (institution_id, request_id, word);
requests: requests_institution_id_definition_id_fkey FOREIGN KEY (institution_id, definition_id) REFERENCES definitions(institution_id, id);
requests: requests_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES institutions(id);
requests: requests_institution_id_instance_id_fkey FOREIGN KEY (institution_id, instance_id) REFERENCES instances(institution_id, id);
requests: requests_pkey PRIMARY KEY (institution_id, id);
requests: requests_status_check CHECK ((status = ANY (ARRAY['draft'::text, 'submitted'::text, 'completed'::text, 'rejected'::text, 'withdrawn'::text])));
schema_floor: schema_floor_pkey PRIMARY KEY (single);
schema_floor: schema_floor_single_check CHECK (single);
sessions: sessions_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id);
sessions: sessions_pkey PRIMARY KEY (id_hash);
start_events: start_events_institution_id_definition_id_fkey FOREIGN KEY (institution_id, definition_id) REFERENCES definitions(institution_id, id);
start_events: start_events_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES institutions(id);
start_events: start_events_pkey PRIMARY KEY (institution_id, definition_id, process_id, element);
subscriptions: subscriptions_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES institutions(id);
subscriptions: subscriptions_institution_id_instance_id_fkey FOREIGN KEY (institution_id, instance_id) REFERENCES instances(institution_id, id);
subscriptions: subscriptions_pkey PRIMARY KEY (institution_id, instance_id, key);
tasks: tasks_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES institutions(id);
tasks: tasks_institution_id_instance_id_fkey FOREIGN KEY (institution_id, instance_id) REFERENCES instances(institution_id, id);
tasks: tasks_pkey PRIMARY KEY (institution_id, instance_id, key);
tasks: tasks_status_check CHECK ((status = ANY (ARRAY['created'::text, 'reserved'::text, 'completed'::text, 'failed'::text, 'cancelled'::text])));
tasks: tasks_transition_check CHECK ((transition = ANY (ARRAY['creating'::text, 'assigning'::text, 'updating'::text, 'completing'::text, 'canceling'::text])));
timers: timers_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES institutions(id);
timers: timers_institution_id_instance_id_fkey FOREIGN KEY (institution_id, instance_id) REFERENCES instances(institution_id, id);
timers: timers_pkey PRIMARY KEY (institution_id, instance_id, key);
tracking_codes: tracking_codes_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES institutions(id);
tracking_codes: tracking_codes_pkey PRIMARY KEY (code_hash);

-- indexes
CREATE INDEX audit_entries_subject ON public.audit_entries USING btree (institution_id, subject);
CREATE INDEX deadlines_due ON public.deadlines USING btree (institution_id, due);
CREATE INDEX definitions_process ON public.definitions USING btree (institution_id, process_id, published_at);
CREATE INDEX idempotency_keys_age ON public.idempotency_keys USING btree (created_at);
CREATE INDEX incidents_at ON public.incidents USING btree (institution_id, element, instance_id) WHERE (resolved_at IS NULL);
CREATE INDEX incidents_open ON public.incidents USING btree (institution_id, raised_at) WHERE (resolved_at IS NULL);
CREATE INDEX instance_values_by_number ON public.instance_values USING btree (institution_id, name, number, instance_created_at, instance_id) WHERE (number IS NOT NULL);
CREATE INDEX instance_values_by_text ON public.instance_values USING btree (institution_id, name, text_value, instance_created_at, instance_id);
CREATE INDEX instance_values_unplaced ON public.instance_values USING btree (institution_id, instance_id) WHERE (instance_created_at = '9999-12-31 00:00:00+00'::timestamp with time zone);
CREATE INDEX instances_by_age ON public.instances USING btree (institution_id, created_at, id);
CREATE INDEX instances_by_key ON public.instances USING btree (institution_id, business_key, id);
CREATE INDEX instances_by_state ON public.instances USING btree (institution_id, status, created_at, id);
CREATE INDEX instances_definition ON public.instances USING btree (institution_id, definition_id, status);
CREATE INDEX instances_ended ON public.instances USING btree (institution_id, ended_at, id) WHERE ((ended_at IS NOT NULL) AND (NOT in_file));
CREATE INDEX instances_forgotten ON public.instances USING btree (institution_id, id) WHERE (forgotten_at IS NOT NULL);
CREATE INDEX instances_suspended ON public.instances USING btree (institution_id, created_at, id) WHERE ((status = 'active'::text) AND suspended);
CREATE INDEX jobs_at ON public.jobs USING btree (institution_id, element, instance_id) WHERE ((done_at IS NULL) AND (kind = 'service'::text));
CREATE INDEX jobs_done ON public.jobs USING btree (done_at) WHERE (done_at IS NOT NULL);
CREATE INDEX jobs_of_workers ON public.jobs USING btree (institution_id, job_type, run_at) WHERE ((kind = 'service'::text) AND (done_at IS NULL) AND (failed_at IS NULL));
CREATE INDEX jobs_turn ON public.jobs USING btree (institution_id, run_at) WHERE ((done_at IS NULL) AND (failed_at IS NULL));
CREATE INDEX memberships_account ON public.memberships USING btree (account_id);
CREATE INDEX messages_buffered ON public.messages USING btree (institution_id, message, correlation_key, published_at);
CREATE INDEX notifications_account ON public.notifications USING btree (institution_id, account_id, created_at);
CREATE INDEX payments_request ON public.payments USING btree (institution_id, request_id);
CREATE INDEX register_entries_by_time ON public.register_entries USING btree (institution_id, year, registered_at, register, number);
CREATE INDEX register_entries_request ON public.register_entries USING btree (institution_id, request_id);
CREATE INDEX request_files_request ON public.request_files USING btree (institution_id, request_id);
CREATE INDEX request_words_found ON public.request_words USING btree (institution_id, word, status, filed_at, filed_number, request_id);
CREATE INDEX requests_applicant ON public.requests USING btree (institution_id, applicant_account, created_at);
CREATE INDEX requests_by_number ON public.requests USING btree (institution_id, registered_at, number) WHERE (status <> 'draft'::text);
CREATE INDEX requests_by_state ON public.requests USING btree (institution_id, status, registered_at, number) WHERE (status <> 'draft'::text);
CREATE INDEX requests_instance ON public.requests USING btree (institution_id, instance_id);
CREATE INDEX requests_status ON public.requests USING btree (institution_id, status, created_at);
CREATE INDEX sessions_account ON public.sessions USING btree (account_id);
CREATE INDEX sessions_expiry ON public.sessions USING btree (expires_at);
CREATE INDEX start_events_due ON public.start_events USING btree (due) WHERE (due IS NOT NULL);
CREATE INDEX start_events_message ON public.start_events USING btree (institution_id, message);
CREATE INDEX subscriptions_at ON public.subscriptions USING btree (institution_id, element, instance_id);
CREATE INDEX subscriptions_message ON public.subscriptions USING btree (institution_id, message, correlation_key);
CREATE INDEX tasks_assignee ON public.tasks USING btree (institution_id, assignee) WHERE (completed_at IS NULL);
CREATE INDEX tasks_at ON public.tasks USING btree (institution_id, element, instance_id) WHERE (completed_at IS NULL);
CREATE INDEX tasks_by_age ON public.tasks USING btree (institution_id, created_at, instance_id, key) WHERE ((status = ANY (ARRAY['created'::text, 'reserved'::text])) AND (NOT for_applicant));
CREATE INDEX tasks_by_due ON public.tasks USING btree (institution_id, legal_due, ((- priority)), created_at, instance_id, key) WHERE ((status = ANY (ARRAY['created'::text, 'reserved'::text])) AND (NOT for_applicant));
CREATE INDEX tasks_by_number ON public.tasks USING btree (institution_id, filed_at, filed_number, instance_id, key) WHERE ((status = ANY (ARRAY['created'::text, 'reserved'::text])) AND (NOT for_applicant));
CREATE INDEX tasks_by_priority ON public.tasks USING btree (institution_id, ((- priority)), legal_due, created_at, instance_id, key) WHERE ((status = ANY (ARRAY['created'::text, 'reserved'::text])) AND (NOT for_applicant));
CREATE INDEX tasks_of_request ON public.tasks USING btree (institution_id, request_id) WHERE (status = ANY (ARRAY['created'::text, 'reserved'::text]));
CREATE INDEX tasks_offered ON public.tasks USING btree (institution_id, offered_to, instance_id, key) WHERE ((status = ANY (ARRAY['created'::text, 'reserved'::text])) AND (assignee IS NULL));
CREATE INDEX timers_at ON public.timers USING btree (institution_id, element, instance_id);
CREATE INDEX timers_due ON public.timers USING btree (due);
CREATE INDEX timers_turn ON public.timers USING btree (institution_id, due);
CREATE INDEX tracking_codes_request ON public.tracking_codes USING btree (institution_id, request_id);
CREATE UNIQUE INDEX "PK_8c82d7f526340ab734260ea46be" ON public.migrations USING btree (id);
CREATE UNIQUE INDEX accounts_login_key ON public.accounts USING btree (login);
CREATE UNIQUE INDEX accounts_pkey ON public.accounts USING btree (id);
CREATE UNIQUE INDEX api_tokens_institution_id_token_hash_key ON public.api_tokens USING btree (institution_id, token_hash);
CREATE UNIQUE INDEX api_tokens_pkey ON public.api_tokens USING btree (institution_id, id);
CREATE UNIQUE INDEX applicant_requests_pkey ON public.applicant_requests USING btree (account_id, institution_id, request_id);
CREATE UNIQUE INDEX audit_anchors_pkey ON public.audit_anchors USING btree (institution_id, day);
CREATE UNIQUE INDEX audit_entries_pkey ON public.audit_entries USING btree (institution_id, seq);
CREATE UNIQUE INDEX audit_heads_pkey ON public.audit_heads USING btree (institution_id);
CREATE UNIQUE INDEX audit_payloads_pkey ON public.audit_payloads USING btree (institution_id, seq);
CREATE UNIQUE INDEX blobs_pkey ON public.blobs USING btree (institution_id, sha256);
CREATE UNIQUE INDEX deadline_events_pkey ON public.deadline_events USING btree (institution_id, request_id, seq);
CREATE UNIQUE INDEX deadlines_pkey ON public.deadlines USING btree (institution_id, request_id);
CREATE UNIQUE INDEX definitions_institution_id_request_type_version_key ON public.definitions USING btree (institution_id, request_type, version);
CREATE UNIQUE INDEX definitions_pkey ON public.definitions USING btree (institution_id, id);
CREATE UNIQUE INDEX documents_institution_id_request_id_kind_version_key ON public.documents USING btree (institution_id, request_id, kind, version);
CREATE UNIQUE INDEX documents_pkey ON public.documents USING btree (institution_id, id);
CREATE UNIQUE INDEX idempotency_keys_pkey ON public.idempotency_keys USING btree (institution_id, account_id, key);
CREATE UNIQUE INDEX incidents_pkey ON public.incidents USING btree (institution_id, instance_id, key);
CREATE UNIQUE INDEX instance_values_pkey ON public.instance_values USING btree (institution_id, instance_id, name);
CREATE UNIQUE INDEX instances_parent ON public.instances USING btree (institution_id, parent_instance, parent_key);
CREATE UNIQUE INDEX instances_pkey ON public.instances USING btree (institution_id, id);
CREATE UNIQUE INDEX institutions_pkey ON public.institutions USING btree (id);
CREATE UNIQUE INDEX institutions_slug_key ON public.institutions USING btree (slug);
CREATE UNIQUE INDEX jobs_pkey ON public.jobs USING btree (institution_id, instance_id, key);
CREATE UNIQUE INDEX journal_pkey ON public.journal USING btree (institution_id, instance_id, seq);
CREATE UNIQUE INDEX memberships_pkey ON public.memberships USING btree (institution_id, account_id);
CREATE UNIQUE INDEX messages_message_id ON public.messages USING btree (institution_id, message, COALESCE(correlation_key, ''::text), message_id);
CREATE UNIQUE INDEX messages_pkey ON public.messages USING btree (institution_id, id);
CREATE UNIQUE INDEX notifications_pkey ON public.notifications USING btree (institution_id, id);
CREATE UNIQUE INDEX offices_pkey ON public.offices USING btree (institution_id, slug);
CREATE UNIQUE INDEX payments_pkey ON public.payments USING btree (institution_id, id);
CREATE UNIQUE INDEX register_counters_pkey ON public.register_counters USING btree (institution_id, register, year);
CREATE UNIQUE INDEX register_entries_pkey ON public.register_entries USING btree (institution_id, register, year, number);
CREATE UNIQUE INDEX request_files_pkey ON public.request_files USING btree (institution_id, id);
CREATE UNIQUE INDEX request_types_pkey ON public.request_types USING btree (institution_id, id);
CREATE UNIQUE INDEX request_words_pkey ON public.request_words USING btree (institution_id, request_id, word);
CREATE UNIQUE INDEX requests_pkey ON public.requests USING btree (institution_id, id);
CREATE UNIQUE INDEX schema_floor_pkey ON public.schema_floor USING btree (single);
CREATE UNIQUE INDEX sessions_pkey ON public.sessions USING btree (id_hash);
CREATE UNIQUE INDEX start_events_pkey ON public.start_events USING btree (institution_id, definition_id, process_id, element);
CREATE UNIQUE INDEX subscriptions_pkey ON public.subscriptions USING btree (institution_id, instance_id, key);
CREATE UNIQUE INDEX tasks_pkey ON public.tasks USING btree (institution_id, instance_id, key);
CREATE UNIQUE INDEX timers_pkey ON public.timers USING btree (institution_id, instance_id, key);
CREATE UNIQUE INDEX tracking_codes_pkey ON public.tracking_codes USING btree (code_hash);

-- row-level security
api_tokens enabled forced;
audit_anchors enabled forced;
audit_entries enabled forced;
audit_heads enabled forced;
audit_payloads enabled forced;
blobs enabled forced;
deadline_events enabled forced;
deadlines enabled forced;
definitions enabled forced;
documents enabled forced;
idempotency_keys enabled forced;
incidents enabled forced;
instance_values enabled forced;
instances enabled forced;
jobs enabled forced;
journal enabled forced;
memberships enabled forced;
messages enabled forced;
notifications enabled forced;
offices enabled forced;
payments enabled forced;
register_counters enabled forced;
register_entries enabled forced;
request_files enabled forced;
request_types enabled forced;
request_words enabled forced;
requests enabled forced;
start_events enabled forced;
subscriptions enabled forced;
tasks enabled forced;
timers enabled forced;

-- policies
api_tokens: institution for all to circula_app using ((institution_id = (NULLIF(current_setting('circula.institution'::text, true), ''::text))::uuid)) with check ((institution_id = (NULLIF(current_setting('circula.institution'::text, true), ''::text))::uuid));
audit_anchors: institution for all to circula_app using ((institution_id = (NULLIF(current_setting('circula.institution'::text, true), ''::text))::uuid)) with check ((institution_id = (NULLIF(current_setting('circula.institution'::text, true), ''::text))::uuid));
audit_entries: institution for all to circula_app using ((institution_id = (NULLIF(current_setting('circula.institution'::text, true), ''::text))::uuid)) with check ((institution_id = (NULLIF(current_setting('circula.institution'::text, true), ''::text))::uuid));
audit_heads: institution for all to circula_app using ((institution_id = (NULLIF(current_setting('circula.institution'::text, true), ''::text))::uuid)) with check ((institution_id = (NULLIF(current_setting('circula.institution'::text, true), ''::text))::uuid));
audit_payloads: institution for all to circula_app using ((institution_id = (NULLIF(current_setting('circula.institution'::text, true), ''::text))::uuid)) with check ((institution_id = (NULLIF(current_setting('circula.institution'::text, true), ''::text))::uuid));
blobs: institution for all to circula_app using ((institution_id = (NULLIF(current_setting('circula.institution'::text, true), ''::text))::uuid)) with check ((institution_id = (NULLIF(current_setting('circula.institution'::text, true), ''::text))::uuid));
deadline_events: institution for all to circula_app using ((institution_id = (NULLIF(current_setting('circula.institution'::text, true), ''::text))::uuid)) with check ((institution_id = (NULLIF(current_setting('circula.institution'::text, true), ''::text))::uuid));
deadlines: institution for all to circula_app using ((institution_id = (NULLIF(current_setting('circula.institution'::text, true), ''::text))::uuid)) with check ((institution_id = (NULLIF(current_setting('circula.institution'::text, true), ''::text))::uuid));
definitions: institution for all to circula_app using ((institution_id = (NULLIF(current_setting('circula.institution'::text, true), ''::text))::uuid)) with check ((institution_id = (NULLIF(current_setting('circula.institution'::text, true), ''::text))::uuid));
documents: institution for all to circula_app using ((institution_id = (NULLIF(current_setting('circula.institution'::text, true), ''::text))::uuid)) with check ((institution_id = (NULLIF(current_setting('circula.institution'::text, true), ''::text))::uuid));
idempotency_keys: institution for all to circula_app using ((institution_id = (NULLIF(current_setting('circula.institution'::text, true), ''::text))::uuid)) with check ((institution_id = (NULLIF(current_setting('circula.institution'::text, true), ''::text))::uuid));
idempotency_keys: worker_clears for all to circula_worker using (true);
incidents: institution for all to circula_app using ((institution_id = (NULLIF(current_setting('circula.institution'::text, true), ''::text))::uuid)) with check ((institution_id = (NULLIF(current_setting('circula.institution'::text, true), ''::text))::uuid));
incidents: worker_counts for select to circula_worker using (true);
instance_values: institution for all to circula_app using ((institution_id = (NULLIF(current_setting('circula.institution'::text, true), ''::text))::uuid)) with check ((institution_id = (NULLIF(current_setting('circula.institution'::text, true), ''::text))::uuid));
instances: institution for all to circula_app using ((institution_id = (NULLIF(current_setting('circula.institution'::text, true), ''::text))::uuid)) with check ((institution_id = (NULLIF(current_setting('circula.institution'::text, true), ''::text))::uuid));
instances: worker_finds for select to circula_worker using ((forgotten_at IS NOT NULL));
jobs: institution for all to circula_app using ((institution_id = (NULLIF(current_setting('circula.institution'::text, true), ''::text))::uuid)) with check ((institution_id = (NULLIF(current_setting('circula.institution'::text, true), ''::text))::uuid));
jobs: worker_claims for all to circula_worker using (true);
jobs: worker_clears for delete to circula_worker using ((done_at IS NOT NULL));
journal: institution for all to circula_app using ((institution_id = (NULLIF(current_setting('circula.institution'::text, true), ''::text))::uuid)) with check ((institution_id = (NULLIF(current_setting('circula.institution'::text, true), ''::text))::uuid));
journal: worker_clears for delete to circula_worker using ((EXISTS ( SELECT
   FROM instances i
  WHERE ((i.institution_id = journal.institution_id) AND (i.id = journal.instance_id) AND (i.forgotten_at IS NOT NULL)))));
journal: worker_finds for select to circula_worker using (true);
memberships: institution for all to circula_app using ((institution_id = (NULLIF(current_setting('circula.institution'::text, true), ''::text))::uuid)) with check ((institution_id = (NULLIF(current_setting('circula.institution'::text, true), ''::text))::uuid));
memberships: own_memberships for select to circula_app using ((account_id = (NULLIF(current_setting('circula.account'::text, true), ''::text))::uuid));
messages: institution for all to circula_app using ((institution_id = (NULLIF(current_setting('circula.institution'::text, true), ''::text))::uuid)) with check ((institution_id = (NULLIF(current_setting('circula.institution'::text, true), ''::text))::uuid));
messages: worker_clears for all to circula_worker using (true);
notifications: institution for all to circula_app using ((institution_id = (NULLIF(current_setting('circula.institution'::text, true), ''::text))::uuid)) with check ((institution_id = (NULLIF(current_setting('circula.institution'::text, true), ''::text))::uuid));
offices: institution for all to circula_app using ((institution_id = (NULLIF(current_setting('circula.institution'::text, true), ''::text))::uuid)) with check ((institution_id = (NULLIF(current_setting('circula.institution'::text, true), ''::text))::uuid));
payments: institution for all to circula_app using ((institution_id = (NULLIF(current_setting('circula.institution'::text, true), ''::text))::uuid)) with check ((institution_id = (NULLIF(current_setting('circula.institution'::text, true), ''::text))::uuid));
register_counters: institution for all to circula_app using ((institution_id = (NULLIF(current_setting('circula.institution'::text, true), ''::text))::uuid)) with check ((institution_id = (NULLIF(current_setting('circula.institution'::text, true), ''::text))::uuid));
register_entries: institution for all to circula_app using ((institution_id = (NULLIF(current_setting('circula.institution'::text, true), ''::text))::uuid)) with check ((institution_id = (NULLIF(current_setting('circula.institution'::text, true), ''::text))::uuid));
request_files: institution for all to circula_app using ((institution_id = (NULLIF(current_setting('circula.institution'::text, true), ''::text))::uuid)) with check ((institution_id = (NULLIF(current_setting('circula.institution'::text, true), ''::text))::uuid));
request_types: institution for all to circula_app using ((institution_id = (NULLIF(current_setting('circula.institution'::text, true), ''::text))::uuid)) with check ((institution_id = (NULLIF(current_setting('circula.institution'::text, true), ''::text))::uuid));
request_words: institution for all to circula_app using ((institution_id = (NULLIF(current_setting('circula.institution'::text, true), ''::text))::uuid)) with check ((institution_id = (NULLIF(current_setting('circula.institution'::text, true), ''::text))::uuid));
requests: institution for all to circula_app using ((institution_id = (NULLIF(current_setting('circula.institution'::text, true), ''::text))::uuid)) with check ((institution_id = (NULLIF(current_setting('circula.institution'::text, true), ''::text))::uuid));
start_events: institution for all to circula_app using ((institution_id = (NULLIF(current_setting('circula.institution'::text, true), ''::text))::uuid)) with check ((institution_id = (NULLIF(current_setting('circula.institution'::text, true), ''::text))::uuid));
start_events: worker_claims for all to circula_worker using (true);
subscriptions: institution for all to circula_app using ((institution_id = (NULLIF(current_setting('circula.institution'::text, true), ''::text))::uuid)) with check ((institution_id = (NULLIF(current_setting('circula.institution'::text, true), ''::text))::uuid));
tasks: institution for all to circula_app using ((institution_id = (NULLIF(current_setting('circula.institution'::text, true), ''::text))::uuid)) with check ((institution_id = (NULLIF(current_setting('circula.institution'::text, true), ''::text))::uuid));
timers: institution for all to circula_app using ((institution_id = (NULLIF(current_setting('circula.institution'::text, true), ''::text))::uuid)) with check ((institution_id = (NULLIF(current_setting('circula.institution'::text, true), ''::text))::uuid));
timers: worker_claims for all to circula_worker using (true);

-- rights
accounts: delete, insert, select, update to circula_app;
api_tokens: delete, insert, select, update to circula_app;
applicant_requests: delete, insert, select, update to circula_app;
audit_anchors: insert, select to circula_app;
audit_entries: insert, select to circula_app;
audit_heads: delete, insert, select, update to circula_app;
audit_payloads: delete, insert, select to circula_app;
blobs: delete, insert, select, update to circula_app;
deadline_events: insert, select to circula_app;
deadlines: delete, insert, select, update to circula_app;
definitions: delete, insert, select, update to circula_app;
documents: delete, insert, select, update to circula_app;
idempotency_keys (created_at, institution_id): select to circula_worker;
idempotency_keys: delete to circula_worker;
idempotency_keys: delete, insert, select, update to circula_app;
incidents (institution_id, raised_at, resolved_at): select to circula_worker;
incidents: delete, insert, select, update to circula_app;
instance_values: delete, insert, select, update to circula_app;
instance_waits: select to circula_app;
instances (forgotten_at, id, institution_id): select to circula_worker;
instances: delete, insert, select, update to circula_app;
institutions: delete, insert, select, update to circula_app;
institutions: select to circula_worker;
jobs (attempts, lease_token, lease_until): update to circula_worker;
jobs: delete, insert, select, update to circula_app;
jobs: delete, select to circula_worker;
journal (instance_id, institution_id, seq): select to circula_worker;
journal: delete to circula_worker;
journal: insert, select to circula_app;
memberships: delete, insert, select, update to circula_app;
messages (institution_id, published_at): select to circula_worker;
messages: delete to circula_worker;
messages: delete, insert, select, update to circula_app;
migrations: select to circula_app;
migrations: select to circula_worker;
notifications: delete, insert, select, update to circula_app;
offices: delete, insert, select, update to circula_app;
payments: delete, insert, select, update to circula_app;
register_counters: delete, insert, select, update to circula_app;
register_entries: insert, select to circula_app;
request_files: delete, insert, select, update to circula_app;
request_types: delete, insert, select, update to circula_app;
request_words: delete, insert, select, update to circula_app;
requests: delete, insert, select, update to circula_app;
schema_floor: select to circula_app;
schema_floor: select to circula_worker;
sessions (expires_at): select to circula_worker;
sessions: delete to circula_worker;
sessions: delete, insert, select, update to circula_app;
start_events (attempts, lease_token, lease_until): update to circula_worker;
start_events: delete, insert, select, update to circula_app;
start_events: select to circula_worker;
subscriptions: delete, insert, select, update to circula_app;
tasks: delete, insert, select, update to circula_app;
timers (attempts, lease_token, lease_until): update to circula_worker;
timers: delete, insert, select, update to circula_app;
timers: select to circula_worker;
tracking_codes: delete, insert, select, update to circula_app;
