import type { Installation } from './installation.ts';

/** One council with half of all files, and 81 town halls that share the rest: a county. Up to a thousand files are all the council's. */
export const TOWN_HALLS = 81;
/** At most so many files are still being worked on at each size, or a tenth of them. */
const LEAST_OPEN = 100;
const OPEN_SHARE = 0.1;
/** So few files are all the council's, so that its pages are as full as those of a county. */
const SMALL = 1_000;
/** Rows of one statement. */
const CHUNK = 50_000;

const FAMILY = ['Popescu', 'Ionescu', 'Pop', 'Rus', 'Moldovan', 'Mureșan', 'Nagy', 'Kovács', 'Szabó', 'Tóth'];
const GIVEN = [
  ...['Maria', 'Ion', 'Ana', 'Andrei', 'Elena', 'Gheorghe', 'László', 'Ilona', 'Zsófia', 'Ștefan'],
  ...['Ioana', 'Vasile', 'Mihai', 'Cristina', 'Dan', 'Réka', 'István', 'Katalin', 'Radu', 'Lucia'],
];
const INVENTED = (seed: string) => `initcap(left(translate(md5(${seed}), '0123456789', 'ghijklmnop'), 7))`;
const NAME = `case when n % 100 < 10 or $1 <= ${SMALL} then (array['${FAMILY.join("','")}'])[1 + n % 10] else ${INVENTED("'f' || n % 3989")} end
  || ' ' || (array['${GIVEN.join("','")}'])[1 + n / 7 % 20] || ' ' || ${INVENTED('n::text')}`;

/**
 * Fills an installation with the rows that files leave, spread over institutions as in a county, the newest tenth still
 * open. The rows are those that lists are read from; journals, documents and the audit chain are not made.
 */
export async function fillCounty({ sql }: Installation, files: number, report: (done: number) => void): Promise<void> {
  const [council] = (await sql.query("select id from institutions where slug = 'cj-cluj'")).rows;
  await sql.query(`set synchronous_commit = off`);
  await sql.query(
    `insert into institutions (slug, name, kind, county)
     select 'primaria-' || n, 'Primăria ' || n, 'town-hall', 'Cluj' from generate_series(2, ${TOWN_HALLS}) n`,
  );
  await sql.query(
    `insert into request_types (institution_id, id)
     select i.id, 'certificat-urbanism' from institutions i on conflict do nothing`,
  );
  await sql.query(
    `insert into definitions (institution_id, request_type, version, content, process_id)
     select i.id, d.request_type, d.version, d.content, d.process_id
       from institutions i, definitions d where d.institution_id = $1 and d.request_type = 'certificat-urbanism'
     on conflict do nothing`,
    [council.id],
  );
  // Ten families to which each hundredth person belongs, as with the commonest names there are, and four thousand others; twenty
  // given names; a third name that is nearly each one's own. Of few people each belongs to one of the ten.
  await sql.query(
    `insert into accounts (login, name) select 'p' || n || '@people.example', ${NAME}
       from generate_series(1, greatest(10, $1::integer / 3)) n`,
    [files],
  );
  await sql.query(`create unlogged table places as
    select row_number() over (order by case when i.slug = 'cj-cluj' then 0 else 1 end, i.slug) - 1 as n, i.id as institution, d.id as definition
      from institutions i join definitions d on d.institution_id = i.id and d.request_type = 'certificat-urbanism'`);
  await sql.query(
    `create unlogged table people as select row_number() over () - 1 as n, id from accounts where login like 'p%@people.example'`,
  );
  await sql.query('create index on people (n)');
  await sql.query(
    `create unlogged table officials as select m.account_id as id from memberships m join accounts a on a.id = m.account_id
      where m.institution_id = $1 and a.login = 'inspector@cj-cluj.example'`,
    [council.id],
  );
  await sql.query('analyze');
  const open = Math.max(Math.floor(files * OPEN_SHARE), Math.min(files, LEAST_OPEN));
  for (let from = 1; from <= files; from += CHUNK) {
    const to = Math.min(files, from + CHUNK - 1);
    await sql.query(FILES, [from, to, files - open, files]);
    for (const statement of ROWS) await sql.query(statement);
    await sql.query('drop table made');
    report(to);
  }
  await sql.query(
    `insert into register_counters (institution_id, register, year, last_number)
     select institution_id, register, year, count(*) from register_entries group by 1, 2, 3 on conflict do nothing`,
  );
  await sql.query('drop table places, people, officials');
  await sql.query('vacuum (analyze)');
  await sql.query('checkpoint');
}

/** One row for each file; everything else follows from it. File 1 is the oldest, the last one came in just now. */
const FILES = `
  create unlogged table made as
  select g.n, g.n > $3::integer as open, p.institution, p.definition, md5('i' || g.n)::uuid as instance,
         md5('r' || g.n)::uuid as request, a.id as applicant, now() - make_interval(mins => ($4::integer - g.n) / 2) as at,
         case when $4 <= ${SMALL} then g.n else 1 + g.n / 2 end as number, $4 <= ${SMALL} as small, g.n / 2 % 8 as step, g.n % 5 < 3 as reserved, g.n / 2 % 10 = 9 as waits_for_applicant
    from generate_series($1::integer, $2::integer) g (n)
    join places p on p.n = case when g.n % 2 = 0 or $4 <= ${SMALL} then 0 else 1 + g.n / 2 % ${TOWN_HALLS} end
    join people a on a.n = (g.n::bigint * 7919) % (select count(*) from people)`;

