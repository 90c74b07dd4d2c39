import type { MigrationInterface, QueryRunner } from 'typeorm';
import { secureTable } from '../secure-table.ts';

/** What finding and mending instances needs: who has them, values to search by, and what stands still. Only adds. */
export class Repair implements MigrationInterface {
  name = 'Repair0000000000006';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      alter table institutions add column suspended_at timestamptz;
      alter table definitions add column suspended_at timestamptz;
      alter table incidents add column owner uuid;
      alter table timers add column opened_at timestamptz not null default now();
      create table instance_values (
        institution_id uuid not null references institutions (id),
        instance_id uuid not null,
        name text not null,
        text_value text not null,
        number_value numeric,
        primary key (institution_id, instance_id, name),
        foreign key (institution_id, instance_id) references instances (institution_id, id)
      );
      create index instance_values_text on instance_values (institution_id, name, text_value, instance_id);
      create index instance_values_number on instance_values (institution_id, name, number_value, instance_id)
        where number_value is not null;
      create index instances_by_age on instances (institution_id, created_at, id);
      create index instances_by_state on instances (institution_id, status, created_at, id);
      create index tasks_at on tasks (institution_id, element, instance_id) where completed_at is null;
      create index jobs_at on jobs (institution_id, element, instance_id) where done_at is null and kind = 'service';
      create index subscriptions_at on subscriptions (institution_id, element, instance_id);
      create index timers_at on timers (institution_id, element, instance_id);
      create view instance_waits with (security_invoker = true) as
        select institution_id, instance_id, key, element, 'task' as reason, created_at as since, due_date as until,
               coalesce(assignee, array_to_string(candidate_groups || candidate_users, ', ')) as holder
          from tasks where completed_at is null
        union all
        select institution_id, instance_id, key, element, 'job', created_at, null, coalesce(worker, job_type)
          from jobs where done_at is null and kind = 'service'
        union all
        select institution_id, instance_id, key, element, 'message', opened_at, null, message from subscriptions
        union all
        select institution_id, instance_id, key, element, 'timer', opened_at, due, null from timers;
      grant select on instance_waits to circula_app;`);
    await secureTable(queryRunner, 'instance_values');
  }

  async down(): Promise<void> {
    throw new Error('What people have suspended and searched by has no way back: restore a backup instead.');
  }
}
