import type { MigrationInterface, QueryRunner } from 'typeorm';
import { secureTable } from '../secure-table.ts';

/**
 * What lists need to cost the same with a million files: open tasks carry what they are sorted by, so that an index gives
 * each order; requests are found by the words of their applicant and service. A far day stands for "none", because an index
 * is walked by comparing rows, and null compares with nothing. Adds, fills
 * what is there, and takes away one index that a new one replaces; rows that a server of the
 * release before writes meanwhile are caught up with by the hourly sweep.
 */
export class ListsAtScale implements MigrationInterface {
  name = 'ListsAtScale0000000000019';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      alter table tasks add column request_id uuid;
      alter table tasks add column legal_due date not null default '9999-12-31';
      alter table tasks add column filed_at timestamptz not null default '9999-12-31 00:00:00+00';
      alter table tasks add column filed_number integer not null default 0;
      alter table tasks add column for_applicant boolean not null default false;
      update tasks t set request_id = r.id, legal_due = coalesce(d.due, '9999-12-31'),
             filed_at = coalesce(r.registered_at, '9999-12-31 00:00:00+00'), filed_number = coalesce(r.number, 0),
             for_applicant = t.assignee is not distinct from r.applicant_account::text
        from instances i
        join requests r on r.institution_id = i.institution_id and r.instance_id = i.root_instance
        left join deadlines d on d.institution_id = r.institution_id and d.request_id = r.id
       where i.institution_id = t.institution_id and i.id = t.instance_id and t.status in ('created', 'reserved');
      create index tasks_by_due on tasks (institution_id, legal_due, (-priority), created_at, instance_id, key)
        where status in ('created', 'reserved') and not for_applicant;
      create index tasks_by_priority on tasks (institution_id, (-priority), legal_due, created_at, instance_id, key)
        where status in ('created', 'reserved') and not for_applicant;
      create index tasks_by_age on tasks (institution_id, created_at, instance_id, key)
        where status in ('created', 'reserved') and not for_applicant;
      create index tasks_by_number on tasks (institution_id, filed_at, filed_number, instance_id, key)
        where status in ('created', 'reserved') and not for_applicant;
      create index tasks_free on tasks (institution_id, candidate_groups, instance_id, key)
        where status in ('created', 'reserved') and assignee is null;
      create index tasks_for_users on tasks using gin (candidate_users)
        where status in ('created', 'reserved') and candidate_users <> '{}';
      create index tasks_of_request on tasks (institution_id, request_id) where status in ('created', 'reserved');
      drop index tasks_groups;
      create table request_words (
        institution_id uuid not null references institutions (id),
        request_id uuid not null,
        word text collate "C" not null,
        status text not null,
        filed_at timestamptz not null,
        filed_number integer not null,
        primary key (institution_id, request_id, word),
        foreign key (institution_id, request_id) references requests (institution_id, id)
      );
      insert into request_words (institution_id, request_id, word, status, filed_at, filed_number)
      select r.institution_id, r.id, w.word, r.status, r.registered_at, r.number
        from requests r join accounts a on a.id = r.applicant_account
       cross join lateral (
         select distinct left(word, 60) as word
           from regexp_split_to_table(translate(lower(a.name), 'ăâîșşțţáéíóöőúüűĂÂÎȘŞȚŢÁÉÍÓÖŐÚÜŰ',
             'aaissttaeiooouuuaaissttaeiooouuu') || ' ' || r.service || ' ' || r.number, '[^[:alnum:]]+') word
          where word <> ''
         union select '*') w
       where r.status <> 'draft' and r.registered_at is not null and r.number is not null;
      create index request_words_found on request_words
        (institution_id, word, status, filed_at, filed_number, request_id);
      alter table instances add column suspended boolean not null default false;
      update instances set suspended = true where status = 'active' and state ? 'suspended';
      create index instances_suspended on instances (institution_id, created_at, id)
        where status = 'active' and suspended;
      create index requests_by_number on requests (institution_id, registered_at, number) where status <> 'draft';
      create index requests_by_state on requests (institution_id, status, registered_at, number) where status <> 'draft';
      create index register_entries_by_time on register_entries (institution_id, year, registered_at, register, number);`);
    await secureTable(queryRunner, 'request_words');
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Migrations only go forward: restore a backup instead.'));
  }
}