const STEP = `(array['verifica-inregistrarea', 'repartizeaza-cererea', 'verifica-documentatia', 'redacteaza-certificatul',
  'aproba-proiectul', 'verifica-plata', 'semneaza-secretarul', 'semneaza-conducatorul'])[1 + step]`;
const GROUP = `(array['registratura', 'arhitect-sef', 'inspector-urbanism', 'inspector-urbanism', 'sef-serviciu', 'sef-serviciu',
  'secretar-general', 'conducator'])[1 + step]`;
/** About as large as the state of a certificate that waits. */
const STATE = `jsonb_build_object('status', case when open then 'active' else 'completed' end, 'variables', jsonb_build_object(
  'request', request, 'answers', jsonb_build_object('nume', md5(n::text), 'adresa', repeat(md5(n::text), 6),
  'descriere', repeat(md5((n + 1)::text), 20)), 'elements', repeat(md5((n + 2)::text), 20)))`;

const ROWS = [
  `insert into instances (institution_id, id, definition_id, process_id, business_key, status, state, revision, root_instance,
     created_at, ended_at, in_file)
   select institution, instance, definition, 'certificat-urbanism', request::text, case when open then 'active' else 'completed' end,
          ${STATE}, 8, instance, at, case when open then null else at + interval '20 days' end, not open from made`,
  `insert into requests (institution_id, id, service, definition_id, applicant_account, channel, status, number, register,
     registered_at, instance_id, stage, office, outcome, created_at, updated_at, answers)
   select institution, request, 'certificat-urbanism', definition, applicant, 'web',
          case when open then 'submitted' when n % 20 = 0 then 'rejected' else 'completed' end, number, 'certificate-urbanism', at,
          instance, case when open then 'analiza' end, 'urbanism', case when open then null else 'issued' end, at, at,
          jsonb_build_object('nume', md5(n::text), 'descriere', repeat(md5(n::text), 10)) from made`,
  `insert into applicant_requests (account_id, institution_id, request_id) select applicant, institution, request from made`,
  `insert into deadlines (institution_id, request_id, rule, started_on, due, status, suspended_at)
   select institution, request, '{}', at::date, case when open and waits_for_applicant then null else at::date + 22 end,
          case when not open then 'ended' when waits_for_applicant then 'suspended' else 'running' end,
          case when open and waits_for_applicant then at end from made`,
  `insert into tasks (institution_id, instance_id, key, element, name, status, assignee, candidate_groups, candidate_users, priority,
     headers, variables, created_at, completed_at, completed_by)
   select institution, instance, 100 + k, ${STEP}, initcap(replace(${STEP}, '-', ' ')), 'completed', null, array[${GROUP}], '{}', 50,
          '{}', '{}', at, at + interval '1 day', 'x' from made, generate_series(1, 2) k where not open`,
  `insert into tasks (institution_id, instance_id, key, element, name, status, assignee, candidate_groups, candidate_users, priority,
     headers, variables, created_at, request_id, legal_due, filed_at, filed_number, for_applicant)
   select institution, instance, 200, ${STEP}, initcap(replace(${STEP}, '-', ' ')),
          case when reserved or waits_for_applicant then 'reserved' else 'created' end,
          case when waits_for_applicant then applicant::text
               when reserved and (small or n % 2 = 0 and (n / 2) % greatest(2, (select count(*) from made where open) / 80) = 0) then (select id::text from officials)
               when reserved then md5('o' || institution::text || n % 60)::uuid::text end,
          array[${GROUP}], '{}', 25 * (1 + n % 3), '{}', jsonb_build_object('note', md5(n::text)), at, request,
          case when waits_for_applicant then date '9999-12-31' else at::date + 22 end, at, number, waits_for_applicant
     from made where open`,
  `insert into request_words (institution_id, request_id, word, status, filed_at, filed_number)
   select distinct institution, request, word,
          case when open then 'submitted' when n % 20 = 0 then 'rejected' else 'completed' end, at, number
     from made join accounts a on a.id = applicant cross join lateral unnest(array['*', 'certificat', 'urbanism', number::text]
       || string_to_array(translate(lower(a.name), 'áéíóöőúüűăâîșț', 'aeiooouuuaaist'), ' ')) word`,
  `insert into register_entries (institution_id, register, year, number, direction, request_id, registered_at, subject)
   select institution, 'certificate-urbanism', extract(year from at), number, 'incoming', request, at, 'Certificat de urbanism' from made`,
  `insert into instance_values (institution_id, instance_id, name, text_value, number_value, instance_created_at)
   select institution, instance, 'answers.parcel', 'CF' || n, null, at from made
   union all select institution, instance, 'answers.area', (n / 2 % 1000)::text, n / 2 % 1000, at from made
   union all select institution, instance, 'answers.kind', (array['house', 'garage'])[1 + n / 2 % 2], null, at from made
   union all select institution, instance, 'answers.street', 'S' || n / 2 % 100, null, at from made`,
  `insert into timers (institution_id, instance_id, key, element, due)
   select institution, instance, 300, 'termen', at + interval '400 days' from made where open`,
  `insert into incidents (institution_id, instance_id, key, element, code, message, raised_at)
   select institution, instance, 200, ${STEP}, 'job-failed', 'The mail server does not answer', at from made where open and n % 100 = 0`,
];
